"""Nodes: the points at which something is due, a number by a day, a deed in a period, the filings of a term.

What units are judged by at one stage of a provision is one node. Those at which a number is to be reached, or
every item of a register is to have its turn, have a page each, and so have the filings of a month; what
comes again and again shares one for all its periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from .. import wording
from ..calendar import Term
from ..catalogue.model import Provision, Rule, Target
from ..frozen import dataclass
from ..judging.verdict import Verdict
from ..words.states import State
from .site import Site
from .values import Link, Place

_MOST = 6
"""So many stages of a provision have a page each; of more they share one."""

_NODE = "节点"


@dataclass(frozen=True, slots=True)
class Node:
    """One point in time of a provision, with all that is judged at it, in the notice's order.

    ``stage`` is its period, day or month of filing, as verdicts name it, ``label`` the same in words. ``title``
    is what people call it, ``name`` that without its time; ``day`` its usual last day, whoever has longer.
    ``term`` is what is filed for where it is about filing.
    """

    provision: Provision
    stage: str
    label: str
    title: str
    name: str
    day: date
    verdicts: tuple[Verdict, ...]
    place: Place
    term: Term | None = None

    def over(self, today: date) -> bool:
        """Whether its day is over: what is due on a day can be done until it ends."""
        return self.day < today

    @property
    def known(self) -> bool:
        """Whether anything is settled of it, or something was due that is not there."""
        return any(v.state not in (State.NOT_DUE, State.AT_RISK) for v in self.verdicts)


def every(site: Site) -> list[Node]:
    """Every node in the order of days, those of one day in the notice's order."""
    among = site.results.verdicts
    return site.once("nodes", lambda: sorted(_among(site, among), key=lambda node: node.day))


def of(site: Site, provision: Provision) -> list[Node]:
    """Those of a provision, in the order of days."""
    return sorted(_among(site, site.verdicts(provision)), key=lambda node: node.day)


def place(site: Site, verdict: Verdict) -> Place | None:
    """The page of the node at which a verdict was given, and the place on it; None for one without a day
    of its own, and for what is only shown."""
    if not (verdict.rule and verdict.stage and verdict.due) or verdict.item is not None:
        return None
    rule = _rule(site, verdict)
    if rule is None or rule.options.only_shows:
        return None
    stage = _stage(verdict)
    if verdict.month:
        return Place("node", f"{verdict.provision}-{verdict.month.month}", _of_week(verdict))
    if _apart(site, rule):
        return Place("node", f"{verdict.provision}-{stage}")
    return Place("node", verdict.provision, f"at-{stage}")


def sharing(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    """The nodes of each page, in the order in which the first of each comes."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        found.setdefault(node.place.of, []).append(node)
    yield from found.values()


def page_title(sharing: Sequence[Node]) -> str:
    """What the page of some nodes is called."""
    first = sharing[0]
    if len(sharing) == 1:
        return first.title
    return f"{first.term.month.number}月各期{first.name}" if first.term else first.name


def page_link(sharing: Sequence[Node]) -> Link:
    """Their page, by its title."""
    return Link(page_title(sharing), Place("node", sharing[0].place.of))


def titles(site: Site) -> Mapping[str, str]:
    """What the node of each verdict is called, by the id of the verdict."""
    return site.once(
        "titles of nodes",
        lambda: {verdict.id: node.title for node in every(site) for verdict in node.verdicts},
    )


def called(site: Site, provision: Provision, label: str, term: Term | None) -> tuple[str, str]:
    """A node as people speak of it, with its time and without; ``term`` is what is filed for at it."""
    if term is not None:
        named = site.without_year(term.label)
        several = len(site.catalogue.filing_provisions) > 1
        name = f"{provision.name}报送" if several else "报送"
        return (f"{provision.name}（{named}报送）" if several else f"{named}报送"), name
    if label.endswith(_NODE):
        name = provision.name.removesuffix(_NODE)
        return f"{name}{label}", name
    told = site.without_year(label)
    return (f"{provision.name}（{told}）" if told else provision.name), provision.name


def short(site: Site, day: date) -> str:
    """A day, without its year where that is the plan's."""
    return site.without_year(wording.day(day))


def left(day: date, today: date) -> str:
    """How much time there is until a day, or that it is over, in words."""
    days = (day - today).days
    if days < 0:
        return "已过"
    return f"还有{days}天" if days else "今天到期"


def _among(site: Site, verdicts: Iterable[Verdict]) -> list[Node]:
    """The nodes at which some verdicts were given."""
    found: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        if place(site, verdict):
            found.setdefault((verdict.provision, _stage(verdict)), []).append(verdict)
    return [_node(site, group) for group in found.values()]


def _rule(site: Site, verdict: Verdict) -> Rule | None:
    rules = site.catalogue.rules_of.get(verdict.provision, ())
    return next((rule for rule in rules if rule.id == verdict.rule), None)


def _stage(verdict: Verdict) -> str:
    return verdict.stage.lstrip("@")


def _of_week(verdict: Verdict) -> str:
    """Where a week stands on the page of its month; a month is all of its page."""
    stage = _stage(verdict)
    return "" if verdict.month and stage == str(verdict.month.month) else f"at-{stage}"


def _apart(site: Site, rule: Rule) -> bool:
    """Whether the stages of what a rule judges have a page each."""
    return site.once(("pages of stages", rule.id), lambda: _have_pages(site, rule))


def _have_pages(site: Site, rule: Rule) -> bool:
    provision = site.catalogue.provisions[rule.provision]
    of_its_own = isinstance(provision, Target) or bool(rule.options.covers)
    return of_its_own and len({v.stage for v in site.verdicts(provision) if v.stage}) <= _MOST


def _node(site: Site, group: Sequence[Verdict]) -> Node:
    first = min(group, key=lambda verdict: (verdict.due or date.max, len(verdict.period or "")))
    provision = site.catalogue.provisions[first.provision]
    where = place(site, first)
    assert where is not None
    assert first.due is not None
    label = first.period or wording.day(first.due)
    title, name = called(site, provision, label, first.month)
    if first.month is None:
        return Node(provision, _stage(first), label, title, name, first.due, tuple(group), where)
    day = site.results.case.closing(first.month)
    return Node(provision, _stage(first), label, title, name, day, tuple(group), where, first.month)
