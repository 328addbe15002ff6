"""三、存在问题: what is not reached, what cannot be judged for want of filings, what may be missed, what is open,
and what units themselves call a problem.

That nothing is wrong is said only where something was judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ... import wording
from ...judging.verdict import Verdict
from ...words.states import ATTENTION, State, listed
from .. import arrivals
from .. import short as shortfalls
from ..leads.topics import AT_RISK, FAILED, MISSING, UNTOLD, Group, Topic, topics
from ..site import Site
from . import phrases
from .attached import UNTIMELY, of_filing
from .periods import Issue
from .progress import said_by
from .quotes import Chooser
from .told import Part, Passage, Told, names

_NAMED = 3
"""So many things are named that hang on one missing filing, and so many units that did not file."""

_UNITS = 8
"""So many units are named that were late; all of them are in the attachment."""

_Own: TypeAlias = list[tuple[str, tuple[Verdict, ...]]]
"""Things by name, with what was judged of each."""


def part(site: Site, issue: Issue, chosen: Chooser) -> Part:
    """All of it."""
    every = topics(site)
    quotes = chosen.of("problem", chosen.quoting.problems)
    return Part(
        "存在问题",
        (
            Passage("没有达到要求的事项", tuple(_failed(site, every))),
            Passage("因未报送不能判定的事项", tuple(_unfiled(site, every))),
            Passage("需要关注的事项", tuple(_told(site, every, AT_RISK))),
            Passage("尚不能作出结论的事项", tuple(phrases.untold(site, _of(every, UNTOLD)))),
            Passage("报送不及时的情况", tuple(_late(site, issue))),
            Passage("各单位反映的问题", tuple(said_by(site, quotes, "反映"))),
        ),
    )


def _of(every: Sequence[Topic], bad: int) -> Iterator[tuple[Topic, Group]]:
    """Groups of substance that are equally bad, in the order in which topics lead."""
    for topic in every:
        for group in topic.groups:
            if group.bad == bad and not topic.filing:
                yield topic, group


def _told(site: Site, every: Sequence[Topic], bad: int) -> Iterator[Told]:
    return phrases.of_groups(site, _of(every, bad))


def _failed(site: Site, every: Sequence[Topic]) -> Iterator[Told]:
    failed = list(_told(site, every, FAILED))
    yield from failed
    if failed or shortfalls.every(site) or shortfalls.untold(site) or not _judged(site):
        return
    day = wording.day(site.results.case.as_of)
    yield Told(f"截至{day}，没有{listed(ATTENTION, '或')}的事项", counted="按有约束力的判定计数")


def _late(site: Site, issue: Issue) -> Iterator[Told]:
    """Who did not file in time, each with how often where there was more than one time."""
    record = [each for term in issue.terms for each in arrivals.line(site, term)]
    own = [each for each in record if each.standing in UNTIMELY]
    if not own:
        return
    verdicts = tuple(v for each in own for v in of_filing(site, each))
    order = list(site.catalogue.units)
    own.sort(key=lambda each: order.index(each.unit.id))
    found = Counter(each.unit.name for each in own)
    several = len(issue.terms) > 1
    names = [f"{name}{times}次" if several else name for name, times in found.items()]
    whose = wording.few(names, _UNITS, "个单位")
    more = "，名单见附件" if len(names) > _UNITS else ""
    yield Told(f"没有按期报齐的有{whose}{more}", verdicts)


def _judged(site: Site) -> bool:
    """Whether anything was found of which a filing tells."""
    found = (State.MET, State.ON_TRACK)
    filing = site.catalogue.filing_provisions
    return any(
        v.binding and v.state in found and v.provision not in filing for v in site.results.verdicts
    )


def _unfiled(site: Site, every: Sequence[Topic]) -> Iterator[Told]:
    """What hangs on filings that did not come, by whose they are."""
    found: dict[tuple[str, ...], _Own] = {}
    for topic, group in _of(every, MISSING):
        units = tuple(dict.fromkeys(_owing(group)))
        found.setdefault(units, []).append((phrases.title(site, topic, group), group.verdicts))
    for units, own, apart in _together(found):
        theirs = "相应的" if apart else ""
        things = list(dict.fromkeys(name for name, _ in own))
        more = f"等{len(things)}项" if len(things) > _NAMED else ""
        told = f"{wording.join(things[:_NAMED])}{more}"
        verdicts = tuple(v for _, each in own for v in each)
        ordered = [unit for unit in site.catalogue.units if unit in units]
        yield Told(f"因{_whose(site, ordered)}没有报送应报的数据，{theirs}{told}不能判定", verdicts)
    silent = shortfalls.untold(site)
    if silent:
        units = tuple(
            dict.fromkeys(u for v in silent for u in ([v.subject] if v.subject else v.owners))
        )
        ordered = [unit for unit in site.catalogue.units if unit in units]
        yield Told(f"{_whose(site, ordered)}共有{len(silent)}项工作没有报送文字进展", tuple(silent))


def _together(
    found: Mapping[tuple[str, ...], _Own],
) -> Iterator[tuple[tuple[str, ...], _Own, bool]]:
    """By whose they are; where those are too many to be named, all of that together, and first. Whether any of it hangs
    on some of them alone."""
    many = [units for units in found if len(units) > _NAMED]
    all_of = tuple(dict.fromkeys(unit for units in many for unit in units))
    taken = [units for units in found if units in many or set(units) <= set(all_of)]
    if taken:
        apart = any(set(units) < set(all_of) for units in taken)
        yield all_of, [each for units in taken for each in found[units]], apart
    for units, own in found.items():
        if units not in taken:
            yield units, own, False


def _owing(group: Group) -> Iterator[str]:
    for verdict in group.verdicts:
        yield from [verdict.subject] if verdict.subject else verdict.owners


def _whose(site: Site, units: Sequence[str]) -> str:
    """Few by name, more by how many they are."""
    if len(units) <= _NAMED:
        return names(site, units)
    kinds = {site.catalogue.units[unit].kind for unit in units}
    called = {kind.id: kind.name for kind in site.catalogue.kinds}
    return f"{len(units)}个{called[kinds.pop()] if len(kinds) == 1 else '单位'}"
