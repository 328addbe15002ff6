"""What a provision claims the notice says (basis: notice) must be in the words quoted for it.

Numbers may be spelt in digits or in Chinese numerals. A date that the words only bound (6月底, 年底)
is the last day that they allow.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..problems import Problem
from ..wording import exact
from .files import clauses, provisions
from .model import squeeze
from .source import At, Document

_HINT = "请对照原文改正；办公室另有决定的，basis 改为 office 并写明文号；暂定的写 assumed。"

_PERIOD_WORDS = {
    "week": "周",
    "month": "(?<![0-9])月",
    "quarter": "季",
    "half_year": "半年",
    "year": "(?<![0-9半])年(?![底末初内])",
}
_AT_LEAST = ("不低于", "不少于", "至少", "不小于", "以上", "达到")
_AT_MOST = ("不高于", "不超过", "至多", "不多于", "以下", "不大于")
_ALL = "全尽均都"
_NONE = "零防止杜绝无"
_YEAR_END = ("年底", "年末", "年内", "全年", "当年", "本年")
_NUMERALS = "一二两三四五六七八九十百千"
_BY_WHEN = re.compile(r"年底前|年底之前|(?<![0-9])[0-9]{1,2}月底?前")
_OF_MONTH = re.compile(r"(?<![0-9])([0-9]{1,2})月")
_TIMES = re.compile(rf"(?<!第)(?<![0-9{_NUMERALS}])([0-9]+|[{_NUMERALS}]+)次")


def check(document: Document) -> Iterator[Problem]:
    """Every provision of the tasks, as far as it is sound in shape."""
    year = document.data.get("notice", {}).get("plan_year")
    for at, clause in clauses(document.data):
        for where, record in provisions(at, clause):
            if record.get("basis") == "notice" and "quote" in record:
                quote, text = squeeze(record["quote"]), squeeze(clause.get("text", ""))
                yield from _said(_Claim(document, where, record, quote, text))
            if year:
                yield from _in_the_plan(document, where, record, year)


def _said(claim: _Claim) -> Iterator[Problem]:
    yield from _number(claim)
    yield from _direction(claim)
    yield from _checkpoints(claim)
    yield from _due(claim)
    yield from _recurrence(claim)
    yield from _times(claim)
    yield from _names(claim)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A provision, its quote and the text of its clause, both without white space."""

    document: Document
    at: At
    record: Mapping[str, Any]
    quote: str
    text: str

    def needs(self, where: At, pattern: str, within: str = "") -> Iterator[Problem]:
        """The pattern must be found in the quote (or in some other words)."""
        if not re.search(pattern, within or self.quote):
            yield self.wrong(where, f"引文中没有与“{self.value(where)}”对应的字样")

    def wrong(self, where: At, message: str, hint: str = "") -> Problem:
        place = (*self.at, *where)
        said = f"依据写的是 notice，{message}"
        return self.document.problem("E534", place, said, hint or _HINT, value=self.value(where))

    def value(self, where: At) -> Any:
        return self.document.get((*self.at, *where))


def _number(claim: _Claim) -> Iterator[Problem]:
    record = claim.record
    wording, value = record.get("wording"), record.get("value")
    if wording is not None:
        yield from claim.needs(("wording",), re.escape(squeeze(wording)))
        meant = 100 if set(wording) & set(_ALL) else 0 if set(wording) & set(_NONE) else value
        if value is not None and value not in (meant, 1):
            message = f"“{wording}”对应的目标值应为 {meant}，现为 {exact(value)}"
            yield claim.wrong(("value",), message)
        opposite = "at_most" if meant == 100 else "at_least" if meant == 0 else None
        if value == meant and record.get("operator") == opposite:
            message = f"“{wording}”与 operator: {opposite} 不合"
            yield claim.wrong(("operator",), message, "请改正比较方向。")
    elif value is not None:
        yield from claim.needs(("value",), _spelt(value))
    if "unit" in record:
        yield from claim.needs(("unit",), re.escape(squeeze(record["unit"])))
    if record.get("tolerance"):
        yield from claim.needs(("tolerance",), _spelt(record["tolerance"]))


