"""What falls due next, for everyone or for one unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from generator import wording
from generator.judging.results import concerned
from generator.judging.verdict import State, Verdict
from generator.pages.links import Linker
from generator.pages.site import TOGETHER, Site, verdict_row

_DAYS = 60


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A day, what is due on it, who has to see to it, and what it asks for."""

    day: str
    what: Markup
    who: str
    asks: str


def nearest(site: Site, link: Linker, shown: int) -> list[Upcoming]:
    """The nearest day of each thing that is not reached yet."""
    ahead = _ahead(site, [*site.results.verdicts])
    first: dict[str, date] = {}
    for provision, day in ahead:
        first[provision] = min(day, first.get(provision, day))
    chosen = sorted(first.items(), key=lambda item: item[1])[:shown]
    return [_row(site, day, ahead[provision, day], link) for provision, day in chosen]


def of_unit(site: Site, unit: str, link: Linker) -> list[Upcoming]:
    """Every day of the next sixty on which something is due of a unit."""
    own = [v for v in site.results.by_unit.get(unit, ()) if unit in concerned(v)]
    last = site.results.case.as_of + timedelta(days=_DAYS)
    ahead = _ahead(site, own)
    chosen = sorted((key for key in ahead if key[1] <= last), key=lambda key: key[1])
    return [_row(site, day, ahead[provision, day], link) for provision, day in chosen]


def _ahead(site: Site, verdicts: list[Verdict]) -> dict[tuple[str, date], list[Verdict]]:
    today = site.results.case.as_of
    found: dict[tuple[str, date], list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.due and verdict.due >= today and verdict.state == State.NOT_DUE:
            found.setdefault((verdict.provision, verdict.due), []).append(verdict)
    return found


def _row(site: Site, day: date, group: list[Verdict], link: Linker) -> Upcoming:
    row = verdict_row(site, group[0], link)
    asks = f"要求 {row.threshold}" if row.threshold else ""
    if row.value and len(group) == 1:
        asks += f"，目前 {row.value}" + (f"，差 {row.gap}" if row.gap else "")
    return Upcoming(wording.day(day), row.provision, _who(site, group), asks)


def _who(site: Site, group: list[Verdict]) -> str:
    names = [site.catalogue.units[v.subject].name for v in group if v.subject]
    if not names:
        return TOGETHER
    return f"{len(names)} 个单位" if len(names) > 5 else wording.join(names)
