"""The matrix: every task and requirement against every unit, one mark where a unit answers.

What units hold together has one column; they themselves show only that they have part in it.
"""

from __future__ import annotations

from ...catalogue.model import Clause, Unit
from ...frozen import dataclass
from ...judging.verdict import TOGETHER, common
from ..named import clause_link, clause_name, joint_link, unit_link
from ..page import Page, alone
from ..parties import role_of
from ..site import Site
from ..states import legend
from ..values import Badge, Link, Mark, Place


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """``shared`` is how what is held together stands, ``cells`` how each unit itself stands."""

    clause: Link
    shared: Link | None
    cells: list[Link | None]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """``shared`` and ``units`` head the columns; ``roles`` says which sign is whose who only supports."""

    shared: Link
    roles: str
    units: list[Link]
    rows: list[MatrixRow]
    legend: list[tuple[Badge, str]]


def view(site: Site) -> MatrixView:
    """Every duty against every unit that answers for anything."""
    units = site.answerable
    rows = [
        MatrixRow(
            clause=clause_link(clause),
            shared=_shared(site, clause),
            cells=[_cell(site, clause, unit) for unit in units],
        )
        for clause in site.catalogue.duties
    ]
    return MatrixView(
        shared=joint_link(),
        roles="，".join(f"“{role[0]}”为{role}" for role in _supporting(site)),
        units=[unit_link(site, unit.id) for unit in units],
        rows=rows,
        legend=legend(),
    )


def _shared(site: Site, clause: Clause) -> Link | None:
    """How what is held together stands, once for everyone."""
    state, word = common(v for v in site.results.stands(clause.id) if v.subject is None)
    words = f"{TOGETHER} · {clause_name(clause)}"
    return Link(Mark(state, words, word), Place("clause", clause.id)) if state else None


def _supporting(site: Site) -> list[str]:
    """The notice's words for those who do not lead where others do, each once."""
    every = [
        (clause.answering, party) for clause in site.catalogue.duties for party in clause.parties
    ]
    leading = {party.role for answering, party in every if {*party.units} & {*answering}}
    return list(dict.fromkeys(p.role for _, p in every if p.role and p.role not in leading))


def _cell(site: Site, clause: Clause, unit: Unit) -> Link | None:
    """How a unit itself stands, or that it only has part in what is held together, or supports."""
    state, word = common(site.results.stands(clause.id, unit.id))
    words = f"{unit.name} · {clause_name(clause)}"
    to = Place("unit", unit.id, clause.id)
    if state:
        return Link(Mark(state, words, word), to)
    if any(v.clause == clause.id for v in site.results.joint_of(unit.id)):
        return Link(Mark("part", words, TOGETHER), to)
    role = role_of(site, clause, unit)
    return Link(Mark("part", words, role), to) if role else None


PAGE = Page("wall/matrix", alone("任务单位对照", view), section="挂图作战", rank=46)