def _direction(claim: _Claim) -> Iterator[Problem]:
    operator = claim.record.get("operator")
    low = [word for word in _AT_LEAST if word in claim.quote]
    high = [word for word in _AT_MOST if word in claim.quote]
    if operator is None or bool(low) == bool(high):
        return
    if operator != ("at_least" if low else "at_most"):
        message = f"引文写的是“{(low or high)[0]}”，与 operator: {operator} 不合"
        yield claim.wrong(("operator",), message, "请改正比较方向。")


def _checkpoints(claim: _Claim) -> Iterator[Problem]:
    """Each date and value is quoted, and values stand in the order of their dates."""
    position, before = 0, None
    for index, checkpoint in enumerate(claim.record.get("checkpoints", [])):
        where = ("checkpoints", index)
        if "value" in checkpoint and checkpoint["value"] != before:
            before = checkpoint["value"]
            found = re.compile(_spelt(before)).search(claim.quote, position)
            if found:
                position = found.end()
            elif re.search(_spelt(before), claim.quote):
                message = f"引文中“{before}”的次序与节点不同"
                yield claim.wrong((*where, "value"), message, "请核对各节点的目标值。")
            else:
                yield from claim.needs((*where, "value"), _spelt(before))
        if "date" in checkpoint:
            yield from _last_day(claim, (*where, "date"), checkpoint["date"], claim.quote)


def _last_day(claim: _Claim, where: At, written: str, words: str) -> Iterator[Problem]:
    """A date whose month is named; its day too, or it is the last of the month."""
    day = date.fromisoformat(written)
    if re.search(rf"(?<![0-9]){day.month}月{day.day}日", words):
        return
    yield from claim.needs(where, rf"(?<![0-9]){day.month}月", words)
    last = monthrange(day.year, day.month)[1]
    if re.search(rf"(?<![0-9]){day.month}月", words) and day.day != last:
        message = f"原文只写到{day.month}月，{written} 不是月末"
        yield claim.wrong(where, message, f"月末是 {day.replace(day=last)}。")


def _due(claim: _Claim) -> Iterator[Problem]:
    """A day by which something is due: a month named, or the end of the year."""
    written = claim.record.get("due")
    if written is None:
        bound = _BY_WHEN.search(claim.quote)
        dated = claim.at[-2] in ("targets", "deliverables")
        if bound and dated and not {"checkpoints", "each"} & set(claim.record):
            message = f"依据写的是 notice，引文写了期限“{bound[0]}”，这里没有写 due"
            yield claim.document.problem("E534", claim.at, message, "请补上 due。")
        return
    words = claim.quote if _tells_when(claim.quote) else claim.text
    if written.endswith("-12-31") and (_ends_year(words) or not _tells_when(words)):
        return
    if not _OF_MONTH.search(words) and _ends_year(words):
        yield claim.wrong(("due",), f"原文写的是年底，{written} 不是年底", "年底是 12-31。")
        return
    yield from _last_day(claim, ("due",), written, words)


def _tells_when(words: str) -> bool:
    return bool(_OF_MONTH.search(words)) or _ends_year(words)


def _ends_year(words: str) -> bool:
    return any(word in words for word in _YEAR_END)


def _recurrence(claim: _Claim) -> Iterator[Problem]:
    record = claim.record
    for key in ("every", "each"):
        if key in record:
            yield from claim.needs((key,), _PERIOD_WORDS[record[key]])
    for index, month in enumerate(record.get("months", [])):
        yield from claim.needs(("months", index), rf"(?<![0-9]){month}月")
    left = {int(month) for month in _OF_MONTH.findall(claim.quote)} - set(record.get("months", []))
    if "months" in record and left:
        message = f"引文中还有{'、'.join(f'{month}月' for month in sorted(left))}"
        yield claim.wrong(("months",), message, "请补上。")
    if "day" in record:
        yield from claim.needs(("day",), rf"(?<![0-9]){record['day']}日")
    by_day = re.search(r"(?<![0-9月])([0-9]{1,2})日[前内]", claim.quote)
    if "every" in record and by_day and "day" not in record:
        message = f"依据写的是 notice，引文写了“{by_day[0]}”，这里没有写 day"
        yield claim.document.problem("E534", claim.at, message, "请补上 day。")
    if "unspecified" in record:
        yield from claim.needs(("unspecified",), re.escape(squeeze(record["unspecified"])))


