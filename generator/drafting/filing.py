"""When filings are due, as the notice says it: 每月20日前, 每季度终了后10日内, 每周五前."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .numbers import value

_DAY = "([0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_FORMS: tuple[tuple[str, str, int], ...] = (
    (rf"每(?:个)?季度?[^月日]*?次月(?:的)?{_DAY}日(?:之)?前", "quarter", 1),
    (rf"每月(?:终了后|结束后|后){_DAY}(?:个工作)?日内", "month", 1),
    (rf"次月(?:的)?{_DAY}日(?:之)?前", "month", 1),
    (rf"(?:于|在)?每(?:个)?月(?:的)?{_DAY}(?:日|号)(?:之|以)?前", "month", 0),
    (rf"每(?:个)?季度?(?:终了|结束|末)?后{_DAY}(?:个工作)?日内", "quarter", 1),
    (rf"每(?:个)?季度?(?:首月|第一个月|下一?季度首月)(?:的)?{_DAY}日(?:之)?前", "quarter", 1),
    (rf"每(?:个)?季度?(?:末月|最后一个?月|末)(?:的)?{_DAY}日(?:之)?前", "quarter", 0),
)  # fmt: skip
_LAST = (
    (r"每(?:个)?月(?:月)?底(?:之)?前", "month"),
    (r"每(?:个)?季度?(?:季)?末(?:之)?前", "quarter"),
)
_REPORTS = "报送|上报|报告|反馈|报至|报市|报县|报省|填报|汇总"
_OTHER = re.compile("每周[一二三四五六日]?|每(?:半|两周|旬)|每半年|每年[0-9]{1,2}月")
_BREAK = "。；！\n"


@dataclass(frozen=True, slots=True)
class Due:
    """When filings are due; ``quote`` are the words, "" where the notice has none that were read.

    ``other``: the words for a rhythm that is read but cannot be the policy's own.
    """

    quote: str
    every: Literal["month", "quarter"]
    day: int
    month_offset: int
    other: str = ""


def due(texts: Sequence[str]) -> Due:
    """The first sentence that says when to report; else the 20th of each month, as a default."""
    other = ""
    for sentence in (part for text in texts for part in re.split(f"[{_BREAK}]", text)):
        if not re.search(_REPORTS, sentence):
            continue
        found = _found(sentence)
        if found:
            return found
        rhythm = _OTHER.search(sentence)
        other = other or (_words(sentence, rhythm) if rhythm else "")
    return Due("", "month", 20, 0, other)


def _found(sentence: str) -> Due | None:
    for pattern, every, offset in _FORMS:
        found = re.search(pattern, sentence)
        if found:
            day = min(31, value(found[1]))
            return Due(_words(sentence, found), _rhythm(every), day, offset)
    for pattern, every in _LAST:
        found = re.search(pattern, sentence)
        if found:
            return Due(_words(sentence, found), _rhythm(every), 31, 0)
    return None


def _rhythm(word: str) -> Literal["month", "quarter"]:
    return "quarter" if word == "quarter" else "month"


def _words(sentence: str, found: re.Match[str]) -> str:
    """The words that were read, on to the end of the sentence's part."""
    rest = re.match(r"[^，,；;：:（(]*", sentence[found.end() :])
    words = found[0] + (rest[0] if rest else "")
    return words if re.search(_REPORTS, words) else sentence[found.start() :].rstrip("，,：: ")
