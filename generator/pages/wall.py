"""The wall chart (挂图作战): how every task and every unit stood, month after month, on one sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from .. import wording
from ..calendar import Month
from ..catalogue.model import Target
from ..judging.results import Results
from ..judging.verdict import Verdict, common
from ..words.states import State
from .site import TOGETHER, Site, clause_name, joint_link, unit_link
from .unit import answerable
from .values import Badge, Line, Link, Mark, Place, Raised


@dataclass(frozen=True, slots=True)
class WallRow:
    head: Link
    cells: list[Link | None]
    now: Badge


@dataclass(frozen=True, slots=True)
class WallView:
    """``months`` are the columns; ``now`` is the heading of the last one."""

    months: list[str]
    now: str
    rows: list[WallRow]
    legend: list[tuple[Badge, str]]


def tasks(site: Site) -> WallView:
    """Tasks and requirements by month, with the days on which something falls due."""
    flags = _flags(site)
    rows = [
        _row(
            site,
            clause_name(clause),
            Place("clause", clause.id),
            partial(_of_clause, clause.id),
            flags.get(clause.id, {}),
        )
        for clause in site.catalogue.duties
    ]
    return WallView(_heads(site), _now(site), rows, _legend())


def units(site: Site) -> WallView:
    """Units by month: the gravest of what is about each alone; what they hold together has a row of
    its own."""
    rows = [
        _row(site, unit.name, Place("unit", unit.id), partial(_of_unit, unit.id))
        for unit in answerable(site)
    ]
    joint = _row(site, TOGETHER, Place("verdicts"), _of_all)
    rows.append(replace(joint, head=joint_link()))
    return WallView(_heads(site), _now(site), rows, _legend())


def _of_clause(clause: str, results: Results) -> Sequence[Verdict]:
    return results.stands(clause)


def _of_unit(unit: str, results: Results) -> Sequence[Verdict]:
    return results.stands_of(unit)


def _of_all(results: Results) -> Sequence[Verdict]:
    return [verdict for verdict in results.joint if verdict.binding and verdict.rule]


def filing(site: Site) -> WallView:
    """Units by month: whether what each owed was in on time, and what was corrected."""
    catalogue, case = site.catalogue, site.results.case
    provision = catalogue.provisions[catalogue.filing.provision]
    found = {(v.subject, v.period): v for v in site.verdicts(provision) if v.subject}
    rows = []
    for unit in catalogue.filers():
        cells = []
        for month in case.months:
            told = found.get((unit.id, month.label))
            shown: Line = ()
            if told and case.closed(month):
                again = _corrections(site, unit.id, month)
                words = f"{unit.name} {month}{f'，更正 {again} 次' if again else ''}"
                sign = Mark(told.state, words, told.word)
                shown = (sign, Raised(again)) if again else (sign,)
            cells.append(_leading(shown, Place("unit", unit.id, "filing")))
        own = [v for v in site.binding(provision) if v.subject == unit.id]
        now = Badge(*common(own[-1:]))
        rows.append(WallRow(unit_link(site, unit.id), cells, now))
    return WallView(_heads(site), _now(site), rows, _legend())


def _row(
    site: Site,
    name: str,
    to: Place,
    stands: Callable[[Results], Sequence[Verdict]],
    flags: Mapping[Month, str] = {},
) -> WallRow:
    """A mark for each month that is closed, a flag for what falls due in any, and how it stands now."""
    stood = {closing.month: common(stands(closing.results)) for closing in site.history}
    cells = []
    for month in site.results.case.months:
        state, word = stood.get(month, (None, ""))
        shown = (Mark(state, f"{name} {month}", word),) if state else ()
        flag = (Mark("flag", "", flags[month]),) if month in flags else ()
        cells.append(_leading((*shown, *flag), to))
    return WallRow(Link(name, to), cells, Badge(*common(stands(site.results))))


def _leading(shown: Line, to: Place) -> Link | None:
    return Link(shown, to) if shown else None


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


def _legend() -> list[tuple[Badge, str]]:
    return [(Badge(state), state.meaning) for state in State]
