"""Rule kind ``count``: how many different things qualify, by a day, in each period, or at all.

The rows of a form are a log: each record is told when it happens, or told again as it changes, and
its newest row counts. A form with cumulative columns is a standing list instead, told as a whole
each time, and only its newest filing counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from generator import wording
from generator.calendar import Month
from generator.catalogue.build import structure
from generator.catalogue.model import Cadence, Condition, Deliverable, Form, Provision, Rule, Target
from generator.judging.case import Case
from generator.judging.rows import reaches, select, wanted
from generator.judging.stages import Finding, Stage, bind, settle, stages
from generator.judging.verdict import Outcome, State, Verdict
from generator.judging.writing import Yardstick, about, explain, verdict
from generator.ledger import Filing, Table

KIND = "count"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read how many are enough: a target's number, or all that are listed."""

    id: str
    name: str
    at_least: str | None = None
    all: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """The fields that this kind adds to a rule."""

    form: str
    distinct: str
    subjects: tuple[str, ...] = ()
    scope: str = "each"
    where: tuple[Condition, ...] = ()
    qualifies: tuple[Condition, ...] = ()
    dated_by: str | None = None
    readings: tuple[Reading, ...] = ()


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject and stage."""
    options = structure(Options, rule.options)
    units = case.subjects(rule, options.subjects)
    if options.scope == "together":
        yield from _Judged(case, rule, options, units, None).verdicts()
    else:
        for unit in units:
            yield from _Judged(case, rule, options, (unit,), unit).verdicts()


@dataclass(frozen=True)
class _Judged:
    """The units whose records are counted together, and the rule that they are judged by."""

    case: Case
    rule: Rule
    options: Options
    units: Sequence[str]
    subject: str | None

    @property
    def provision(self) -> Provision:
        return self.case.catalogue.provisions[self.rule.provision]

    @property
    def form(self) -> Form:
        return self.case.catalogue.forms[self.options.form]

    @property
    def yardstick(self) -> Yardstick:
        operator = self.provision.operator if isinstance(self.provision, Target) else "at_least"
        name = self.rule.title or self.provision.name
        surplus = isinstance(self.provision, Target)
        return Yardstick(name, _measure_word(self.provision), 0, operator, surplus)

    def verdicts(self) -> Iterator[Verdict]:
        records = self._records()
        found = stages(self.case, self.provision)
        yield from bind(self._at(stage, records) for stage in found)

    def _at(self, stage: Stage, records: Table) -> Verdict:
        finding = self._finding(stage, records)
        state, why = settle(self.case, stage, finding, self.units, self.form.id)
        value = finding.outcomes[0].value if finding.outcomes else None
        threshold = finding.outcomes[0].threshold if finding.outcomes else None
        threshold = stage.threshold if threshold is None else threshold
        return verdict(
            self.case,
            self.provision,
            state,
            self._sentence(stage, finding, state, why),
            subject=self.subject,
            rule=self.rule,
            suffix=stage.id,
            owners=None if self.subject is None else self.units,
            period=stage.label or None,
            due=stage.end,
            value=value,
            threshold=threshold,
            gap=None if value is None else threshold - value,
            unit=self.yardstick.unit,
            outcomes=finding.outcomes,
            lineage=finding.lineage,
            predates_issue=state == State.INFORMATIONAL,
        )

    def _finding(self, stage: Stage, records: Table) -> Finding:
        filed, absent = self._filed(stage)
        lacking = f"缺少{'、'.join(absent)}的“{self.form.name}”表" if absent else ""
        if not filed:
            return Finding((), False, False, "", lacking)
        listed = _dated(records, self.options.dated_by, stage)
        counted = select(self.case.catalogue, listed, self.options.qualifies)
        outcomes = self._outcomes(stage, listed, counted)
        return Finding(
            outcomes,
            decided=stage.end is not None and self._complete(stage) and not absent,
            lasting=self._at_least(),
            known="按已收到的报送",
            lacking=lacking,
            lineage=self.case.cells(counted, self._columns()),
        )

    def _outcomes(self, stage: Stage, listed: Table, counted: Table) -> tuple[Outcome, ...]:
        value = _distinct(counted, self.options.distinct)
        catalogue = self.case.catalogue
        readings = self.options.readings
        if readings and not catalogue.is_open((*self.provision.questions, *self.rule.questions)):
            readings = readings[:1]
        found = []
        for reading in readings or (Reading("", ""),):
            total = _distinct(listed, self.options.distinct)
            threshold, possible = stage.threshold, True
            if reading.all:
                threshold, possible = total, total > 0
            elif reading.at_least:
                _, threshold = wanted(catalogue, reading.at_least)
            met = possible and reaches(value, self.yardstick.operator, threshold)
            found.append(Outcome(reading.id, reading.name, value, threshold, met))
        return tuple(found)

    def _records(self) -> Table:
        """The rows in force of the units judged."""
        filings = self.case.filings(self.units, self.form.id)
        if self._standing_list:
            filings = _newest(filings)
        table = self.case.ledger.table(self.form.id, filings)
        fixed = {column.id for column in self.form.columns if column.equals == "period"}
        identity = [name for name in self.form.key if name not in fixed]
        return select(self.case.catalogue, _last_rows(table, identity), self.options.where)

    def _telling(self, stage: Stage) -> list[Month]:
        """The months whose filings tell of a stage."""
        months = self.case.owing(self.units, self.form.id)
        if stage.end is None:
            return months
        last = self.case.reporting(stage.end, self.units, self.form.id)
        start = stage.start or self.case.plan_start
        return [m for m in months if m.last >= start and (last is None or m <= last)]

    def _filed(self, stage: Stage) -> tuple[bool, list[str]]:
        """Whether any filing tells of the stage, and those that are overdue, in words."""
        told, absent = False, []
        months = self._telling(stage)
        needed = months[-1:] if self._standing_list else months
        for month in months:
            for unit in self.units:
                if month not in self.case.owing([unit], self.form.id):
                    continue
                if self.case.current(month, unit, self.form.id):
                    told = True
                elif month in needed and self.case.closed(month):
                    absent.append(f"{self.case.name(unit)}{month.year}年{month.number}月")
        return told, absent

    def _complete(self, stage: Stage) -> bool:
        """Whether every filing that could still tell of the stage is in."""
        assert stage.end is not None
        last = self.case.reporting(stage.end, self.units, self.form.id)
        return last is not None and all(
            self.case.current(last, unit, self.form.id) is not None
            for unit in self.units
            if last in self.case.owing([unit], self.form.id)
        )

    @property
    def _standing_list(self) -> bool:
        return any(column.cumulative for column in self.form.columns)

    def _at_least(self) -> bool:
        return self.yardstick.operator == "at_least"

    def _columns(self) -> list[str]:
        conditions = (*self.options.where, *self.options.qualifies)
        dated = [self.options.dated_by] if self.options.dated_by else []
        named = [self.options.distinct, *(c.column for c in conditions), *dated]
        return list(dict.fromkeys(named))

    def _sentence(self, stage: Stage, finding: Finding, state: State, why: str) -> str:
        who = about(self.case, self.subject)
        if isinstance(self.provision, Deliverable) and self.provision.document:
            return who + self._of_document(self.provision.document, stage, finding, state, why)
        return explain(self.yardstick, stage, finding, state, why, who)

    def _of_document(
        self, title: str, stage: Stage, finding: Finding, state: State, why: str
    ) -> str:
        """A document is issued or not; a number would say less."""
        header = self.form.column(self.options.dated_by).header if self.options.dated_by else ""
        days = [cell.value for cell in finding.lineage if header and cell.header == header]
        if state == State.MET:
            on = wording.day(date.fromisoformat(min(days))) if days else ""
            return f"{title}已于{on}印发。" if on else f"{title}已印发。"
        by = f"，应于{wording.day(stage.end)}前印发" if stage.end else ""
        return f"{title}尚未见印发{by}。" + (f"{why}。" if why else "")


def _measure_word(provision: Provision) -> str:
    match provision:
        case Cadence():
            return "次"
        case Deliverable():
            return "份"
        case _:
            return "个"


def _newest(filings: Sequence[Filing]) -> list[Filing]:
    """The last filing of each unit."""
    return list({filing.unit: filing for filing in filings}.values())


def _last_rows(table: Table, identity: Sequence[str]) -> Table:
    """Of rows with the same identity the one told last."""
    if not identity or not len(table):
        return table
    keys = list(zip(*(table[name].tolist() for name in identity), strict=True))
    last = {key: row for row, key in enumerate(keys)}
    mask = np.zeros(len(keys), dtype=bool)
    mask[list(last.values())] = True
    return table.where(mask)


def _dated(table: Table, column: str | None, stage: Stage) -> Table:
    """The rows whose date lies in the stage; all of them when the rule names no date."""
    if column is None or stage.end is None:
        return table
    days = table[column]
    mask = days <= np.datetime64(stage.end)
    if stage.start is not None:
        mask &= days >= np.datetime64(stage.start)
    return table.where(mask)


def _distinct(table: Table, column: str) -> float:
    return float(len({value for value in table[column].tolist() if value is not None}))
