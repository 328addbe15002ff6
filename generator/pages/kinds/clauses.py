"""The list of all tasks and requirements, in the notice's order."""

from __future__ import annotations

from ...catalogue.model import Clause, Issued
from ...frozen import dataclass
from ...judging.verdict import common
from ..named import clause_link
from ..page import Page, alone
from ..parties import in_a_line
from ..site import Site
from ..values import Badge, Line, Link

GENERAL, TASK, REQUIREMENT = "总体", "任务", "要求"


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A clause in the list of all."""

    link: Link
    kind: str
    badge: Badge
    provisions: int
    responsible: Line


def view(site: Site) -> list[tuple[str, list[ClauseRow]]]:
    """Every task and requirement, by the notice's parts."""
    return [(title, [_row(site, clause) for clause in clauses]) for title, clauses in parts(site)]


def _row(site: Site, clause: Clause) -> ClauseRow:
    return ClauseRow(
        link=clause_link(clause),
        kind=_kind(site, clause),
        badge=Badge(*common(site.results.stands(clause.id))),
        provisions=len(clause.provisions),
        responsible=in_a_line(site, clause),
    )


def _kind(site: Site, clause: Clause) -> str:
    issued = site.catalogue.issued_in[clause.id]
    if clause in issued.preamble:
        return GENERAL
    return REQUIREMENT if clause in issued.requirements else TASK


def parts(site: Site) -> list[tuple[str, list[Clause]]]:
    """The parts of each notice with their clauses: what comes before, the sections, the requirements."""
    first = site.catalogue.notices[0]
    return [
        (title if issued is first else f"{issued.notice.name}：{title}", clauses)
        for issued in site.catalogue.notices
        for title, clauses in _parts(site, issued)
    ]


def _parts(site: Site, issued: Issued) -> list[tuple[str, list[Clause]]]:
    sections = [(f"{section.number}{section.title}", section.tasks) for section in issued.sections]
    every = [("总体", issued.preamble), *sections, ("要求", issued.requirements)]
    shown = [(title, [c for c in clauses if c in site.clauses]) for title, clauses in every]
    return [(title, clauses) for title, clauses in shown if clauses]


PAGE = Page("tasks/index", alone("任务和要求", view), section="任务和要求", rank=20)
