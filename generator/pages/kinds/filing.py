"""How to file: when, where, and who files what."""

from __future__ import annotations

from dataclasses import dataclass

from ...catalogue.owing import owes
from ...intake.find import FOLDER
from .. import downloads
from ..filings import deadlines, every, filers, listed
from ..page import Page, alone
from ..site import BASES, Site, form_link, unit_link
from ..values import Line, Link, joined


@dataclass(frozen=True, slots=True)
class FilingView:
    """``forms`` are each form, how often, what for, and who files it; ``units`` each unit, its folder,
    and its forms."""

    rules: list[str]
    basis: str
    readings: list[str]
    example: str
    file: str
    bundles: list[Link]
    forms: list[Line]
    units: list[Line]


def view(site: Site) -> FilingView:
    """By when, how and by whom filings are made, as the policy and the units' lists have it."""
    policy = site.catalogue.filing
    units = site.catalogue.filers()
    first = units[0] if units else None
    terms = site.results.case.terms
    asked = next(
        ((t, own) for t in terms if first and (own := owes(site.catalogue, first, t))), None
    )
    return FilingView(
        rules=deadlines(site),
        basis=BASES[policy.basis],
        readings=[reading.name for reading in policy.readings],
        example=f"{FOLDER}/{asked[0]}/{first.id}/" if first and asked else "",
        file=f"{asked[1][0].id}.csv" if asked else "",
        bundles=downloads.bundles(site),
        forms=[(form_link(f), every(site, f), f.purpose, filers(site, f)) for f in site.forms],
        units=[
            (unit_link(site, u.id), u.id, joined(listed(site, owed) for owed in u.owed))
            for u in units
        ],
    )


PAGE = Page(
    "filing/index",
    alone("怎样报送", view),
    section="报送",
    rank=60,
    files=downloads.files,
)
