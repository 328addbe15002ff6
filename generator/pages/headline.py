"""How a unit stands in one sentence, and in counts: what is about it alone, substance before paperwork."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .. import wording
from ..catalogue.model import Unit
from ..judging.verdict import TOGETHER, Verdict
from ..words.states import ATTENTION, GRAVITY, State
from . import arrivals
from .arrivals import Arrival
from .site import Site
from .values import Badge, Line, Value

_LONG = 24
"""Two names of more characters together are too many for a headline."""


def of_unit(site: Site, unit: Unit) -> str:
    """东县：支出进度节点、产业资金比例等3项没有达到要求."""
    return f"{unit.name}：{_said(site, unit)}"


def _said(site: Site, unit: Unit) -> str:
    day = site.results.case.as_of
    if unit.valid_until and unit.valid_until < day:
        return f"已于{wording.day(unit.valid_until)}撤并"
    if unit.valid_from and unit.valid_from > day:
        return f"{wording.day(unit.valid_from)}设立"
    own = site.results.stands_of(unit.id)
    record = arrivals.record(site, unit)
    told = [*_failed(site, own), *_unfiled(record)]
    told = told or [*_late(record), *_without_words(own)] or _at_risk(site, own)
    if told:
        return "，".join(told)
    if not own and not record and not site.results.joint_of(unit.id):
        return "没有承担的事项"
    return "目前没有未达到要求的事项"


def _failed(site: Site, own: Sequence[Verdict]) -> list[str]:
    """What falls short in substance, by its names; what waits for a filing is said of the filing."""
    failed = [v for v in own if v.state in ATTENTION and v.state != State.MISSING_REPORT]
    failed = [v for v in failed if v.rule and v.provision not in site.catalogue.filing_provisions]
    if not failed:
        return []
    each = sorted(failed, key=lambda verdict: GRAVITY.index(verdict.state))
    return [f"{_names(site, each)}没有达到要求"]


def _at_risk(site: Site, own: Sequence[Verdict]) -> list[str]:
    risky = [verdict for verdict in own if verdict.state == State.AT_RISK]
    return [f"{_names(site, risky)}有{State.AT_RISK.word}"] if risky else []


def _unfiled(record: Sequence[Arrival]) -> list[str]:
    missing = [arrival for arrival in record if arrival.standing == "missing"]
    if len(missing) > 1:
        return [f"{len(missing)}期没有报齐"]
    return [f"{each.term.label}{'没有报齐' if each.came else '没有报送'}" for each in missing]


def _late(record: Sequence[Arrival]) -> list[str]:
    """Whether the newest filing came late; of older ones the record tells."""
    newest = arrivals.newest(record)
    late = newest and newest.standing in ("late", "unregistered")
    return [f"{newest.term.label}{newest.word}"] if newest and late else []


def _without_words(own: Sequence[Verdict]) -> list[str]:
    untold = sum(verdict.state in ATTENTION and verdict.rule is None for verdict in own)
    return [f"{untold}项没有文字进展"] if untold else []


def _names(site: Site, verdicts: Sequence[Verdict]) -> str:
    """The first two by name, or one where they are long, and how many there are."""
    titles = {rule.id: rule.title for rule in site.catalogue.rules}
    provisions = site.catalogue.provisions
    names = list(
        dict.fromkeys(titles.get(v.rule or "") or provisions[v.provision].name for v in verdicts)
    )
    first = names[:2] if len("".join(names[:2])) <= _LONG else names[:1]
    if len(first) == len(names):
        return f"{'和'.join(first)}{'都' if len(first) > 1 else ''}"
    return f"{'、'.join(first)}等{len(names)}项"


def counts(site: Site, unit: Unit) -> Line:
    """How many stand in each state, of what is about the unit alone, the gravest first."""
    found = Counter(verdict.state for verdict in site.results.stands_of(unit.id))
    told: list[Value] = []
    for state in GRAVITY:
        if found[state]:
            told += [" "] if told else []
            told.append(Badge(state, f"{state.word} {found[state]}"))
    return tuple(told)


def shared(site: Site, unit: Unit) -> str:
    """What fails of what it holds with others, named apart and counted against nobody; '' for nothing."""
    failed = sum(v.binding and v.state in ATTENTION for v in site.results.joint_of(unit.id))
    return f"另有 {failed} 项{TOGETHER}的没有达到，只计一次，不计在本单位名下" if failed else ""
