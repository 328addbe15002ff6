"""How notices number: the styles, and what number a line begins with."""

from __future__ import annotations

import re

from ...frozen import dataclass
from ...words.expression import late
from .numeral import numeral

_CHINESE = "一二三四五六七八九十百零〇两"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = "0-9０-９"


@dataclass(frozen=True, slots=True)
class Style:
    """A way of numbering; of two, the one with the lower ``rank`` stands above."""

    name: str
    rank: int
    pattern: re.Pattern[str]


def _style(name: str, rank: int, pattern: str) -> Style:
    spelt = pattern.replace("CN", f"([{_CHINESE}]{{1,4}})").replace("NUM", f"([{_DIGITS}]{{1,3}})")
    return Style(name, rank, late(spelt))


_EITHER = f"([{_CHINESE}{_DIGITS}]{{1,4}})"

STYLES = (
    _style("第一部分", 0, rf"第{_EITHER}(?:部分|篇|编|章|板块|方面)(?=[\s　：:、.．]|[^\s的])"),
    _style("第一节", 1, rf"第{_EITHER}节(?=[\s　：:、])"),
    _style("第一条", 2, rf"第{_EITHER}条(?=[\s　：:、]|[^\s的款规第])"),
    _style("一、", 2, "CN、"),
    _style("（一）", 3, "[（(〔]CN[）)〕]、?"),
    _style("（甲）", 3, f"[（(〔]([{_STEMS}])[）)〕]"),
    _style("甲、", 3, f"([{_STEMS}])、"),
    _style("任务一", 4, rf"(?:任务|专项|行动|工程){_EITHER}(?=[\s　：:、.．])"),
    _style("1.", 4, rf"NUM[.．](?![{_DIGITS}])"),
    _style("1、", 4, "NUM、"),
    _style("（1）", 5, "[（(]NUM[）)]"),
    _style("1）", 6, "NUM[）)]"),
    _style("①", 7, f"([{_CIRCLED}])"),
)
"""Every style that is known, the ones that others could be taken for first."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at the beginning of a line, as it is written; ``rest`` is what follows it."""

    style: Style
    value: int
    written: str
    rest: str


def number(line: str) -> Number | None:
    """What number a line begins with; None where it begins with none."""
    for style in STYLES:
        found = style.pattern.match(line)
        if found:
            rest = line[found.end() :].lstrip(" 　：:")
            return Number(style, value(found[1]), found[0], rest) if rest else None
    return None


def value(spelt: str) -> int:
    """A number as written in a heading, from 1 to some hundreds."""
    if spelt in _STEMS:
        return _STEMS.index(spelt) + 1
    if spelt in _CIRCLED:
        return _CIRCLED.index(spelt) + 1
    if spelt.isdecimal():
        return int(spelt)
    return numeral(spelt.replace("○", "〇")) or 0
