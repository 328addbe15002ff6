"""What a unit owes by the notice, clause by clause: its responsibility sheet."""

from __future__ import annotations

from collections import Counter

from ..catalogue.model import Clause, Provision, Unit
from ..frozen import dataclass
from ..judging.verdict import TOGETHER, common
from .asks import asks
from .named import clause_link, provision_link
from .parties import role_of
from .site import Site
from .values import Badge, Link


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One thing that the unit owes, or supports; ``together`` says whose the state is: that of all, or of
    those whom it supports in this role."""

    provision: Link
    kind: str
    asks: str
    badge: Badge
    together: str


@dataclass(frozen=True, slots=True)
class ClauseDuties:
    """A task or requirement with what the unit owes under it, ``role`` being the notice's word for its
    part; ``progress`` is what it told last, in
    ``period``."""

    id: str
    clause: Link
    role: str
    badge: Badge
    duties: list[DutyRow]
    progress: str
    period: str


def clauses(site: Site, unit: Unit) -> list[Clause]:
    """The tasks and requirements in whose responsibility list the unit stands, itself or in a
    group, or that bind it by an owner of their own."""
    results = site.results
    named = {v.clause for v in (*results.own_of(unit.id), *results.joint_of(unit.id))}
    return [
        clause
        for clause in site.catalogue.duties
        if unit.id in _responsible(site, clause) or clause.id in named
    ]


def _responsible(site: Site, clause: Clause) -> frozenset[str]:
    members = site.catalogue.members
    return site.once(("responsible", clause.id), lambda: frozenset(members(clause.responsible)))


def of_unit(site: Site, unit: Unit) -> list[ClauseDuties]:
    """All of them, in the notice's order."""
    return [row(site, unit, clause) for clause in clauses(site, unit)]


def parts(site: Site, unit: Unit) -> str:
    """How many tasks and requirements name it, and in what roles."""
    own = clauses(site, unit)
    roles = Counter(role for clause in own if (role := role_of(site, clause, unit)))
    told = "，".join(f"{role} {count} 条" for role, count in roles.items())
    return f"{len(own)} 条（{told}）" if told else f"{len(own)} 条"


def row(site: Site, unit: Unit, clause: Clause) -> ClauseDuties:
    """A clause with the part that the unit has in it."""
    told = site.results.narratives.get((unit.id, clause.id), ())
    return ClauseDuties(
        id=clause.id,
        clause=clause_link(clause),
        role=role_of(site, clause, unit),
        badge=Badge(*common(site.results.stands(clause.id, unit.id))),
        duties=[
            _duty(site, unit, provision)
            for provision in clause.provisions
            if unit.id in involved(site, provision)
        ],
        progress=f"{told[-1].status}：{told[-1].text}" if told else "",
        period=told[-1].period.label if told else "",
    )


def involved(site: Site, provision: Provision) -> frozenset[str]:
    """The units that have any part in a provision."""
    of = site.catalogue.involved
    return site.once(("involved", provision.id), lambda: frozenset(of(provision)))


def _duty(site: Site, unit: Unit, provision: Provision) -> DutyRow:
    """How the unit itself stands; where there is nothing about it alone, how all stand together, or
    those whom it supports."""
    supports = unit.id not in _owners(site, provision)
    own = site.binding_on(provision, unit.id)
    joint = [] if own else [v for v in site.binding(provision) if supports or v.subject is None]
    role = role_of(site, site.catalogue.clause_of[provision.id], unit)
    shared = TOGETHER if any(v.rule for v in joint) else ""
    return DutyRow(
        provision=provision_link(site, provision),
        kind=provision.kind_name,
        asks=asks(site, provision),
        badge=Badge(*common(own or joint), slim=True),
        together=f"{role}，状态不属本单位" if supports and role else shared,
    )


def _owners(site: Site, provision: Provision) -> frozenset[str]:
    owners = site.catalogue.owners
    return site.once(("owners", provision.id), lambda: frozenset(owners(provision)))
