"""The office's own desk, on the internal edition alone: what waits for it, each with the way to the deed."""

from __future__ import annotations

from collections.abc import Iterator

from ...catalogue.model import Line as Declared
from ...catalogue.where import OPTIONAL
from ...frozen import dataclass
from .. import arrivals, editing, left_out, to_decide, turned
from ..deeds import Deed
from ..deeds import of_unit as deeds_of
from ..named import unit_link
from ..page import Named, Page, Sheet
from ..site import Site
from ..to_decide import ToDecide
from ..values import Line, Link, Place, Web


@dataclass(frozen=True, slots=True)
class ToSettle:
    """What only people settle, and where it is written down once they have."""

    row: ToDecide
    to: Link
    edit: Line


@dataclass(frozen=True, slots=True)
class Corrected:
    """A filing that was corrected after it came in, and when the last time."""

    unit: Link
    told: str
    source: Link


@dataclass(frozen=True, slots=True)
class DeskView:
    """``requests`` leads to those that wait at the forge, None where no address is declared. ``own`` is
    what the office itself has to do, ``changes`` what would turn in the next version."""

    requests: Link | None
    left_out: list[left_out.LeftOutRow]
    corrected: list[Corrected]
    to_settle: list[ToSettle]
    own: list[Deed]
    changes: turned.Changes


def view(site: Site) -> DeskView:
    """What comes in first, then what is to be settled, then what is the office's own."""
    catalogue = site.catalogue
    waiting = catalogue.filing.requests
    issuer = catalogue.units[catalogue.notice.issuer]
    return DeskView(
        requests=Link("待处理的合并请求", Web(waiting)) if waiting else None,
        left_out=left_out.rows(site),
        corrected=list(_corrected(site)),
        to_settle=[_to_settle(site, row) for row in to_decide.rows(site)],
        own=deeds_of(site, issuer),
        changes=turned.of_everyone(site),
    )


def _corrected(site: Site) -> Iterator[Corrected]:
    """Of the term that closed last and of the one that is filed now, the newest first."""
    last = site.results.case.last_closed
    for term in dict.fromkeys((site.filing_term, *([last] if last else []))):
        for each in arrivals.line(site, term):
            if each.corrections:
                yield Corrected(
                    unit_link(site, each.unit.id),
                    f"{term.label}更正{each.corrections}次",
                    Link("看更正后的原表", Place("source", f"{term}/{each.unit.id}")),
                )


def _to_settle(site: Site, row: ToDecide) -> ToSettle:
    return ToSettle(row, Link("看全文", row.to), _edit(site, row.to))


def _edit(site: Site, to: Place) -> Line:
    """Where what is shown at a place is written down."""
    catalogue = site.catalogue
    match to.kind:
        case "questions":
            return editing.beside(site, catalogue.questions[to.anchor])
        case "exceptions":
            entry = next(each for each in catalogue.exceptions.entries if each.id == to.anchor)
            return editing.at(site, entry.declared)
        case _:
            newest = [catalogue.lines[type(each), each.id] for each in catalogue.decisions]
            return editing.at(site, max(newest, default=Declared(OPTIONAL["decisions"], 1)))


def sheets(site: Site) -> Iterator[Sheet]:
    """One page, and for the public none."""
    if site.results.audience == "internal":
        named = (Named(("办公室", "待办")),)
        yield Sheet("办公室待办", view(site), named=named)


PAGE = Page("desk", sheets, section="办公室", rank=80)
