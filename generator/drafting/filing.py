"""When filings are due, as the notice says it: 每月20日前, 每季度终了后10日内, 每周五前."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..calendar import Every, Rhythm
from ..catalogue.spelt.numbering import value
from ..frozen import dataclass

_DAY = "([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_DAYS = rf"{_DAY}(?:个工作)?日内"
_BY = rf"{_DAY}(?:日|号)(?:之|以)?前"
_QUARTER, _HALF = "每(?:个)?季度?", "每(?:个)?半年(?:度)?"
_FORMS: tuple[tuple[str, Rhythm, int], ...] = (
    (rf"{_QUARTER}[^月日]*?次月(?:的)?{_BY}", "quarter", 1),
    (rf"{_QUARTER}(?:首月|第一个月|下一?季度首月)(?:的)?{_BY}", "quarter", 1),
    (rf"{_QUARTER}(?:末月|最后一个?月|末)(?:的)?{_BY}", "quarter", 0),
    (rf"{_QUARTER}(?:终了|结束|末)?后{_DAYS}", "quarter", 1),
    (rf"{_HALF}(?:终了|结束|末)?后{_DAYS}", "half_year", 1),
    (rf"每(?:个)?月(?:终了后|结束后|后|末后){_DAYS}", "month", 1),
    (rf"次月(?:的)?{_BY}", "month", 1),
    (rf"(?:于|在)?每(?:个)?月(?:的)?{_BY}[^，。；]{{0,8}}?上(?:个|一)?月", "month", 1),
    (rf"(?:于|在)?每(?:个)?月(?:的)?{_BY}", "month", 0),
    (rf"3月[份、]*6月[份、]*9月[份、]*12月(?:份)?(?:的)?{_BY}", "quarter", 0),
    (rf"6月{_DAY}日(?:前)?[、，和及]+12月\1日(?:之)?前", "half_year", 0),
)
"""Spellings of a day on which something is due, the rhythm, and how many months later the day is."""

_LAST: tuple[tuple[str, Rhythm], ...] = (
    ("每(?:个)?月(?:月)?底(?:之)?前", "month"),
    (f"{_QUARTER}(?:季)?末(?:之)?前", "quarter"),
    (f"{_HALF}末(?:之)?前", "half_year"),
)
_WEEKLY = re.compile("每周(?:星期)?([一二三四五六日天])?(?:下班)?(?:之|以)?前?")
_WEEK = "一二三四五六日"
_REPORTS = "报(?:送|告|至|市|县|区|省|镇|州)|上报|反馈|填报|汇总"
_BREAK = "。；！\n"


@dataclass(frozen=True, slots=True)
class Due:
    """When filings are due; ``quote`` are the words, "" where the notice has none that were read.

    ``day`` is one of the month, of a week from Monday, 1.
    """

    quote: str
    every: Every
    day: int
    month_offset: int


def due(texts: Sequence[str]) -> Due:
    """The first sentence that says when to report; else the 20th of each month, as a default."""
    sentences = [part for text in texts for part in re.split(f"[{_BREAK}]", text)]
    said = [sentence for sentence in sentences if re.search(_REPORTS, sentence)]
    found = (each for read in (_found, _weekly) for sentence in said if (each := read(sentence)))
    return next(found, Due("", "month", 20, 0))


def _found(sentence: str) -> Due | None:
    for pattern, every, offset in _FORMS:
        found = re.search(pattern, sentence)
        if found:
            return Due(_words(sentence, found), every, min(31, value(found[1])), offset)
    for pattern, every in _LAST:
        found = re.search(pattern, sentence)
        if found:
            return Due(_words(sentence, found), every, 31, 0)
    return None


def _weekly(sentence: str) -> Due | None:
    """By the end of the week where no day of it is named."""
    found = _WEEKLY.search(sentence)
    if not found:
        return None
    day = _WEEK.index(found[1].replace("天", "日")) + 1 if found[1] else len(_WEEK)
    return Due(_words(sentence, found), "week", day, 0)


def _words(sentence: str, found: re.Match[str]) -> str:
    """The words that were read, on to the end of the sentence's part."""
    rest = re.match(r"[^，,；;：:（(]*", sentence[found.end() :])
    words = found[0] + (rest[0] if rest else "")
    return words if re.search(_REPORTS, words) else sentence[found.start() :].rstrip("，,：: ")
