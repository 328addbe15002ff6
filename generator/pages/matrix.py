"""The matrix: every task and requirement against every unit, one mark where a unit answers."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.pages import links
from generator.pages.links import Linker
from generator.pages.render import text
from generator.pages.site import Site, clause_link, clause_name
from generator.pages.states import LABELS, badge, mark
from generator.pages.unit import answerable


@dataclass(frozen=True, slots=True)
class MatrixRow:
    clause: Markup
    cells: list[Markup]


@dataclass(frozen=True, slots=True)
class MatrixView:
    units: list[Markup]
    rows: list[MatrixRow]
    legend: list[tuple[Markup, str]]


def view(site: Site) -> MatrixView:
    link = Linker(links.MATRIX)
    units = answerable(site)
    rows = []
    for clause in site.catalogue.duties:
        cells = []
        for unit in units:
            state = site.results.standing(clause.id, unit.id)
            words = f"{unit.name} · {clause_name(clause)}"
            cells.append(
                link.to(links.unit(unit.id), mark(state, words), clause.id) if state else Markup("")
            )
        rows.append(MatrixRow(clause_link(clause, link), cells))
    return MatrixView(
        units=[link.to(links.unit(unit.id), text(unit.name)) for unit in units],
        rows=rows,
        legend=[(badge(state), label.meaning) for state, label in LABELS.items()],
    )
