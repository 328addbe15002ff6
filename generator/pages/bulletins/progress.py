"""二、主要工作进展: by the notice's parts, what is reached or on course, then what units tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ... import wording
from ...catalogue.model import Clause
from ...judging.verdict import Verdict
from ...words.states import State
from ..leads import said
from ..leads.topics import FINE, Group, Topic, topics
from ..site import Site
from . import phrases
from .quotes import Chooser, Quote
from .told import Part, Passage, Told

_NAMED = 4
"""So many things are named that everybody has reached."""

_REQUIREMENTS = "相关要求落实情况"
"""What stands above the requirements, which have no title in a notice."""


def part(site: Site, chosen: Chooser) -> Part:
    """All of it."""
    every = topics(site)
    passages = []
    for name, clauses in _parts(site):
        ids = [clause.id for clause in clauses]
        told = list(_reached(site, every, ids))
        told += said_by(site, chosen.of("text", chosen.quoting.progress, ids), "报送")
        passages.append(Passage(name, tuple(told)))
    return Part("主要工作进展", tuple(passages))


def said_by(site: Site, quotes: Iterable[Quote], how: str) -> Iterator[Told]:
    """Words of units, with whose they are; who is quoted twice on end is named once."""
    before = ""
    for quote in quotes:
        name = site.catalogue.units[quote.unit].name
        whose = f"该单位还{how}" if quote.unit == before else f"{name}{how}"
        yield Told(f"{whose}：{quote.words}", counted=quote.row)
        before = quote.unit


def _parts(site: Site) -> Iterator[tuple[str, Sequence[Clause]]]:
    """The notice's sections by their titles, and its requirements."""
    duties = {clause.id for clause in site.catalogue.duties}
    for issued in site.catalogue.notices:
        named = [(section.title, section.tasks) for section in issued.sections]
        for title, clauses in (*named, (_REQUIREMENTS, issued.requirements)):
            own = [clause for clause in clauses if clause.id in duties]
            if own:
                yield title, own


def _reached(site: Site, every: Sequence[Topic], clauses: Sequence[str]) -> Iterator[Told]:
    """What is reached, and what is on course, of the clauses of a part: those that lead with their figures, of
    all others their names, and whose it is where it is not everybody's, together what is of one time."""
    alike: dict[tuple[State, str, str], list[tuple[str, tuple[Verdict, ...]]]] = {}
    for topic, group, own in _fine(site, every, clauses):
        numeric = said.numeric(group)
        if numeric and (topic.lead or len(own) < len(group.verdicts) or len(topic.groups) > 1):
            yield phrases.of_group(site, topic, replace(group, verdicts=own))
            continue
        states = {verdict.state for verdict in own}
        state = State.ON_TRACK if State.ON_TRACK in states else State.MET
        named = phrases.name(site, topic, group)
        whose = "" if _by_all(topic, group, own) else f"{said.who(site, own)}的"
        alike.setdefault((state, phrases.period(site, group), whose), []).append((named, own))
    of_a_time: dict[tuple[State, str], list[tuple[str, tuple[Verdict, ...]]]] = {}
    for (state, when, whose), found in alike.items():
        things = list(dict.fromkeys(name for name, _ in found))
        words = (
            f"{wording.join(things[:_NAMED])}{f'等{len(things)}项' if len(things) > _NAMED else ''}"
        )
        now, all_of = "目前" if state == State.ON_TRACK else "", "均" if len(things) > 1 else ""
        done = "达到要求" if state == State.ON_TRACK else "已达到要求"
        verdicts = tuple(v for _, own in found for v in own)
        of_a_time.setdefault((state, when), []).append(
            (f"{whose}{words}{now}{all_of}{done}", verdicts)
        )
    for (_, when), found in of_a_time.items():
        told = "，".join(words for words, _ in found)
        verdicts = tuple(v for _, own in found for v in own)
        yield Told(f"{f'{when}，' if when else ''}{told}", verdicts)


def _by_all(topic: Topic, group: Group, own: Sequence[Verdict]) -> bool:
    """Whether everybody of whom the same was judged has reached it."""
    judged = (g for g in topic.groups if g.provision is group.provision and g.rule is group.rule)
    return {v.subject for each in judged for v in each.verdicts} == {v.subject for v in own}


def _fine(
    site: Site, every: Sequence[Topic], clauses: Sequence[str]
) -> Iterator[tuple[Topic, Group, tuple[Verdict, ...]]]:
    """What is reached or on course by its topic and its group, in the notice's order."""
    found = [
        (topic, group)
        for topic in every
        if not topic.filing
        for group in topic.groups
        if group.bad == FINE and group.first.clause in clauses
    ]
    order = {name: at for at, name in enumerate(site.catalogue.provisions)}
    for topic, group in sorted(found, key=lambda pair: order[pair[1].provision.id]):
        own = tuple(v for v in group.verdicts if v.state in (State.MET, State.ON_TRACK))
        if own:
            yield topic, group, own
