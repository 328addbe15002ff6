"""The blank forms for download: a workbook and CSVs for each unit and month, and a month in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from .. import forms, wording
from ..calendar import Term
from ..catalogue.model import Unit
from ..catalogue.owing import filing_terms, owes
from ..frozen import dataclass
from ..store import Store
from . import keeping
from .site import Site
from .values import File, Link, Place


@dataclass(frozen=True, slots=True)
class TermRow:
    """What a unit can fetch for a term; ``due`` are the last days for it, in words, ``last`` is the last
    of them."""

    period: str
    due: str
    last: date
    forms: str
    workbook: File
    csv: File
    fill: Link


def rows(site: Site, unit: Unit) -> list[TermRow]:
    """The terms for which a unit owes anything."""
    every = (row(site, unit, term) for term in filing_terms(site.catalogue))
    return [each for each in every if each]


def row(site: Site, unit: Unit, term: Term) -> TermRow | None:
    """What it can fetch for one term; None where it owes nothing."""
    owed = owes(site.catalogue, unit, term)
    if not owed:
        return None
    days = {site.catalogue.due_of(unit.id, form.id, term).last_day for form in owed}
    return TermRow(
        period=term.label,
        due=wording.join(map(wording.day, sorted(days))),
        last=max(days),
        forms="、".join(form.name for form in owed),
        workbook=File(f"{_place(unit, term)}.xlsx"),
        csv=File(f"{_place(unit, term)}-csv.zip"),
        fill=Link("在网页上填", Place("self_check", query=f"unit={unit.id}&month={term}")),
    )


def bundles(site: Site) -> list[Link]:
    """A month each, leading to everything for all units."""
    months = filing_terms(site.catalogue)
    return [Link(m.label, File(f"{_folder(m)}.zip")) for m in months]


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Every download: its path below the docs, and its bytes."""
    for month in filing_terms(site.catalogue):
        hangs_on = (each for u in site.catalogue.filers() for each in keeping.last(site, u, month))
        key = keeping.blank(site, hangs_on, "downloads", str(month))
        yield from keeping.files(site, key, partial(_of_month, site, month))


def _of_month(site: Site, month: Term) -> Iterator[tuple[str, bytes]]:
    parts: dict[str, bytes] = {}
    for unit in site.catalogue.filers():
        own = forms.written(site.blanks(unit, month), site.catalogue, unit, month, site.held)
        if own:
            parts |= {f"{unit.id}/{name}": data for name, data in own.items()}
            yield from _of_unit(unit, month, own, site.held)
    yield f"{_folder(month)}.zip", forms.bundle(parts)


def _of_unit(
    unit: Unit, month: Term, own: Mapping[str, bytes], held: Store
) -> Iterator[tuple[str, bytes]]:
    for name, data in own.items():
        if name.endswith(".xlsx"):
            yield f"{_place(unit, month)}.xlsx", data
    sheets = {name: data for name, data in own.items() if name.endswith(".csv")}
    yield f"{_place(unit, month)}-csv.zip", forms.bundle(sheets, held)


def _folder(month: Term) -> str:
    return f"filing/templates/{month}"


def _place(unit: Unit, month: Term) -> str:
    return f"{_folder(month)}/{unit.id}-{month}"
