"""Which way a requirement points: 不低于, 以上, 至少 one way, 不超过, 控制在……以内 the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from ...words.expression import late
from .numbers import read_numbers

Direction: TypeAlias = Literal["at_least", "at_most"]

_BEFORE: Mapping[Direction, tuple[str, ...]] = {
    "at_least": (
        "不低于", "不得低于", "不少于", "不得少于", "不小于", "不下于", "至少", "最少", "达到", "≥", ">=", "＞",
    ),
    "at_most": (
        "不高于", "不得高于", "不超过", "不得超过", "不多于", "不得多于", "不大于", "不突破", "至多", "最多",
        "控制在", "≤", "<=", "＜",
    ),
}  # fmt: skip
"""Words that say it wherever they stand."""

_AFTER: Mapping[str, Direction] = {"以上": "at_least", "以下": "at_most", "以内": "at_most"}
"""Words that say it of the number before them: 规模以上企业 says nothing."""

_OF_NUMBER = late(r"[^，。；、：\s|岁]{0,6}?[及或]?(以上|以下|以内)")
"""A few characters of a unit may stand between a number and what is said of it: 60个村以上. An age
(60岁以上) asks for nothing."""


def directions(text: str) -> dict[Direction, str]:
    """The directions that a text names, each with the first word that does."""
    found: dict[Direction, str] = {}
    for direction, words in _BEFORE.items():
        said = [word for word in words if word in text]
        if said:
            found[direction] = said[0]
    for number in read_numbers(text):
        after = _OF_NUMBER.match(text, number.end)
        if after:
            found.setdefault(_AFTER[after[1]], after[1])
    return found
