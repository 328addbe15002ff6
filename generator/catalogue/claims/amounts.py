"""Numbers that a provision claims the notice to say, and which way they point."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...problems import Problem
from ...wording import RANKS, exact, join
from ..model import Cadence, Target, flat
from ..source import At
from ..spelt import directions, read_numbers, saying
from ..spelt.totals import says_all, says_none
from .claim import Claim

_ALL = "全尽均都"
_NONE = "零防止杜绝无"
_RATES = ("%", "")
_COUNTS = ("次", "轮", "遍", "场", "期", "回", "趟")


def target(claim: Claim, target: Target) -> Iterator[Problem]:
    """Its number or the word for it, the direction, and the numbers of its checkpoints in order."""
    wording, value = target.wording, target.value
    if wording is not None:
        yield from _worded(claim, target, wording)
    elif value is not None and target.values is None:  # else it is their sum
        yield from said(claim, ("value",), value)
    for index, end in enumerate(target.between):
        yield from said(claim, ("between", index), end)
    yield from _derived(claim, target)
    if target.tolerance:
        yield from said(claim, ("tolerance",), target.tolerance)
    yield from _direction(claim, target)
    yield from _checkpoints(claim, target)


def said(claim: Claim, where: At, value: float) -> Iterator[Problem]:
    """The quote says the number, in digits, in characters, or by a word for all or none."""
    if not (claim.reads(value) or saying(claim.said, value, claim.unit) or _total(claim, value)):
        numbers = (number.text for number in read_numbers(claim.said))
        yield claim.missing(where, join(dict.fromkeys(numbers)))


def _derived(claim: Claim, target: Target) -> Iterator[Problem]:
    """By how much last year is changed, which way, and what part of another target is asked for."""
    change, share = target.change, target.share_of
    for key in ("percent", "points", "amount", "times"):
        value = getattr(change, key) if change else None
        if value is None:
            continue
        where, unit = ("change", key), "%" if key in ("percent", "points") else claim.unit
        found = saying(claim.said, abs(value), "" if key == "times" else unit)
        stated = claim.multiplies(value) if key == "times" else claim.reads(value)
        if not found and not stated:
            yield claim.missing(where)
        elif found and all(each.grows * value < 0 for each in found):
            yield claim.wrong(where, f"引文写的增减与“{exact(value)}”相反", "减少的写负数。")
    if share and not (saying(claim.said, share.percent, "%") or claim.reads(share.percent)):
        yield claim.missing(("share_of", "percent"))


def _total(claim: Claim, value: float) -> bool:
    if value == 0:
        return says_none(claim.said)
    return value == 100 and claim.unit in _RATES and says_all(claim.said)


def _worded(claim: Claim, target: Target, wording: str) -> Iterator[Problem]:
    """A word for a number: it is quoted, and means no other one."""
    value = target.value
    yield from claim.needs(("wording",), re.escape(flat(wording)))
    meant = 100 if set(wording) & set(_ALL) else 0 if set(wording) & set(_NONE) else value
    counted = value is not None and (claim.reads(value) or saying(claim.said, value, claim.unit))
    if value is not None and value not in (meant, 1) and not counted:
        message = f"“{wording}”对应的目标值应为 {meant}，现为 {exact(value)}"
        yield claim.wrong(("value",), message)
    opposite = "at_most" if meant == 100 else "at_least" if meant == 0 else None
    if value == meant and target.operator == opposite:
        message = f"“{wording}”与 operator: {opposite} 不合"
        yield claim.wrong(("operator",), message, "请改正比较方向。")


def _direction(claim: Claim, target: Target) -> Iterator[Problem]:
    if target.operator == "between" or claim.unit in RANKS or target.milestones:
        return  # 不低于第5位 asks for a smaller number
    named = directions(claim.said)
    if len(named) == 1 and target.operator not in named:
        [word] = named.values()
        message = f"引文写的是“{word}”，与 operator: {target.operator} 不合"
        yield claim.wrong(("operator",), message, "请改正比较方向。")


def _checkpoints(claim: Claim, target: Target) -> Iterator[Problem]:
    """Each number is quoted, and they stand in the order of their dates."""
    position, before = 0, None  # type: int, float | None
    for index, checkpoint in enumerate(target.checkpoints):
        if checkpoint.values is not None or checkpoint.value in (None, before):
            continue
        before, where = checkpoint.value, ("checkpoints", index, "value")
        assert before is not None
        found = saying(claim.said, before, claim.unit)
        later = [number for number in found if number.start >= position]
        if later:
            position = later[0].end
        elif found:
            message = f"引文中“{before}”的次序与节点不同"
            yield claim.wrong(where, message, "请核对各节点的目标值。")
        else:
            yield from said(claim, where, before)


def how_often(claim: Claim, cadence: Cadence) -> Iterator[Problem]:
    """How often in each period: what the quote says, once where it says nothing."""
    if not (cadence.every or cadence.months):
        return
    times = cadence.times
    counted = {
        number: claim.said[number.end : number.end + 1]
        for number in read_numbers(claim.said)
        if claim.said[number.end :].startswith(_COUNTS)
    }
    said = [number for number, of in counted.items() if of == "次"]
    if times in {n.value for n in counted} or claim.reads(times) or (times == 1 and not said):
        return
    if claim.places.writes(cadence, "times"):
        words = f"引文写的是“{said[0].text}次”" if said else "引文中没有写次数"
        yield claim.wrong(("times",), f"{words}，这里是 {times}")
    else:
        message = f"引文写的是“{said[0].text}次”，这里没有写 times（缺省为 1）"
        yield claim.wrong((), message, "请补上 times。")
