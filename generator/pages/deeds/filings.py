"""What a unit has to file: what is spoilt, what is missing, and what is to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from ... import wording
from ...calendar import Term
from ...catalogue.model import Form, Unit
from ...catalogue.owing import owes
from ...intake.find import FOLDER
from ...ledger import LeftOut
from ...words.states import State
from .. import arrivals, downloads, left_out
from ..arrivals import Arrival
from ..site import Site
from ..values import Badge, Link, Place
from .deed import Deed, when


def spoilt(site: Site, unit: Unit) -> Iterator[Deed]:
    """Files that lie there with errors and do not count."""
    for each, row in zip(_left_out(site, unit), left_out.rows(site, unit.id), strict=True):
        first = row.findings[0] if row.findings else None
        told = [f"{first.place}{first.message}"] if first else []
        told += [row.instead, *_until(site, unit, each)]
        deed = Deed(
            when="现在就改",
            what=f"改正{row.filing or row.file}，重新报送",
            note=("；".join(told),),
            badge=Badge(State.MISSING_REPORT, "有误未计入"),
            forms=(each.form,) if each.form else (),
            more=Link("哪里有误", Place("unit", unit.id, "left-out")),
        )
        yield _with_place(site, unit, each.period, deed) if each.period else deed


def _until(site: Site, unit: Unit, each: LeftOut) -> Iterator[str]:
    """By when it was, or is, to be filed, as far as it is known what it is."""
    owed = each.period and each.form in {
        form.id for form in owes(site.catalogue, unit, each.period)
    }
    if owed and each.period and each.form:
        day = site.catalogue.due_of(unit.id, each.form, each.period).last_day
        yield f"期限为{wording.day(day)}"


def _spoilt_forms(site: Site, unit: Unit) -> set[tuple[Term | None, str | None]]:
    """What is told as spoilt, and not as missing or to come besides."""
    return {(each.period, each.form) for each in _left_out(site, unit)}


def _left_out(site: Site, unit: Unit) -> list[LeftOut]:
    return [each for each in site.left_out if each.unit == unit.id]


def missing(site: Site, unit: Unit) -> Iterator[Deed]:
    """What should have come in before, and has not."""
    spoilt = _spoilt_forms(site, unit)
    for arrival in arrivals.record(site, unit):
        forms = [form for form in arrival.missing if (arrival.term, form.id) not in spoilt]
        if forms:
            deed = Deed(
                when="期限已过",
                what=f"补报{arrival.term.label}的{_counted(forms)}",
                note=(f"{_named(forms)}，期限为{_days(site, arrival, forms)}；补报的仍记为迟报",),
                badge=Badge(State.MISSING_REPORT),
                forms=tuple(form.id for form in forms),
            )
            yield _with_file(site, unit, arrival.term, deed)


def next_filings(site: Site, unit: Unit) -> Iterator[Deed]:
    """The next filing of every form that it owes: a week's may be due before that of the month."""
    seen = set[str]()
    for day, arrival, forms in _to_come(site, unit):
        new = [form for form in forms if form.id not in seen]
        seen |= {form.id for form in forms}
        if new:
            yield _filing(site, unit, day, arrival, new)


def coming(site: Site, unit: Unit, last: date) -> Iterator[Deed]:
    """Every filing that is still to come by a day, by their days."""
    for day, arrival, forms in _to_come(site, unit):
        if day <= last:
            yield _filing(site, unit, day, arrival, forms)


def _to_come(site: Site, unit: Unit) -> list[tuple[date, Arrival, list[Form]]]:
    """What is still to come by the days on which it is due, as forms of one term may be on several: some are
    filed by days of their own, some were given longer."""
    days: dict[tuple[date, Term], list[Form]] = {}
    every = {each.term: each for each in arrivals.every(site, unit)}
    spoilt = _spoilt_forms(site, unit)
    for term, arrival in every.items():
        for form in (form for form in arrival.coming if (term, form.id) not in spoilt):
            day = site.catalogue.due_of(unit.id, form.id, term).last_day
            days.setdefault((day, term), []).append(form)
    return [(day, every[term], days[day, term]) for day, term in sorted(days)]


def _filing(site: Site, unit: Unit, day: date, arrival: Arrival, forms: Sequence[Form]) -> Deed:
    told = [_named(forms)]
    told += [f"已收到{arrival.came}张"] if arrival.came else []
    told += _read_otherwise(site, unit, day, arrival.term, forms)
    deed = Deed(
        when=when(day, site.results.case.as_of),
        what=f"报{arrival.term.label}的{_counted(forms)}",
        note=("；".join(told),),
        badge=Badge(State.NOT_DUE),
        day=day,
        forms=tuple(form.id for form in forms),
    )
    return _with_file(site, unit, arrival.term, deed)


def _read_otherwise(
    site: Site, unit: Unit, day: date, term: Term, forms: Sequence[Form]
) -> Iterator[str]:
    """The last day by each other reading of the deadline, where that is another one."""
    for reading in site.catalogue.filing.readings:
        limits = [site.catalogue.due_of(unit.id, form.id, term, reading) for form in forms]
        other = min(limit.last_day for limit in limits)
        if other != day:
            yield f"按{wording.quoted(reading.name)}，期限为{wording.day(other)}"


def _with_file(site: Site, unit: Unit, term: Term, deed: Deed) -> Deed:
    row = downloads.row(site, unit, term)
    made = _with_place(site, unit, term, deed)
    return replace(made, workbook=row.workbook, fill=row.fill) if row else made


def _with_place(site: Site, unit: Unit, term: Term, deed: Deed) -> Deed:
    folder = folder_of(unit, term)
    return replace(deed, folder=f"{folder}/", upload=upload_to(site, folder), term=term)


def folder_of(unit: Unit, term: Term) -> str:
    """Where the files of a unit for a term belong."""
    return f"{FOLDER}/{term}/{unit.id}"


def upload_to(site: Site, folder: str) -> str:
    """The page on which files are put into a folder; '' where none is declared."""
    return site.catalogue.filing.upload.replace("{folder}", folder)


def _days(site: Site, arrival: Arrival, forms: Iterable[Form]) -> str:
    """The days on which some forms of a term were due."""
    unit, due = arrival.unit.id, site.catalogue.due_of
    days = {due(unit, form.id, arrival.term).last_day for form in forms}
    return wording.join(map(wording.day, sorted(days)))


def _counted(forms: Iterable[Form]) -> str:
    return f"{len(list(forms))}张表"


def _named(forms: Iterable[Form]) -> str:
    return "、".join(form.name for form in forms)