def _times(claim: _Claim) -> Iterator[Problem]:
    """How often in each period: what the quote says, once where it says nothing."""
    if not {"every", "months"} & set(claim.record):
        return
    times = claim.record.get("times", 1)
    said = _TIMES.findall(claim.quote)
    if any(re.fullmatch(_spelt(times), word) for word in said) or (times == 1 and not said):
        return
    if "times" in claim.record:
        words = f"引文写的是“{said[0]}次”" if said else "引文中没有写次数"
        yield claim.wrong(("times",), f"{words}，这里是 {times}")
    else:
        message = f"依据写的是 notice，引文写的是“{said[0]}次”，这里没有写 times（缺省为 1）"
        yield claim.document.problem("E534", claim.at, message, "请补上 times。")


def _names(claim: _Claim) -> Iterator[Problem]:
    """Documents and items are called by the clause's own words, measures by its characters."""
    words = claim.text + claim.quote
    items = claim.record.get("items", [])
    named: list[At] = [("document",)] if "document" in claim.record else []
    named += [("items", index) for index in range(len(items))]
    for where in named:
        if squeeze(claim.value(where)) not in words:
            yield claim.wrong(where, f"原文本条中没有“{claim.value(where)}”")
    for index, measure in enumerate(claim.record.get("measures", [])):
        strange = [char for char in squeeze(measure) if char not in words or char == "，"]
        if strange:  # 红黄牌 may be told as 黄牌 and 红牌
            message = f"原文本条中没有“{measure}”的“{''.join(strange)}”"
            yield claim.wrong(("measures", index), message)
    ends = [claim.quote.rfind(squeeze(item)) + len(squeeze(item)) for item in items]
    if not items or not all(squeeze(item) in claim.quote for item in items):
        return
    rest = claim.quote[max(ends) :].lstrip("”’》）)】〕")
    if rest.startswith("等") and not claim.record.get("open", False):
        message = "引文以“等”结尾，清单没有列尽"
        yield claim.document.problem("E534", (*claim.at, "open"), message, "请写 open: true。")
    elif claim.record.get("open", False) and "等" not in rest:
        yield claim.wrong(("open",), "引文没有以“等”结尾，清单已经列尽", "请写 open: false。")


def _in_the_plan(
    document: Document, at: At, record: Mapping[str, Any], year: int
) -> Iterator[Problem]:
    """Dates of the plan lie in its year, checkpoints go forward and do not ask for less."""
    if "due" in record and not record["due"].startswith(str(year)):
        message = f"期限 {record['due']} 不在计划年度 {year} 年内"
        yield document.problem("E527", (*at, "due"), message, "请核对年份。", value=record["due"])
    day, value = "", None
    for index, checkpoint in enumerate(record.get("checkpoints", [])):
        where = (*at, "checkpoints", index)
        before, day = day, checkpoint.get("date", day)
        if not day.startswith(str(year)):
            message = f"节点 {day} 不在计划年度 {year} 年内"
            yield document.problem("E527", (*where, "date"), message, "请核对年份。", value=day)
        elif day <= before:
            message = f"节点 {day} 没有晚于上一个节点 {before}"
            yield document.problem("E527", (*where, "date"), message, "节点须由早到晚。", value=day)
        least, value = value, checkpoint.get("value", value)
        if record.get("operator") == "at_least" and least is not None and value < least:
            message = f"目标值 {exact(value)} 低于上一个节点的 {exact(least)}"
            yield document.problem("E527", (*where, "value"), message, "请核对。", value=value)


def _spelt(value: float) -> str:
    """A pattern for the number as a text would write it, not inside a longer number."""
    whole = float(value).is_integer()
    text = exact(value)
    digits = rf"(?<![0-9.]){re.escape(text)}(?![0-9]|\.[0-9])"
    if not whole or not 0 < value < 100:
        return digits
    words = _numerals(int(value)) + ("|两" if value == 2 else "")
    return rf"{digits}|(?<![{_NUMERALS}])(?:{words})(?![{_NUMERALS}])"


def _numerals(value: int) -> str:
    """一 to 九十九."""
    ones = "零一二三四五六七八九"
    tens, one = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{ones[tens]}十"
    return head + (ones[one] if one else "")
