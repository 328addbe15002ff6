"""Rule kind ``threshold``: an indicator against a value, at checkpoints, in periods, or at any time.

A checkpoint is judged by the first filing whose data reach it. A period is judged by the filings
whose data lie in it. Without a date the newest figure counts. A target whose value somebody else
sets, and has not told, cannot be judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from generator import wording
from generator.calendar import Month
from generator.catalogue.build import structure
from generator.catalogue.model import Indicator, Rule, Target
from generator.judging import measures
from generator.judging.case import Case
from generator.judging.rows import reaches, select
from generator.judging.stages import Finding, Stage, bind, settle, stages
from generator.judging.verdict import Outcome, State, Verdict
from generator.judging.writing import Yardstick, about, explain, verdict
from generator.ledger import Cell, Filing, Table

KIND = "threshold"


@dataclass(frozen=True, slots=True)
class Options:
    """The fields that this kind adds to a rule."""

    subjects: tuple[str, ...] = ()
    scope: str = "each"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One month's filings of all the units judged, and the day to which they reach."""

    as_of: date
    filings: tuple[Filing, ...]


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject and stage."""
    options = structure(Options, rule.options)
    units = case.subjects(rule, options.subjects)
    if options.scope == "together":
        yield from _Judged(case, rule, units, None).verdicts()
    else:
        for unit in units:
            yield from _Judged(case, rule, (unit,), unit).verdicts()


@dataclass(frozen=True)
class _Judged:
    """The units whose figures are taken together, and the rule that they are judged by."""

    case: Case
    rule: Rule
    units: Sequence[str]
    subject: str | None

    @property
    def target(self) -> Target:
        target = self.case.catalogue.provisions[self.rule.provision]
        assert isinstance(target, Target)
        return target

    @property
    def indicator(self) -> Indicator:
        assert self.target.indicator is not None
        return self.case.catalogue.indicators[self.target.indicator]

    @property
    def yardstick(self) -> Yardstick:
        indicator = self.indicator
        return Yardstick(indicator.name, indicator.unit, indicator.decimals, self.target.operator)

    def verdicts(self) -> Iterator[Verdict]:
        snapshots = _snapshots(self.case, self.indicator, self.units)
        if self.target.value is None and not self.target.checkpoints:
            yield self._without_value(snapshots[-1:])
        else:
            found = stages(self.case, self.target)
            yield from bind(self._at(stage, snapshots) for stage in found)

    def _at(self, stage: Stage, snapshots: Sequence[Snapshot]) -> Verdict:
        finding = self._finding(stage, snapshots)
        state, why = settle(self.case, stage, finding, self.units, self.indicator.form)
        value = finding.outcomes[0].value if finding.outcomes else None
        who = about(self.case, self.subject)
        return self._verdict(
            state,
            explain(self.yardstick, stage, finding, state, why, who),
            suffix=stage.id,
            period=stage.label or None,
            due=stage.end,
            value=value,
            threshold=stage.threshold,
            gap=None if value is None else stage.threshold - value,
            outcomes=finding.outcomes,
            lineage=finding.lineage,
            predates_issue=state == State.INFORMATIONAL,
        )

    def _without_value(self, newest: Sequence[Snapshot]) -> Verdict:
        """A target whose number the notice leaves to someone else."""
        outcomes = self._outcomes(newest, None) if newest else ()
        value = outcomes[0].value if outcomes else None
        shown = ""
        if value is not None:
            figure = self.yardstick.shown(value, None)
            shown = f"截至{wording.day(newest[0].as_of)}，{self.indicator.name}{figure}；"
        missing = self.target.external_value or "目标值"
        return self._verdict(
            State.CANNOT_JUDGE,
            f"{about(self.case, self.subject)}{shown}缺少“{missing}”的数值，不能判定。",
            value=value,
            outcomes=outcomes,
            lineage=self._lineage(newest),
        )

    def _verdict(self, state: State, sentence: str, **more: Any) -> Verdict:
        return verdict(
            self.case,
            self.target,
            state,
            sentence,
            subject=self.subject,
            rule=self.rule,
            owners=None if self.subject is None else self.units,
            questions=self.indicator.questions,
            unit=self.indicator.unit,
            **more,
        )

    def _finding(self, stage: Stage, snapshots: Sequence[Snapshot]) -> Finding:
        taken, decided = _taken(stage, snapshots, self.indicator.accumulation)
        if not taken:
            return Finding((), False, False, "", self._lacking())
        growing = self.indicator.denominator is None and self.target.operator == "at_least"
        over = stage.end is None and taken[-1].as_of >= self.case.plan_end
        return Finding(
            self._outcomes(taken, stage.threshold),
            decided,
            lasting=growing or over,
            known=f"截至{wording.day(taken[-1].as_of)}",
            lineage=self._lineage(taken),
        )

    def _outcomes(
        self, snapshots: Sequence[Snapshot], threshold: float | None
    ) -> tuple[Outcome, ...]:
        catalogue, operator = self.case.catalogue, self.target.operator
        figures = measures.figures(catalogue, self.indicator, self._table(snapshots), operator)
        return tuple(
            Outcome(f.id, f.name, f.value, threshold, self._met(f.value, threshold), f.detail)
            for f in figures
        )

    def _met(self, value: float | None, threshold: float | None) -> bool | None:
        if value is None or threshold is None:
            return None
        return reaches(value, self.target.operator, threshold, self.target.tolerance)

    def _lineage(self, snapshots: Sequence[Snapshot]) -> tuple[Cell, ...]:
        catalogue = self.case.catalogue
        own = select(catalogue, self._table(snapshots), self.indicator.where)
        return self.case.cells(own, measures.columns(catalogue, self.indicator))

    def _table(self, snapshots: Sequence[Snapshot]) -> Table:
        filings = [filing for snapshot in snapshots for filing in snapshot.filings]
        return self.case.ledger.table(self.indicator.form, filings)

    def _lacking(self) -> str:
        """What was not filed, once any of it was due."""
        form = self.indicator.form
        if not any(map(self.case.closed, self.case.owing(self.units, form))):
            return ""
        name = self.case.catalogue.forms[form].name
        return f"“{name}”表中没有{self.indicator.name}的数据"


def _snapshots(case: Case, indicator: Indicator, units: Sequence[str]) -> list[Snapshot]:
    """The months in which every unit has told the indicator, in order."""
    by_month: dict[Month, list[Filing]] = {}
    for filing in case.filings(units, indicator.form):
        by_month.setdefault(filing.period, []).append(filing)
    found: list[Snapshot] = []
    for filings in by_month.values():
        reach = [_reach(case, indicator, filing) for filing in filings]
        known = [day for day in reach if day is not None]
        if len(known) == len(units):
            found.append(Snapshot(min(known), tuple(filings)))
    return sorted(found, key=lambda snapshot: snapshot.as_of)


def _reach(case: Case, indicator: Indicator, filing: Filing) -> date | None:
    """The last day of which a filing tells the indicator; None when it does not tell it."""
    table = case.ledger.table(indicator.form, [filing])
    own = select(case.catalogue, table, indicator.where)
    if not len(own) and not filing.zero:
        return None
    if indicator.as_of and len(own):
        days = own[indicator.as_of].astype("datetime64[D]")
        known = days[~np.isnat(days)]
        return known.min().item() if len(known) else None
    received = filing.received_at.date() if filing.received_at else filing.period.last
    return min(received, filing.period.last)


def _taken(
    stage: Stage, snapshots: Sequence[Snapshot], accumulation: str
) -> tuple[list[Snapshot], bool]:
    """The snapshots that a stage is judged by, and whether they reach to its end."""
    if stage.end is None:
        taken = list(snapshots)
        return (taken if accumulation == "period" else taken[-1:]), bool(taken)
    reaching = [s for s in snapshots if s.as_of >= stage.end]
    if accumulation == "period":
        start = stage.start or date.min
        inside = [s for s in snapshots if start <= s.as_of <= stage.end]
        exact = bool(inside) and inside[-1].as_of == stage.end
        return (inside or reaching[:1]), bool(reaching) or exact
    before = [s for s in snapshots if s.as_of < stage.end]
    if reaching:
        return reaching[:1], True
    inside = [s for s in before if stage.start is None or s.as_of >= stage.start]
    return inside[-1:], False
