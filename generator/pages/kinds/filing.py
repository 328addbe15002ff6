"""How to file, as one path from the blank form to the receipt, with the days and files of the term that is due."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from ...catalogue.owing import owes
from ...frozen import dataclass
from ...intake.find import FOLDER
from .. import downloads
from ..deeds import when
from ..filings import deadlines, every, listed
from ..named import BASES, form_link, unit_link
from ..page import Page, alone
from ..site import Site
from ..values import Line, Link, Place, joined


@dataclass(frozen=True, slots=True)
class FilingView:
    """``coming`` are the terms that are due next: which, by when, and their forms. ``choices`` are the units by
    kind, each leading to what it has to do. ``example`` and ``file`` are a folder and a file in it. ``forms``
    are each form, how often, what for, and how many file it; ``units`` each unit, its folder, and its forms.
    """

    coming: list[tuple[str, str, Line]]
    choices: list[tuple[str, Line]]
    rules: list[str]
    basis: str
    readings: list[str]
    example: str
    file: str
    upload: bool
    bundles: list[Link]
    forms: list[Line]
    units: list[Line]


def view(site: Site) -> FilingView:
    """By when, how and by whom filings are made, as the policy and the units' lists have it."""
    policy = site.catalogue.filing
    units = site.catalogue.filers()
    kinds = {kind.id: kind.name for kind in site.catalogue.kinds}
    first = units[0] if units else None
    terms = (site.filing_term, *site.results.case.terms)
    asked = next(
        ((t, own) for t in terms if first and (own := owes(site.catalogue, first, t))), None
    )
    return FilingView(
        coming=_coming(site),
        choices=[
            (kinds[kind], joined(Link(unit.name, Place("unit", unit.id, "next")) for unit in own))
            for kind, own in groupby(units, key=lambda unit: unit.kind)
        ],
        rules=deadlines(site),
        basis=BASES[policy.basis],
        readings=[reading.name for reading in policy.readings],
        example=f"{FOLDER}/{asked[0]}/{first.id}/" if first and asked else "",
        file=f"{asked[1][0].id}.csv" if asked else "",
        upload=bool(policy.upload),
        bundles=downloads.bundles(site),
        forms=[
            (form_link(f), every(site, f), f.purpose, f"{_filers(site, f.id)}个单位")
            for f in site.forms
        ],
        units=[
            (unit_link(site, u.id), u.id, joined(listed(site, owed) for owed in u.owed))
            for u in units
        ],
    )


def _filers(site: Site, form: str) -> int:
    return sum(form in unit.files for unit in site.catalogue.filers())


def _coming(site: Site) -> list[tuple[str, str, Line]]:
    """The nearest term of each form that is not over, those of one day together."""
    case, today = site.results.case, site.results.case.as_of
    filers = [unit.id for unit in site.catalogue.filers()]
    found: dict[tuple[date, str], list[Link]] = {}
    for form in site.forms:
        days = ((site.catalogue.due(form.id, t).last_day, t) for t in case.owing(filers, form.id))
        nearest = min((pair for pair in days if pair[0] >= today), default=None)
        if nearest:
            found.setdefault((nearest[0], nearest[1].label), []).append(form_link(form))
    return [
        (label, when(day, today), joined(own))
        for (day, label), own in sorted(found.items(), key=lambda e: e[0])
    ]


PAGE = Page(
    "filing/index",
    alone("怎样报送", view),
    section="报送",
    rank=60,
    files=downloads.files,
)
