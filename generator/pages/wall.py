"""The wall chart (挂图作战): how every task and every unit stood, month after month, on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from .. import wording
from ..calendar import Month
from ..catalogue.model import Target
from ..judging.results import Results
from ..judging.verdict import Verdict, common
from ..words.states import State
from . import links
from .links import Linker
from .render import text
from .site import Site, clause_link, joint_link, unit_link
from .states import badge, mark
from .unit import answerable

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
    """Units by month: the gravest of what is about each alone; what they hold together has a row of
    its own."""
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
    rows.append(_row(site, link, joint_link(link), links.VERDICTS, _of_all, {}))
    return WallView(_heads(site), _now(site), rows, _legend())


def _of_clause(clause: str, results: Results) -> Sequence[Verdict]:
    return results.stands(clause)


def _of_unit(unit: str, results: Results) -> Sequence[Verdict]:
    return results.stands_of(unit)


def _of_all(results: Results) -> Sequence[Verdict]:
    return [verdict for verdict in results.joint if verdict.binding and verdict.rule]


def filing(site: Site) -> WallView:
    """Units by month: whether what each owed was in on time, and what was corrected."""
    link = Linker(links.WALL_FILING)
    catalogue, case = site.catalogue, site.results.case
    provision = catalogue.provisions[catalogue.filing.provision]
    found = {(v.subject, v.period): v for v in site.verdicts(provision) if v.subject}
    rows = []
    for unit in catalogue.filers():
        cells = []
        for month in case.months:
            told = found.get((unit.id, month.label))
            cell = Markup("")
            if told and case.closed(month):
                again = _corrections(site, unit.id, month)
                words = f"{unit.name} {month}{f'，更正 {again} 次' if again else ''}"
                cell = mark(told.state, words, told.word) + (
                    Markup("<sup>{}</sup>").format(again) if again else Markup("")
                )
            cells.append(link.to(links.unit(unit.id), cell, "filing") if cell else cell)
        own = [v for v in site.binding(provision) if v.subject == unit.id]
        now = badge(*common(own[-1:]))
        rows.append(WallRow(link.to(links.unit(unit.id), text(unit.name)), cells, now))
    return WallView(_heads(site), _now(site), rows, _legend())


def _row(
    site: Site,
    link: Linker,
    head: Markup,
    page: str,
    stands: Callable[[Results], Sequence[Verdict]],
    flags: dict[Month, str],
) -> WallRow:
    """A mark for each month that is closed, a flag for what falls due in any, and how it stands now."""
    stood = {closing.month: common(stands(closing.results)) for closing in site.history}
    cells = []
    for month in site.results.case.months:
        flag = _FLAG.format(flags[month]) if month in flags else Markup("")
        state, word = stood.get(month, (None, ""))
        shown = mark(state, f"{head.striptags()} {month}", word) + flag
        cells.append(link.to(page, shown) if shown else shown)
    return WallRow(head, cells, badge(*common(stands(site.results))))


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
    return [(badge(state), state.meaning) for state in State]
