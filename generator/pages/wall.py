"""The wall chart (挂图作战): how every task and every unit stood, month after month, on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from generator import wording
from generator.calendar import Month
from generator.catalogue.model import Target
from generator.judging import Results
from generator.judging.verdict import State, Verdict, gravest
from generator.pages import links
from generator.pages.links import Linker
from generator.pages.render import text
from generator.pages.site import Site, clause_link, unit_link
from generator.pages.states import LABELS, badge, mark
from generator.pages.unit import answerable

_FLAG = Markup('<span class="flag" title="{0}">◆<span class="sr-only">{0}</span></span>')


@dataclass(frozen=True, slots=True)
class WallRow:
    head: Markup
    cells: list[Markup]
    now: Markup


@dataclass(frozen=True, slots=True)
class WallView:
    """``months`` are the columns; ``now`` is the heading of the last one."""

    months: list[str]
    now: str
    rows: list[WallRow]
    legend: list[tuple[Markup, str]]


def tasks(site: Site) -> WallView:
    """Tasks and requirements by month, with the days on which something falls due."""
    link = Linker(links.WALL)
    flags = _flags(site)
    rows = [
        _row(
            site,
            link,
            clause_link(clause, link),
            links.clause(clause.id),
            partial(_of_clause, clause.id),
            flags.get(clause.id, {}),
        )
        for clause in site.catalogue.duties
    ]
    return WallView(_heads(site), _now(site), rows, _legend())


def units(site: Site) -> WallView:
    """Units by month: the gravest of what each answers for."""
    link = Linker(links.WALL_UNITS)
    rows = [
        _row(
            site,
            link,
            unit_link(site, unit.id, link),
            links.unit(unit.id),
            partial(_of_unit, unit.id),
            {},
        )
        for unit in answerable(site)
    ]
    return WallView(_heads(site), _now(site), rows, _legend())


def _of_clause(clause: str, results: Results) -> State | None:
    return results.standing(clause)


def _of_unit(unit: str, results: Results) -> State | None:
    return gravest(v.state for v in results.by_unit.get(unit, ()) if v.binding)


def filing(site: Site) -> WallView:
    """Units by month: whether what each owed was in on time, and what was corrected."""
    link = Linker(links.WALL_FILING)
    catalogue, case = site.catalogue, site.results.case
    provision = catalogue.provisions[catalogue.filing.provision]
    of_unit: dict[str, list[Verdict]] = {}
    for verdict in site.verdicts(provision):
        if verdict.subject:
            of_unit.setdefault(verdict.subject, []).append(verdict)
    rows = []
    for unit in catalogue.filers():
        cells = []
        for month in case.months:
            told = next((v for v in of_unit.get(unit.id, ()) if f"@{month}/" in v.id), None)
            cell = Markup("")
            if told and case.closed(month):
                again = _corrections(site, unit.id, month)
                words = f"{unit.name} {month}{f'，更正 {again} 次' if again else ''}"
                cell = mark(told.state, words) + (
                    Markup("<sup>{}</sup>").format(again) if again else Markup("")
                )
            cells.append(link.to(links.unit(unit.id), cell, "filing") if cell else cell)
        own = [v for v in of_unit.get(unit.id, ()) if v.binding]
        state = gravest(verdict.state for verdict in own)
        rows.append(WallRow(link.to(links.unit(unit.id), text(unit.name)), cells, badge(state)))
    return WallView(_heads(site), _now(site), rows, _legend())


def _row(
    site: Site,
    link: Linker,
    head: Markup,
    page: str,
    standing: Callable[[Results], State | None],
    flags: dict[Month, str],
) -> WallRow:
    """A mark for each month that is closed, a flag for what falls due in any, and how it stands now."""
    stood = {closing.month: standing(closing.results) for closing in site.history}
    cells = []
    for month in site.results.case.months:
        flag = _FLAG.format(flags[month]) if month in flags else Markup("")
        shown = mark(stood.get(month), f"{head.striptags()} {month}") + flag
        cells.append(link.to(page, shown) if shown else shown)
    return WallRow(head, cells, badge(standing(site.results)))


def _flags(site: Site) -> dict[str, dict[Month, str]]:
    """What falls due when, by clause: the checkpoints and last days that the notice names."""
    months = set(site.results.case.months)
    found: dict[str, dict[Month, list[str]]] = {}
    for clause in site.catalogue.duties:
        for provision in site.provisions(clause):
            if not isinstance(provision, Target):
                continue
            days = [point.date for point in provision.checkpoints]
            days += [provision.due] if provision.due else []
            for day in days:
                if (month := Month.of(day)) in months:
                    told = f"{wording.day(day)} {provision.name}"
                    found.setdefault(clause.id, {}).setdefault(month, []).append(told)
    return {
        clause: {month: "；".join(told) for month, told in by_month.items()}
        for clause, by_month in found.items()
    }


def _corrections(site: Site, unit: str, month: Month) -> int:
    case = site.results.case
    forms = site.catalogue.units[unit].files
    versions = (case.ledger.versions((month, unit, form), case.as_of) for form in forms)
    return sum(max(0, len(known) - 1) for known in versions)


def _heads(site: Site) -> list[str]:
    years = {month.year for month in site.results.case.months}
    first = min(years, default=0)
    return [
        f"{month.number}月" if month.year == first else month.label
        for month in site.results.case.months
    ]


def _now(site: Site) -> str:
    day = site.results.case.as_of
    return f"目前（{day.month}月{day.day}日）"


def _legend() -> list[tuple[Markup, str]]:
    return [(badge(state), label.meaning) for state, label in LABELS.items()]
