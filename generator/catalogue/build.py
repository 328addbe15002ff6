"""From what the files declare to the catalogue; by now every file fits its schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Protocol, TypeVar

from ..deadlines import WorkCalendar
from . import assigned, model, notices, owing, unwritten
from .documents import Later, Tasks
from .model import Catalogue
from .placed import Places
from .source import Document


def build(places: Places, texts: Mapping[str, str], sheets: assigned.Sheets) -> Catalogue:
    """The catalogue, ``texts`` being those of the notices by their files; what units owe and whom an
    exception is for is spelt out, unit by unit."""
    (filing,) = places.every(model.FilingPolicy)
    rules = unwritten.rules(places)
    evidence = unwritten.Evidence(places, rules)
    declared = Catalogue(
        notices=notices.told_apart(
            tuple(
                _issued(document, each, texts[document.path]).each(evidence.written_out)
                for document, each in notices.in_order(places)
            )
        ),
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
        home=next(iter(places.every(model.Home)), None),
        bulletins=next(iter(places.every(model.Bulletins)), None),
        assigned=assigned.read(places, sheets),
        lines=dict(places.lines()),
    )
    unlisted = {unit.id for unit in declared.units.values() if not places.writes(unit, "files")}
    declared = replace(declared, units=owing.listed(declared, unlisted))
    entries = places.every(model.RegisteredException)
    spelt_out = tuple(replace(each, units=declared.members(each.units)) for each in entries)
    return replace(declared, exceptions=model.Exceptions(spelt_out))


def _issued(document: Document, notice: Tasks | Later, text: str) -> model.Issued:
    return model.Issued(
        file=document.path,
        notice=notice.notice,
        text=text,
        preamble=notice.preamble,
        sections=notice.sections,
        requirements=notice.requirements,
        amends=notice.amends if isinstance(notice, Later) else (),
    )


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
