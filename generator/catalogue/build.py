"""From what the files declare to the catalogue; by now every file fits its schema."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, TypeVar

from ..calendar import WorkCalendar
from . import assigned, model, owing, unwritten
from .documents import Tasks
from .model import Catalogue
from .placed import Places


def build(places: Places, notice_text: str, sheets: assigned.Sheets) -> Catalogue:
    """The catalogue; what units owe and whom an exception is for is spelt out, unit by unit."""
    (tasks,), (filing,) = places.every(Tasks), places.every(model.FilingPolicy)
    rules = unwritten.rules(places)
    evidence = unwritten.Evidence(places, rules)
    declared = Catalogue(
        notice=tasks.notice,
        notice_text=notice_text,
        preamble=tuple(map(evidence.written_out, tasks.preamble)),
        sections=tuple(map(evidence.throughout, tasks.sections)),
        requirements=tuple(map(evidence.written_out, tasks.requirements)),
        kinds=tuple(places.every(model.UnitKind)),
        units=by_id(places.every(model.Unit)),
        groups=by_id(places.every(model.Group)),
        registers=by_id(places.every(model.Register)),
        forms=by_id(places.every(model.Form)),
        indicators=by_id(places.every(model.Indicator)),
        questions=by_id(places.every(model.Question)),
        rules=rules,
        rule_kinds=places.kinds,
        filing=filing,
        workdays=_workdays(places.every(model.CalendarYear)),
        methods=by_id(places.every(model.Method)),
        decisions=tuple(places.every(model.RegisteredDecision)),
        data_note=next(iter(places.every(model.DataNote)), None),
        assigned=assigned.read(places, sheets),
    )
    unlisted = {unit.id for unit in declared.units.values() if not places.writes(unit, "files")}
    declared = replace(declared, units=owing.listed(declared, unlisted))
    entries = places.every(model.RegisteredException)
    spelt_out = tuple(replace(each, units=declared.members(each.units)) for each in entries)
    return replace(declared, exceptions=model.Exceptions(spelt_out))


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


def by_id(found: Iterable[N]) -> dict[str, N]:
    """In their order; of two with one id the later one."""
    return {each.id: each for each in found}


def _workdays(years: Iterable[model.CalendarYear]) -> WorkCalendar:
    years = list(years)
    holidays = {
        holiday.from_ + timedelta(days=step)
        for year in years
        for holiday in year.holidays
        for step in range((holiday.to - holiday.from_).days + 1)
    }
    return WorkCalendar(
        frozenset(holidays),
        frozenset(day for year in years for day in year.workdays),
    )
