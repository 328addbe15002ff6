"""What falls due next for everyone."""

from __future__ import annotations

from datetime import date

from .. import wording
from ..frozen import dataclass
from ..judging.verdict import TOGETHER, Verdict, common
from ..words.states import AHEAD
from . import nodes
from .named import provision_link
from .site import Site
from .values import Badge, Line, Link, Value, joined
from .verdicts import compared, gap


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A day, what is due on it, who has to see to it, what it asks for, and how it stands."""

    day: str
    what: Link
    who: str
    asks: Line
    badge: Badge


def nearest(site: Site, shown: int) -> list[Upcoming]:
    """The nearest day of each thing that is not reached yet."""
    ahead = _ahead(site, [*site.results.verdicts])
    first: dict[str, date] = {}
    for provision, day in ahead:
        first[provision] = min(day, first.get(provision, day))
    chosen = sorted(first.items(), key=lambda item: item[1])[:shown]
    return [_row(site, day, ahead[provision, day]) for provision, day in chosen]


def _ahead(site: Site, verdicts: list[Verdict]) -> dict[tuple[str, date], list[Verdict]]:
    today = site.results.case.as_of
    found: dict[tuple[str, date], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.due and verdict.due >= today and verdict.state in AHEAD:
            found.setdefault((verdict.provision, verdict.due), []).append(verdict)
    return found


def _row(site: Site, day: date, group: list[Verdict]) -> Upcoming:
    value, threshold = compared(group[0])
    asks: list[Value] = [threshold]
    if value and len(group) == 1:
        asks += [("目前 ", value), gap(group[0])]
    today = "（今天到期）" if day == site.results.case.as_of else ""
    return Upcoming(
        day=f"{wording.day(day)}{today}",
        what=_what(site, group[0]),
        who=_who(site, group),
        asks=joined(filter(None, asks), "，"),
        badge=Badge(*common(group)),
    )


def _what(site: Site, verdict: Verdict) -> Link:
    """What is due, leading to the page of that day."""
    provision = site.catalogue.provisions[verdict.provision]
    where = nodes.place(site, verdict)
    return Link(provision.name, where) if where else provision_link(site, provision)


def _who(site: Site, group: list[Verdict]) -> str:
    names = [site.catalogue.units[v.subject].name for v in group if v.subject]
    if not names:
        return TOGETHER
    return f"{len(names)} 个单位" if len(names) > 5 else wording.join(names)
