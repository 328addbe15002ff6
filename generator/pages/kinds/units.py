"""The list of all units that anything names, and how each that answers stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from ... import wording
from ...catalogue.model import Group, Unit
from ...frozen import dataclass
from ...judging.verdict import Verdict, common
from ...words.states import ATTENTION, State
from .. import arrivals, deeds, duties, ledgers
from ..drawings import Progress
from ..named import unit_link, unit_links
from ..page import Named, Page, alone
from ..site import Site
from ..values import Badge, Fact, Line, Link, Value


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit among those of its kind; ``attention`` and ``at_risk`` count what is about it alone, ``bar``
    draws the first of them against the most of its kind, ``joint`` are the failures that it shares with
    others. ``received`` is when its newest filing was in, ``deed`` what it has to do first and ``when``.
    """

    link: Link
    badge: Badge
    clauses: int
    attention: int
    bar: Progress | None
    at_risk: int
    joint: int
    filing: Badge
    received: str
    deed: Value
    when: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group that the notice names, with its members."""

    group: Group
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class UnitsView:
    """``kinds`` are the units of each kind, under its name, ``others`` those that answer for nothing."""

    kinds: list[tuple[str, list[UnitRow]]]
    others: Line
    groups: list[GroupRow]
    ledger: Link


def view(site: Site) -> UnitsView:
    """The units by kind, those that answer for nothing, then the groups."""
    names = {kind.id: kind.name for kind in site.catalogue.kinds}
    kinds = groupby(site.answerable, key=lambda unit: names[unit.kind])
    answer = {unit.id for unit in site.answerable}
    return UnitsView(
        kinds=[(kind, _rows(site, list(units))) for kind, units in kinds],
        others=unit_links(site, [id_ for id_ in site.catalogue.units if id_ not in answer]),
        groups=_groups(site),
        ledger=ledgers.link(site),
    )


def _rows(site: Site, units: Sequence[Unit]) -> list[UnitRow]:
    most = max(failures(site.results.stands_of(unit.id)) for unit in units)
    return [_row(site, unit, most) for unit in units]


def _row(site: Site, unit: Unit, most: int) -> UnitRow:
    own = site.results.stands_of(unit.id)
    failed, record = failures(own), arrivals.record(site, unit)
    newest = arrivals.newest(record)
    deed = next(iter(deeds.of_unit(site, unit)), None)
    return UnitRow(
        link=unit_link(site, unit.id),
        badge=Badge(*common(own)),
        clauses=len(duties.clauses(site, unit)),
        attention=failed,
        bar=Progress(f"需关注 {failed} 项", failed, most, alarm=True) if failed else None,
        at_risk=at_risk(own),
        joint=failures(joint(site, unit)),
        filing=newest.kind if newest else Badge(None),
        received=wording.moment(newest.last) if newest and newest.last else "",
        deed=deed.what if deed else "",
        when=deed.when if deed else "",
    )


def _groups(site: Site) -> list[GroupRow]:
    return [
        GroupRow(
            group,
            [
                ("成员", unit_links(site, group.members)),
                ("范围", "成员未列尽，暂按下列单位" if group.membership == "open" else "成员已定"),
                *([("说明", group.note)] if group.note else []),
            ],
        )
        for group in site.catalogue.groups.values()
    ]


def joint(site: Site, unit: Unit) -> list[Verdict]:
    """What binds of what the unit answers for with others."""
    return [verdict for verdict in site.results.joint_of(unit.id) if verdict.binding]


def failures(verdicts: Sequence[Verdict]) -> int:
    """How many need attention."""
    return sum(verdict.state in ATTENTION for verdict in verdicts)


def at_risk(verdicts: Sequence[Verdict]) -> int:
    """How many are at risk."""
    return sum(verdict.state == State.AT_RISK for verdict in verdicts)


def _named(site: Site) -> list[Named]:
    return [Named((group.name,), id_) for id_, group in site.catalogue.groups.items()]


PAGE = Page(
    "units/index",
    alone("责任单位", view, _named),
    section="责任单位",
    rank=30,
    files=ledgers.files,
)
