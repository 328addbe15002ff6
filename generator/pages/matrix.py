"""The matrix: every task and requirement against every unit, one mark where a unit answers.

What units hold together has one column; they themselves show only that they have part in it.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from ..catalogue.model import Clause, Unit
from ..judging.verdict import common
from ..words.states import State
from . import links
from .links import Linker
from .render import text
from .site import TOGETHER, Site, clause_link, clause_name, joint_link
from .states import badge, mark
from .unit import answerable

_PART = Markup('<span class="part" title="{0}：{1}">共<span class="sr-only">{1}</span></span>')


@dataclass(frozen=True, slots=True)
class MatrixRow:
    clause: Markup
    shared: Markup
    cells: list[Markup]


@dataclass(frozen=True, slots=True)
class MatrixView:
    shared: Markup
    units: list[Markup]
    rows: list[MatrixRow]
    legend: list[tuple[Markup, str]]


def view(site: Site) -> MatrixView:
    link = Linker(links.MATRIX)
    units = answerable(site)
    rows = [
        MatrixRow(
            clause=clause_link(clause, link),
            shared=_shared(site, clause, link),
            cells=[_cell(site, clause, unit, link) for unit in units],
        )
        for clause in site.catalogue.duties
    ]
    return MatrixView(
        shared=joint_link(link),
        units=[link.to(links.unit(unit.id), text(unit.name)) for unit in units],
        rows=rows,
        legend=[(badge(state), state.meaning) for state in State],
    )


def _shared(site: Site, clause: Clause, link: Linker) -> Markup:
    """How what is held together stands, once for everyone."""
    state, word = common(v for v in site.results.stands(clause.id) if v.subject is None)
    words = f"{TOGETHER} · {clause_name(clause)}"
    return link.to(links.clause(clause.id), mark(state, words, word)) if state else Markup("")


def _cell(site: Site, clause: Clause, unit: Unit, link: Linker) -> Markup:
    """How a unit itself stands, or that it only has part in what is held together."""
    state, word = common(site.results.stands(clause.id, unit.id))
    words = f"{unit.name} · {clause_name(clause)}"
    if state:
        return link.to(links.unit(unit.id), mark(state, words, word), clause.id)
    if any(v.clause == clause.id for v in site.results.joint_of(unit.id)):
        return link.to(links.unit(unit.id), _PART.format(words, TOGETHER), clause.id)
    return Markup("")
