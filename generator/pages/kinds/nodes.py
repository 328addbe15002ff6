"""Nodes and deadlines in time: what comes next with the days that are left, and what is over with who
made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...calendar import Month
from ...frozen import dataclass
from ...judging.verdict import common
from ...words.states import GRAVITY, State
from .. import at_node
from .. import nodes as found
from ..nodes import Node
from ..page import Page, alone
from ..site import Site
from ..values import Badge, Line, Link, Value, joined


@dataclass(frozen=True, slots=True)
class MonthOf:
    """The nodes of a month, a line each: the day, what is due, how it stands, and who made it."""

    name: str
    anchor: str
    rows: list[Line]


@dataclass(frozen=True, slots=True)
class NodesView:
    """``ahead`` in order of time, ``over`` with the last first."""

    ahead: list[MonthOf]
    over: list[MonthOf]


def view(site: Site) -> NodesView:
    """Every node and every deadline of the plan."""
    today = site.results.case.as_of
    every = found.every(site)
    ahead = _by_month(site, [node for node in every if not node.over(today)])
    over = _by_month(site, [node for node in every if node.over(today)])
    return NodesView(ahead, over[::-1])


def _by_month(site: Site, nodes: Iterable[Node]) -> list[MonthOf]:
    months: dict[Month, list[Node]] = {}
    for node in nodes:
        months.setdefault(Month.of(node.day), []).append(node)
    today = site.results.case.as_of
    made = []
    for month, own in months.items():
        ending = "over" if own[0].over(today) else "ahead"
        rows = [_row(site, sharing, month) for sharing in found.sharing(own)]
        made.append(MonthOf(month.label, f"{ending}-{month}", rows))
    return made


def _row(site: Site, sharing: Sequence[Node], month: Month) -> Line:
    first, last = sharing[0], sharing[-1]
    verdicts = [verdict for node in sharing for verdict in node.verdicts]
    when = f"{found.short(site, last.day)}（{found.left(last.day, site.results.case.as_of)}）"
    if len(sharing) == 1:
        return (when, Link(first.title, first.place), _badge(site, first), _who(site, first))
    words = f"{first.name}（{month.number}月，{len(sharing)}期）"
    return (when, Link(words, last.place), Badge(*common(verdicts)), _times(site, sharing))


def _badge(site: Site, node: Node) -> Badge:
    """How a node stands; filings are called by what came of them."""
    if node.term is not None:
        return at_node.worst(site, node)
    return Badge(*common(node.verdicts))


def _who(site: Site, node: Node) -> Value:
    """Who made it; of what is still to come nothing but who has, if anybody."""
    states = {verdict.state for verdict in node.verdicts}
    if states == {State.NOT_DUE} and not node.over(site.results.case.as_of):
        return ""
    return at_node.headline(site, node)


def _times(site: Site, sharing: Sequence[Node]) -> Line:
    """Of several periods how many stand how."""
    counts: dict[tuple[State, str], int] = {}
    for node in sharing:
        state, word = common(node.verdicts)
        if state:
            key = state, word or state.word
            counts[key] = counts.get(key, 0) + 1
    told = sorted(counts.items(), key=lambda item: GRAVITY.index(item[0][0]))
    return joined((f"{word}{number}期" for (_, word), number in told), "，")


PAGE = Page("progress/nodes", alone("节点和期限", view), section="进展", rank=3)
