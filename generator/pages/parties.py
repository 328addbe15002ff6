"""Who is responsible for a clause, in the notice's words for their roles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..catalogue.model import Clause, Unit
from ..catalogue.roles import Roles
from ..words.roles import standing
from .named import unit_links
from .site import Site
from .values import Fact, Line, joined

_PLAIN = "责任单位"
_OPEN = "等（名单未列尽）"


def parties(site: Site, clause: Clause) -> list[Fact]:
    """Every role with its units, in the notice's order; said of a list that goes on with 等, and where it
    was decided who leads against what the role's word says."""
    return [(role or _PLAIN, units) for role, units in _told(site, clause)]


def in_a_line(site: Site, clause: Clause) -> Line:
    """The same on one line; who has no role stands for himself."""

    def work_out() -> Line:
        told = [(f"{role}：", *units) if role else units for role, units in _told(site, clause)]
        return joined(told, "；")

    return site.once(("parties", clause.id), work_out)


def role_of(site: Site, clause: Clause, unit: Unit) -> str:
    """The notice's word for the part that a unit has in a clause; "" where it gives none."""
    return next(
        (p.role for p in clause.parties if p.role and unit.id in site.catalogue.members(p.units)),
        "",
    )


def _told(site: Site, clause: Clause) -> Iterator[tuple[str, Line]]:
    roles = Roles(clause)
    for (role, leads), group in groupby(clause.parties, key=lambda p: (p.role, p.leads)):
        several = list(group)
        decided = leads is not None and leads != (standing(role) == "leads")
        name = f"{role or _PLAIN}（{'按' if leads else '不按'}牵头单位对待）" if decided else role
        units = unit_links(site, [unit for party in several for unit in party.units])
        yield name, (*units, _OPEN) if any(map(roles.open, several)) else units
