"""What the office let differ from the rules: extensions, exemptions, and statements with their answers."""

from __future__ import annotations

from ... import wording
from ...calendar import term
from ...catalogue.model import RegisteredException, Unit
from ...frozen import dataclass
from ..beside import WORDS, answered
from ..named import form_link, provision_link, unit_links
from ..page import Page, alone
from ..site import Site
from ..values import Line


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """An entry; ``gives`` is the new day or the answer."""

    entry: RegisteredException
    units: Line
    about: Line
    kind: str
    gives: str
    day: str


def rows(site: Site, unit: Unit | None = None) -> list[ExceptionRow]:
    """Every entry of this edition, or those about a unit, in the order of the register."""
    return [
        _row(site, entry)
        for entry in site.catalogue.exceptions.entries
        if unit is None or unit.id in entry.units
    ]


def _row(site: Site, entry: RegisteredException) -> ExceptionRow:
    return ExceptionRow(
        entry=entry,
        units=unit_links(site, entry.units),
        about=_about(site, entry),
        kind=WORDS[entry.kind],
        gives=f"延至{wording.day(entry.until)}" if entry.until else answered(entry),
        day=wording.day(entry.date),
    )


def _about(site: Site, entry: RegisteredException) -> Line:
    """The forms of a month, or a provision and the day or period of it that is meant."""
    catalogue = site.catalogue
    if entry.provision is None:
        form = catalogue.forms[entry.form] if entry.form else None
        what = form_link(form, f"“{form.name}”") if form else "全部报表"
        return (f"{term(entry.period).label}报送的", what)
    provision = catalogue.provisions[entry.provision]
    day = f"（{wording.day(entry.last_day)}）" if entry.last_day else ""
    return (provision_link(site, provision), day)


PAGE = Page("exceptions", alone("延期、免报和情况说明", rows), section="口径与决定", rank=53)
