"""What a rule is judged on: the declared world, the filings, and the day that counts as now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from generator.calendar import Month, Period, end_of, periods
from generator.catalogue.model import Catalogue, Provision, Rule
from generator.intake.find import filing_months, owes
from generator.ledger import Cell, Filing, Ledger, Table, due


@dataclass(frozen=True)
class Case:
    catalogue: Catalogue
    ledger: Ledger
    as_of: date

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
        return due(self.catalogue, month).closes <= end_of(self.as_of)

    @cached_property
    def last_closed(self) -> Month | None:
        """The newest month whose deadline has passed."""
        return next((month for month in reversed(self.months) if self.closed(month)), None)

    def subjects(self, rule: Rule, named: Sequence[str]) -> tuple[str, ...]:
        """The units whose figures a rule judges: those it names, else the provision's owners."""
        if named:
            return self.catalogue.members(tuple(named))
        return self.catalogue.owners(self.catalogue.provisions[rule.provision])

    def owing(self, units: Iterable[str], form: str) -> list[Month]:
        """The months in which any of the units owes a form, in order."""
        wanted = set(units)
        return [month for month, unit in self._owed.get(form, ()) if unit in wanted]

    def reporting(self, day: date, units: Iterable[str], form: str) -> Month | None:
        """The first month whose filing is due after a day, so that it tells of that day."""
        for month in self.owing(units, form):
            if due(self.catalogue, month).last_day > day:
                return month
        return None

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

    def name(self, unit: str) -> str:
        return self.catalogue.units[unit].name

    def owner_names(self, provision: Provision) -> list[str]:
        return [self.name(unit) for unit in self.catalogue.owners(provision)]

    def cells(self, table: Table, columns: Iterable[str]) -> tuple[Cell, ...]:
        """The place of every cell of some columns, row by row."""
        by_column = [list(self.ledger.cells(table, column)) for column in columns]
        return tuple(cell for row in zip(*by_column, strict=True) for cell in row)

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
