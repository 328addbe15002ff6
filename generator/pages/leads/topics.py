"""Topics: what is declared to lead, then all else that is judged, what is worse first.

Targets of one indicator are one number on its way, and one topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ...catalogue.model import Lead, Picture, Provision, Rule, Target
from ...frozen import dataclass
from ...judging.verdict import Verdict
from ...words.states import ATTENTION, UNKNOWN, State
from ..site import Site

_SAID_NOTHING = (State.FOR_DECISION, State.INFORMATIONAL, State.ATTESTED)
FAILED, MISSING, AT_RISK, UNTOLD, FINE = range(5)
"""How bad what is said is, the worst first."""


@dataclass(frozen=True, slots=True)
class Group:
    """What is said of units in one way: verdicts on one provision and stage, equally bad."""

    provision: Provision
    rule: Rule
    bad: int
    verdicts: tuple[Verdict, ...]

    @property
    def first(self) -> Verdict:
        """The first of them, which has the stage of all."""
        return self.verdicts[0]


@dataclass(frozen=True, slots=True)
class Topic:
    """Provisions that are spoken of together, and how they are drawn: as declared, of a city that declares nothing as
    they can be. ``groups`` are in the order in which they are said. ``filing`` is whether it is about filing itself.
    """

    provisions: tuple[Provision, ...]
    lead: Lead | None
    picture: Picture
    groups: tuple[Group, ...]
    filing: bool

    @property
    def bad(self) -> int:
        """How bad the worst of it is."""
        return min((group.bad for group in self.groups), default=FINE)


def topics(site: Site) -> list[Topic]:
    """Those that are declared come first as long as they are urgent, in the order declared, and what is
    worse among them; all others likewise, own before joint, in the notice's order. Substance comes before
    paperwork, whatever is declared."""
    home = site.catalogue.home
    leads = list(home.leads) if home else []
    places = {_subject(site, lead.provision): at for at, lead in enumerate(leads)}
    found: dict[str, list[Provision]] = {}
    for provision in site.catalogue.provisions.values():
        if site.catalogue.rules_of.get(provision.id):
            found.setdefault(_subject(site, provision.id), []).append(provision)
    every = []
    for subject, own in found.items():
        at = places.get(subject)
        every.append((at, _topic(site, own, leads[at] if at is not None else None)))
    ordered = sorted(every, key=lambda pair: _order(*pair))
    return [topic for _, topic in ordered if topic.groups]


def drawn(every: Sequence[Topic], site: Site) -> list[Topic]:
    """Those with a picture, in the order in which they are declared; where nothing is, the first of each
    kind of picture, as the notice has them."""
    found = [topic for topic in every if topic.picture != "none"]
    if home := site.catalogue.home:
        names = [lead.provision for lead in home.leads]
        return sorted(
            found, key=lambda topic: names.index(topic.lead.provision if topic.lead else "")
        )
    order = list(site.catalogue.provisions)
    found.sort(key=lambda topic: order.index(topic.provisions[0].id))
    return list({topic.picture: topic for topic in reversed(found)}.values())[::-1]


def _order(at: int | None, topic: Topic) -> tuple[bool, bool, bool, int, int, bool]:
    """What is urgent before what is open or fine; declared leads first, then substance, the gravest,
    the first declared, and what is about one alone."""
    joint = all(v.subject is None for group in topic.groups for v in group.verdicts)
    calm = topic.bad >= UNTOLD
    return calm, at is None, topic.filing, topic.bad, at or 0, joint


def _subject(site: Site, provision: str) -> str:
    known = site.catalogue.provisions.get(provision)
    indicator = known.indicator if isinstance(known, Target) else None
    return f"indicator {indicator}" if indicator else provision


def _topic(site: Site, provisions: Sequence[Provision], lead: Lead | None) -> Topic:
    groups = [group for each in provisions for group in _groups(site, each)]
    filing = any(each.id in site.catalogue.filing_provisions for each in provisions)
    ordered = sorted(groups, key=lambda group: (group.bad, _latest_first(group)))
    usual = _drawable(site, provisions) if site.catalogue.home is None else "none"
    picture = lead.picture if lead else usual
    return Topic(tuple(provisions), lead, picture, tuple(ordered), filing)


def _drawable(site: Site, provisions: Sequence[Provision]) -> Picture:
    """Bars of a number on its way from node to node, tiles of a register, and nothing else."""
    for provision in provisions:
        rules = site.catalogue.rules_of[provision.id]
        if any(rule.options.covers for rule in rules):
            return "tiles"
        on_its_way = isinstance(provision, Target) and bool(provision.checkpoints)
        if on_its_way and any(rule.options.charted for rule in rules):
            return "bars" if getattr(provision, "operator", "") == "at_least" else "none"
    return "none"


def _latest_first(group: Group) -> int:
    return -(group.first.due or date.max).toordinal()


def _groups(site: Site, provision: Provision) -> Iterator[Group]:
    for rule in site.catalogue.rules_of.get(provision.id, ()):
        found: dict[tuple[str, int], list[Verdict]] = {}
        for verdict in site.verdicts(provision):
            if verdict.rule == rule.id and verdict.item is None and _counts(verdict):
                found.setdefault((verdict.stage, _bad(verdict.state)), []).append(verdict)
        for (_, bad), own in found.items():
            yield Group(provision, rule, bad, tuple(own))


def _counts(verdict: Verdict) -> bool:
    """What says how things stand now: what binds, and what is at risk of binding next."""
    now = verdict.binding or verdict.state == State.AT_RISK
    return now and verdict.state not in _SAID_NOTHING


def _bad(state: State) -> int:
    if state == State.MISSING_REPORT:
        return MISSING
    if state in ATTENTION:
        return FAILED
    if state == State.AT_RISK:
        return AT_RISK
    return UNTOLD if state in UNKNOWN else FINE
