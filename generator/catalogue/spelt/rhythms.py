"""What happens again and again: 每季度, 按月, 月调度, 每三个月; and the day by which: 次月5日, 每月底."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...calendar import Every
from ...words.expression import late
from .numeral import NUMERALS, numeral, plain

_WORDS: Mapping[Every, str] = {
    "week": "周",
    "month": "(?<![0-9])月",
    "quarter": "季",
    "half_year": "半年",
    "year": "(?<![0-9半])年(?![底末初内])",
}
"""Whatever names a period names its rhythm: 周报告, 月通报, 季调度."""

_SEVERAL = late(rf"[每隔]([0-9]+|[{NUMERALS}]+)个?(周|星期|月|季度|年)|双[周月]|隔[周月年]")
_MULTIPLES: Mapping[tuple[int, str], Every] = {
    (1, "周"): "week", (1, "星期"): "week", (1, "月"): "month", (1, "季度"): "quarter", (1, "年"): "year",
    (3, "月"): "quarter", (6, "月"): "half_year", (12, "月"): "year",
    (2, "季度"): "half_year", (4, "季度"): "year",
}  # fmt: skip


def rhythms(text: str) -> set[Every]:
    """The rhythms that a text names; 每两个月 and 双周 are none that there is a word for."""
    said = plain(text)
    found = {every for many in _SEVERAL.finditer(said) if (every := _multiple(many))}
    rest = _SEVERAL.sub("", said).replace("星期", "周")
    return found | {every for every, word in _WORDS.items() if re.search(word, rest)}


def _multiple(found: re.Match[str]) -> Every | None:
    if found[1] is None:
        return None
    count = int(found[1]) if found[1].isdigit() else numeral(found[1])
    return _MULTIPLES.get((count or 0, found[2]))


_LAST = 31
"""The day that stands for the last of every month, however short."""


def day_numbers(text: str) -> set[int]:
    """The days of a month that a text names: 20日, 二十日, 5号; 月底 is the 31st."""
    said = plain(text)
    found = re.findall(rf"(?<![0-9{NUMERALS}])([0-9]{{1,2}}|[{NUMERALS}]{{1,3}})[日号]", said)
    days = {int(day) if day.isdigit() else numeral(day) or 0 for day in found}
    if re.search("月[底末]|[月周季]终|最后一[天日]", said):
        days.add(_LAST)
    return {day for day in days if 0 < day <= _LAST}
