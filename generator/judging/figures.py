"""An indicator over time: the months in which it was told, and what they say at a stage.

A checkpoint is judged by the first filing whose data reach it. A period is judged by the filings
whose data lie in it. Without a date the newest figure counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from generator import wording
from generator.calendar import Month
from generator.catalogue.model import Indicator
from generator.judging import measures
from generator.judging.case import Case
from generator.judging.measures import Figure
from generator.judging.rows import reaches, select
from generator.judging.stages import Finding, Stage
from generator.judging.verdict import Outcome
from generator.ledger import Filing


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One month's filings of all the units judged, and the day to which they reach."""

    as_of: date
    filings: tuple[Filing, ...]


@dataclass(frozen=True)
class Figures:
    """An indicator as some units together have told it."""

    case: Case
    indicator: Indicator
    units: tuple[str, ...]

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """The months in which every unit has told the indicator, in order."""
        by_month: dict[Month, list[Filing]] = {}
        for filing in self.case.filings(self.units, self.indicator.form):
            by_month.setdefault(filing.period, []).append(filing)
        found: list[Snapshot] = []
        for filings in by_month.values():
            reach = [self._reach(filing) for filing in filings]
            known = [day for day in reach if day is not None]
            if len(known) == len(self.units):
                found.append(Snapshot(min(known), tuple(filings)))
        return sorted(found, key=lambda snapshot: snapshot.as_of)

    def at(self, stage: Stage, operator: str, tolerance: float = 0) -> Finding:
        """What the filings say at a stage, held against its threshold."""
        taken, decided = self._taken(stage)
        if not taken:
            return Finding((), False, False, "", self.lacking())
        return self.told_by(taken, decided, stage, operator, tolerance)

    def told_by(
        self,
        taken: Sequence[Snapshot],
        decided: bool,
        stage: Stage,
        operator: str,
        tolerance: float = 0,
    ) -> Finding:
        """What some months together say, held against a stage's threshold."""
        found = self.figures(taken, operator)
        growing = self.indicator.denominator is None and operator == "at_least"
        over = stage.end is None and taken[-1].as_of >= self.case.plan_end
        return Finding(
            tuple(self._outcome(figure, operator, stage.threshold, tolerance) for figure in found),
            decided,
            lasting=growing or over,
            known=f"截至{wording.day(taken[-1].as_of)}",
            steps=(
                *(figure.step for figure in found),
                *self.case.zero_reports(f for snapshot in taken for f in snapshot.filings),
            ),
            need=self._need(found[0], operator, stage.threshold),
        )

    def figures(self, snapshots: Sequence[Snapshot], operator: str) -> tuple[Figure, ...]:
        filings = [filing for snapshot in snapshots for filing in snapshot.filings]
        table = self.case.ledger.table(self.indicator.form, filings)
        return measures.figures(self.case, self.indicator, table, operator)

    def lacking(self) -> str:
        """What was not filed, once any of it was due."""
        form = self.indicator.form
        if not any(map(self.case.closed, self.case.owing(self.units, form))):
            return ""
        name = self.case.catalogue.forms[form].name
        return f"“{name}”表中没有{self.indicator.name}的数据"

    def _outcome(
        self, figure: Figure, operator: str, threshold: float, tolerance: float
    ) -> Outcome:
        met = None
        if figure.value is not None:
            met = reaches(figure.value, operator, threshold, tolerance)
        return Outcome(figure.id, figure.name, figure.value, threshold, met, figure.detail)

    def _need(self, figure: Figure, operator: str, threshold: float) -> str:
        """How much more of what is wanted, by the first reading."""
        if operator != "at_least" or figure.value is None or not figure.parts:
            return ""
        numerator, *rest = figure.parts
        assert numerator is not None
        wanted = threshold * (rest[0] or 0) / self.indicator.per if rest else threshold
        more, step = wanted - numerator, figure.step.steps[0]
        if round(more, 9) <= 0:
            return ""
        unit = step.unit or ("" if rest else self.indicator.unit)
        shown = wording.quantity(more, unit, 2)
        return f"{step.says}再增加{shown}即可达到"

    def _reach(self, filing: Filing) -> date | None:
        """The last day of which a filing tells the indicator; None when it does not tell it."""
        indicator, case = self.indicator, self.case
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

    def _taken(self, stage: Stage) -> tuple[list[Snapshot], bool]:
        """The snapshots that a stage is judged by, and whether they reach to its end."""
        snapshots = self.snapshots
        if stage.end is None:
            periodic = self.indicator.accumulation == "period"
            return (list(snapshots) if periodic else snapshots[-1:]), bool(snapshots)
        reaching = [s for s in snapshots if s.as_of >= stage.end]
        if self.indicator.accumulation == "period":
            start = stage.start or date.min
            inside = [s for s in snapshots if start <= s.as_of <= stage.end]
            exact = bool(inside) and inside[-1].as_of == stage.end
            return (inside or reaching[:1]), bool(reaching) or exact
        before = [s for s in snapshots if s.as_of < stage.end]
        if reaching:
            return reaching[:1], True
        inside = [s for s in before if stage.start is None or s.as_of >= stage.start]
        return inside[-1:], False
