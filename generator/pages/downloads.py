"""The blank forms for download: a workbook and CSVs for each unit and month, and a month in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from .. import forms, wording
from ..calendar import Term
from ..catalogue.model import Form, Unit
from ..catalogue.owing import filing_terms, owes
from .site import Site
from .values import File, Link, Place


@dataclass(frozen=True, slots=True)
class MonthRow:
    """What a unit can fetch for a term; ``due`` are the last days for it, in words, ``days`` are they with
    their forms, and ``last`` is the last one of what nobody gave longer for."""

    period: str
    due: str
    last: date
    days: list[tuple[date, str]]
    forms: str
    workbook: File
    csv: File
    fill: Link


def rows(site: Site, unit: Unit) -> list[MonthRow]:
    """The months in which a unit owes anything."""
    catalogue = site.catalogue
    found = []
    for month in filing_terms(catalogue):
        owed = owes(catalogue, unit, month)
        if owed:
            days = _days(site, unit, month, owed)
            query = f"unit={unit.id}&month={month}"
            found.append(
                MonthRow(
                    period=month.label,
                    due=wording.join(map(wording.day, days)),
                    last=max(catalogue.due(form.id, month).last_day for form in owed),
                    days=[(day, "、".join(names)) for day, names in days.items()],
                    forms="、".join(form.name for form in owed),
                    workbook=File(f"{_place(unit, month)}.xlsx"),
                    csv=File(f"{_place(unit, month)}-csv.zip"),
                    fill=Link("在网页上填", Place("self_check", query=query)),
                )
            )
    return found


def _days(site: Site, unit: Unit, month: Term, owed: Iterable[Form]) -> dict[date, list[str]]:
    """The last days for what it owes, in order, each with its forms by name."""
    found: dict[date, list[str]] = {}
    for form in owed:
        day = site.catalogue.due_of(unit.id, form.id, month).last_day
        found.setdefault(day, []).append(form.name)
    return dict(sorted(found.items()))


def bundles(site: Site) -> list[Link]:
    """A month each, leading to everything for all units."""
    months = filing_terms(site.catalogue)
    return [Link(m.label, File(f"{_folder(m)}.zip")) for m in months]


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every download: its path below the docs, and its bytes."""
    catalogue = site.catalogue
    for month in filing_terms(catalogue):
        parts: dict[str, bytes] = {}
        for unit in catalogue.filers():
            own = forms.files(catalogue, unit, month, site.last(unit, month))
            if own:
                parts |= {f"{unit.id}/{name}": data for name, data in own.items()}
                yield from _of_unit(unit, month, own)
        yield f"{_folder(month)}.zip", forms.bundle(parts)


def _of_unit(unit: Unit, month: Term, own: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, data in own.items():
        if name.endswith(".xlsx"):
            yield f"{_place(unit, month)}.xlsx", data
    sheets = {name: data for name, data in own.items() if name.endswith(".csv")}
    yield f"{_place(unit, month)}-csv.zip", forms.bundle(sheets)


def _folder(month: Term) -> str:
    return f"filing/templates/{month}"


def _place(unit: Unit, month: Term) -> str:
    return f"{_folder(month)}/{unit.id}-{month}"
