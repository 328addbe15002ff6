"""How to file: when, where, and who files what."""

from __future__ import annotations

from dataclasses import dataclass

from ...intake.find import FOLDER
from .. import downloads
from ..filings import deadline, every, filers, listed
from ..page import Page, alone
from ..site import BASES, Site, form_link, unit_link
from ..values import Line, Link, joined


@dataclass(frozen=True, slots=True)
class FormRow:
    link: Link
    every: str
    purpose: str
    filers: Line


@dataclass(frozen=True, slots=True)
class UnitForms:
    unit: Link
    folder: str
    forms: Line


@dataclass(frozen=True, slots=True)
class FilingView:
    rule: str
    basis: str
    readings: list[str]
    example: str
    file: str
    bundles: list[Link]
    forms: list[FormRow]
    units: list[UnitForms]


def view(site: Site) -> FilingView:
    policy = site.catalogue.filing
    units = site.catalogue.filers()
    first = units[0] if units else None
    return FilingView(
        rule=deadline(site),
        basis=BASES[policy.basis],
        readings=[reading.name for reading in policy.readings],
        example=f"{FOLDER}/{policy.first}/{first.id}/" if first else "",
        file=f"{first.files[0]}.csv" if first else "",
        bundles=downloads.bundles(site),
        forms=[
            FormRow(
                form_link(form),
                every(form),
                form.purpose,
                filers(site, form),
            )
            for form in site.forms
        ],
        units=[
            UnitForms(
                unit_link(site, unit.id),
                unit.id,
                joined(listed(site, owed) for owed in unit.owed),
            )
            for unit in units
        ],
    )


PAGE = Page(
    "filing/index",
    alone("怎样报送", view),
    section="报送",
    rank=60,
    files=downloads.files,
)
