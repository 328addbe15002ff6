"""A page for each node: who made it, by which filing, what remains, and what can still be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ... import wording
from ...forms.csv import written
from ...frozen import dataclass
from ...judging.verdict import common
from ...words.marked import defused
from .. import at_node, nodes, remaining
from ..named import clause_link, provision_link, question_links
from ..nodes import Node
from ..page import Page, Sheet
from ..remaining import Remaining
from ..site import Site, open_questions
from ..values import Badge, Fact, File, Line, Link, Table, Value, joined


@dataclass(frozen=True, slots=True)
class NodeView:
    """``shown`` is the node that the page is about: one sentence, then everybody; ``readings`` where they
    differ. ``series`` are all that share the page, each a line under its anchor; ``anchor`` is that of one
    which has the page for itself."""

    facts: list[Fact]
    shown: str
    anchor: str
    headline: Value
    standings: Table
    readings: Table | None
    remaining: Remaining | None
    steps: list[Line]
    series: list[tuple[str, Line]]
    files: list[Link]


def sheets(site: Site) -> Iterator[Sheet]:
    """In the order of days; those of a provision stand under one another in no sidebar, as they are many."""
    every = nodes.every(site)
    for sharing in nodes.sharing(every):
        beside = [n for n in every if n.provision == sharing[0].provision and n not in sharing]
        yield Sheet(nodes.page_title(sharing), _view(site, sharing, beside), sharing[0].place.of)


def _view(site: Site, sharing: Sequence[Node], beside: Sequence[Node]) -> NodeView:
    shown = _current(sharing, site.results.case.as_of)
    return NodeView(
        facts=_facts(site, shown, beside),
        shown=shown.label if len(sharing) > 1 else "",
        anchor=shown.place.anchor if len(sharing) == 1 else "",
        headline=at_node.headline(site, shown),
        standings=at_node.standings(site, shown),
        readings=at_node.by_reading(site, shown),
        remaining=remaining.of(site, shown),
        steps=at_node.steps(site, shown),
        series=[_in_series(site, node) for node in sharing] if len(sharing) > 1 else [],
        files=list(_files(site, sharing)),
    )


def _current(sharing: Sequence[Node], today: date) -> Node:
    """The last node that is over and of which anything is known; before that the first one."""
    over = [node for node in sharing if node.over(today) and node.known]
    return over[-1] if over else sharing[0]


def _facts(site: Site, node: Node, beside: Sequence[Node]) -> list[Fact]:
    """What falls due, and the other days of the same provision."""
    others = {other.place.of: other for other in beside}.values()
    today = site.results.case.as_of
    named = (question for verdict in node.verdicts for question in verdict.questions)
    questions = open_questions(site, list(dict.fromkeys(named)))
    clause = site.catalogue.clause_of[node.provision.id]
    facts: list[Fact] = [
        ("期限", f"{wording.day(node.day)}，{nodes.left(node.day, today)}"),
        ("其他节点", joined(Link(other.title, other.place) for other in others)),
        ("事项", (clause_link(clause), " · ", provision_link(site, node.provision))),
        ("原文", wording.quoted(node.provision.quote)),
        ("待明确的口径", question_links(questions)),
    ]
    return [fact for fact in facts if fact[1]]


def _in_series(site: Site, node: Node) -> tuple[str, Line]:
    today = site.results.case.as_of
    return node.place.anchor, (
        node.label,
        f"{wording.day(node.day)}，{nodes.left(node.day, today)}",
        Badge(*common(node.verdicts)),
        at_node.headline(site, node),
    )


def _files(site: Site, sharing: Sequence[Node]) -> Iterator[Link]:
    of = sharing[0].place.of
    yield Link("各单位的情况（CSV）", File(f"nodes/{of}.csv"))
    if any(found.sheet for node in sharing if (found := remaining.of(site, node))):
        yield Link("明细（CSV）", File(f"nodes/{of}-rows.csv"))


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    """Everybody at each node of a page, and row by row what lies behind; the same bytes each time."""
    for sharing in nodes.sharing(nodes.every(site)):
        of = sharing[0].place.of
        everybody = [line for node in sharing for line in at_node.written(site, node)]
        yield f"nodes/{of}.csv", written(at_node.HEADER, map(defused, everybody))
        header: tuple[str, ...] = ()
        rows: list[Sequence[str]] = []
        for node in sharing:
            found = remaining.of(site, node)
            if found and found.sheet:
                header = ("节点", *found.header)
                rows += [defused((node.title, *row)) for row in found.sheet]
        if rows:
            yield f"nodes/{of}-rows.csv", written(header, rows)


PAGE = Page("nodes/{}", sheets, files=files)
