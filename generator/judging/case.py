"""What a rule is judged on: the declared world, the filings, and the day that counts as now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.calendar import Deadline, Month, Period, end_of, periods
from generator.catalogue.model import Catalogue, Provision, Rule
from generator.intake.find import filing_months, owes
from generator.judging.verdict import Step, Verdict
from generator.ledger import Cell, Filing, Ledger, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """The fields by which a rule says whose figures it judges: those units, each or together."""

    subjects: tuple[str, ...] = ()
    scope: str = "each"


@dataclass(frozen=True, slots=True)
class Body:
    """Units whose figures are judged together; ``subject`` is the unit when it is one alone."""

    units: tuple[str, ...]
    subject: str | None


@dataclass(frozen=True)
class Case:
    """``judged`` gives the verdicts of another rule, for the kinds that build on them."""

    catalogue: Catalogue
    ledger: Ledger
    as_of: date
    judged: Callable[[str], tuple[Verdict, ...]]

    @cached_property
    def plan_start(self) -> date:
        """The first day on which anything could be owed: the notice's issue, in its year."""
        notice = self.catalogue.notice
        return max(notice.issued, date(notice.plan_year, 1, 1))

    @cached_property
    def plan_end(self) -> date:
        return date(self.catalogue.notice.plan_year, 12, 31)

    @cached_property
    def months(self) -> list[Month]:
        """The months for which filings are due, in order."""
        return filing_months(self.catalogue)

    def windows(self, kind: str) -> Iterator[Period]:
        """Periods of a kind that touch the plan from its start to its end."""
        return periods(kind, self.plan_start, self.plan_end)

    def closed(self, month: Month) -> bool:
        """Whether the deadline of a month's filing has passed."""
        return self._deadlines[month].closes <= end_of(self.as_of)

    @cached_property
    def last_closed(self) -> Month | None:
        """The newest month whose deadline has passed."""
        return next((month for month in reversed(self.months) if self.closed(month)), None)

    def subjects(self, rule: Rule, named: Sequence[str]) -> tuple[str, ...]:
        """The units whose figures a rule judges: those it names, else the provision's owners."""
        if named:
            return self.catalogue.members(tuple(named))
        return self.catalogue.owners(self.catalogue.provisions[rule.provision])

    def bodies(self, rule: Rule, options: Scoped) -> list[Body]:
        """Who is judged: each unit by itself, or all together."""
        units = self.subjects(rule, options.subjects)
        if options.scope == "together":
            return [Body(units, None)]
        return [Body((unit,), unit) for unit in units]

    def owing(self, units: Iterable[str], form: str) -> list[Month]:
        """The months in which any of the units owes a form, in order."""
        wanted = set(units)
        return [month for month, unit in self._owed.get(form, ()) if unit in wanted]

    def reporting(self, day: date, units: Iterable[str], form: str) -> Month | None:
        """The first month whose filing tells of a day: due after it, and not in by then already."""
        named = tuple(units)
        for month in self.owing(named, form):
            if self._deadlines[month].last_day > day and not self._in_by(day, month, named, form):
                return month
        return None

    def _in_by(self, day: date, month: Month, units: tuple[str, ...], form: str) -> bool:
        """Whether what counts of a month came in on a day or before it, so that it ends earlier."""
        filings = self.filings_of(month, units, form)
        return bool(filings) and all(
            filing.received_at is not None and filing.received_at.date() <= day
            for filing in filings
        )

    def current(self, month: Month, unit: str, form: str) -> Filing | None:
        """The version of a filing that counts now."""
        return self._current.get((month, unit, form))

    def filings(self, units: Iterable[str], form: str) -> list[Filing]:
        """What counts now of some units and a form, in order of month, then unit."""
        wanted = tuple(dict.fromkeys(units))
        return [
            filing
            for month in self.months
            for unit in wanted
            if (filing := self._current.get((month, unit, form))) is not None
        ]

    def filings_of(self, month: Month, units: Iterable[str], form: str) -> list[Filing]:
        """What counts now of some units, a form and a month."""
        found = (self.current(month, unit, form) for unit in units)
        return [filing for filing in found if filing is not None]

    def name(self, unit: str) -> str:
        return self.catalogue.units[unit].name

    def owner_names(self, provision: Provision) -> list[str]:
        return [self.name(unit) for unit in self.catalogue.owners(provision)]

    def upcoming(self, units: Iterable[str], form: str) -> Month | None:
        """The next month for which any of the units can still file a form on time."""
        return next((m for m in self.owing(units, form) if not self.closed(m)), None)

    def cells(self, table: Table, columns: Iterable[str]) -> tuple[Cell, ...]:
        """The place of every cell of some columns, row by row."""
        by_column = [list(self.ledger.cells(table, name)) for name in dict.fromkeys(columns)]
        return tuple(cell for row in zip(*by_column, strict=True) for cell in row)

    def zero_reports(self, filings: Iterable[Filing]) -> tuple[Step, ...]:
        """A step for each filing that tells of nothing; line and column 0 stand for the whole file."""
        return tuple(
            Step(f"{filing.period}零报告", cells=(Cell(filing.path, 0, 0, "零报告", ""),))
            for filing in filings
            if filing.zero
        )

    def rows(self, table: Table, column: str, columns: Iterable[str]) -> tuple[Step, ...]:
        """A step for each value of a column, in order of value, with the cells that tell of it."""
        named = dict.fromkeys((column, *columns))
        by_column = [list(self.ledger.cells(table, name)) for name in named]
        found: dict[str, list[Cell]] = {}
        for row in zip(*by_column, strict=True):
            found.setdefault(row[0].value, []).extend(row)
        return tuple(Step(value, cells=tuple(found[value])) for value in sorted(found))

    @cached_property
    def _deadlines(self) -> Mapping[Month, Deadline]:
        return {month: self.catalogue.due(month) for month in self.months}

    @cached_property
    def _current(self) -> Mapping[tuple[Month, str, str], Filing]:
        found = {}
        for key in self.ledger.by_key:
            filing = self.ledger.current(key, self.as_of)
            if filing:
                found[key] = filing
        return found

    @cached_property
    def _owed(self) -> Mapping[str, list[tuple[Month, str]]]:
        """Who owes each form when, in order of months."""
        owed: dict[str, list[tuple[Month, str]]] = {}
        for month in self.months:
            for unit in self.catalogue.filers():
                for form in owes(self.catalogue, unit, month):
                    owed.setdefault(form.id, []).append((month, unit.id))
        return owed
