"""What a provision claims the notice says (basis: notice) must be in the words quoted for it.

Numbers may be spelt in digits or in Chinese numerals. A date that the words only bound (6月底, 年底)
is the last day that they allow.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..calendar import Every
from ..problems import Problem
from ..wording import exact
from .model import (
    Cadence,
    Clause,
    Deliverable,
    Escalation,
    Listing,
    Notice,
    Provision,
    Reference,
    Target,
    squeeze,
)
from .placed import Places
from .source import At

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


def check(places: Places) -> Iterator[Problem]:
    """Every provision of the tasks, as far as it is sound in shape."""
    years = [notice.plan_year for notice in places.every(Notice)]
    for clause in places.every(Clause):
        text = squeeze(clause.text)
        for provision in clause.provisions:
            if provision.basis == "notice" and provision.quote:
                yield from _said(_Claim(places, provision, squeeze(provision.quote), text))
            for year in years:
                yield from _in_the_plan(places, provision, year)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A provision, its quote and the text of its clause, both without white space."""

    places: Places
    provision: Provision
    quote: str
    text: str

    def needs(self, where: At, pattern: str, within: str = "") -> Iterator[Problem]:
        """The pattern must be found in the quote (or in some other words)."""
        if not re.search(pattern, within or self.quote):
            yield self.wrong(where, f"引文中没有与“{self.value(where)}”对应的字样")

    def wrong(self, where: At, message: str, hint: str = "") -> Problem:
        said, told = f"依据写的是 notice，{message}", self.value(where) if where else None
        return self.places.problem("E534", self.provision, where, said, hint or _HINT, value=told)

    def value(self, where: At) -> Any:
        document, at = self.places.at(self.provision)
        return document.get((*at, *where))


def _said(claim: _Claim) -> Iterator[Problem]:
    """What each sort of provision claims to be said."""
    match claim.provision:
        case Target() as target:
            yield from _number(claim, target)
            yield from _direction(claim, target)
            yield from _checkpoints(claim, target)
            dated = not (target.checkpoints or target.each or target.periods)
            yield from _due(claim, target.due, dated=dated)
            yield from _rhythm(claim, "each", target.each)
        case Cadence() as cadence:
            yield from _rhythm(claim, "every", cadence.every)
            yield from _recurrence(claim, cadence)
            yield from _times(claim, cadence)
        case Deliverable(document=document, due=due):
            yield from _due(claim, due, dated=True)
            yield from _called(claim, ("document",), document)
        case Listing() as listing:
            yield from _listed(claim, listing)
        case Escalation(measures=measures):
            yield from _measures(claim, measures)
        case Reference(value=value, unit=unit):
            yield from claim.needs(("value",), spelt(value))
            yield from claim.needs(("unit",), re.escape(squeeze(unit)))


def _number(claim: _Claim, target: Target) -> Iterator[Problem]:
    wording, value = target.wording, target.value
    if wording is not None:
        yield from claim.needs(("wording",), re.escape(squeeze(wording)))
        meant = 100 if set(wording) & set(_ALL) else 0 if set(wording) & set(_NONE) else value
        if value is not None and value not in (meant, 1):
            message = f"“{wording}”对应的目标值应为 {meant}，现为 {exact(value)}"
            yield claim.wrong(("value",), message)
        opposite = "at_most" if meant == 100 else "at_least" if meant == 0 else None
        if value == meant and target.operator == opposite:
            message = f"“{wording}”与 operator: {opposite} 不合"
            yield claim.wrong(("operator",), message, "请改正比较方向。")
    elif value is not None and target.values is None:  # else it is their sum
        yield from claim.needs(("value",), spelt(value))
    if target.tolerance:
        yield from claim.needs(("tolerance",), spelt(target.tolerance))


def _direction(claim: _Claim, target: Target) -> Iterator[Problem]:
    low = [word for word in _AT_LEAST if word in claim.quote]
    high = [word for word in _AT_MOST if word in claim.quote]
    if bool(low) != bool(high) and target.operator != ("at_least" if low else "at_most"):
        message = f"引文写的是“{(low or high)[0]}”，与 operator: {target.operator} 不合"
        yield claim.wrong(("operator",), message, "请改正比较方向。")


def _checkpoints(claim: _Claim, target: Target) -> Iterator[Problem]:
    """Each date and value is quoted, and values stand in the order of their dates."""
    position, before = 0, None  # type: int, float | None
    for index, checkpoint in enumerate(target.checkpoints):
        where = ("checkpoints", index)
        if checkpoint.values is None and checkpoint.value not in (None, before):
            before = checkpoint.value
            assert before is not None
            found = re.compile(spelt(before)).search(claim.quote, position)
            if found:
                position = found.end()
            elif re.search(spelt(before), claim.quote):
                message = f"引文中“{before}”的次序与节点不同"
                yield claim.wrong((*where, "value"), message, "请核对各节点的目标值。")
            else:
                yield from claim.needs((*where, "value"), spelt(before))
        yield from _last_day(claim, (*where, "date"), checkpoint.date, claim.quote)


def _last_day(claim: _Claim, where: At, day: date, words: str) -> Iterator[Problem]:
    """A date whose month is named; its day too, or it is the last of the month."""
    if re.search(rf"(?<![0-9]){day.month}月{day.day}日", words):
        return
    yield from claim.needs(where, rf"(?<![0-9]){day.month}月", words)
    last = monthrange(day.year, day.month)[1]
    if re.search(rf"(?<![0-9]){day.month}月", words) and day.day != last:
        message = f"原文只写到{day.month}月，{day} 不是月末"
        yield claim.wrong(where, message, f"月末是 {day.replace(day=last)}。")


def _due(claim: _Claim, due: date | None, *, dated: bool) -> Iterator[Problem]:
    """A day by which something is due: a month named, or the end of the year."""
    if due is None:
        bound = _BY_WHEN.search(claim.quote)
        if bound and dated:
            yield claim.wrong((), f"引文写了期限“{bound[0]}”，这里没有写 due", "请补上 due。")
        return
    words = claim.quote if _tells_when(claim.quote) else claim.text
    if (due.month, due.day) == (12, 31) and (_ends_year(words) or not _tells_when(words)):
        return
    if not _OF_MONTH.search(words) and _ends_year(words):
        yield claim.wrong(("due",), f"原文写的是年底，{due} 不是年底", "年底是 12-31。")
        return
    yield from _last_day(claim, ("due",), due, words)


def _tells_when(words: str) -> bool:
    return bool(_OF_MONTH.search(words)) or _ends_year(words)


def _ends_year(words: str) -> bool:
    return any(word in words for word in _YEAR_END)


def _rhythm(claim: _Claim, key: str, every: Every | None) -> Iterator[Problem]:
    if every:
        yield from claim.needs((key,), _PERIOD_WORDS[every])


def _recurrence(claim: _Claim, cadence: Cadence) -> Iterator[Problem]:
    for index, month in enumerate(cadence.months):
        yield from claim.needs(("months", index), rf"(?<![0-9]){month}月")
    left = {int(month) for month in _OF_MONTH.findall(claim.quote)} - set(cadence.months)
    if cadence.months and left:
        message = f"引文中还有{'、'.join(f'{month}月' for month in sorted(left))}"
        yield claim.wrong(("months",), message, "请补上。")
    if cadence.day is not None:
        yield from claim.needs(("day",), rf"(?<![0-9]){cadence.day}日")
    by_day = re.search(r"(?<![0-9月])([0-9]{1,2})日[前内]", claim.quote)
    if cadence.every and by_day and cadence.day is None:
        yield claim.wrong((), f"引文写了“{by_day[0]}”，这里没有写 day", "请补上 day。")
    if cadence.unspecified is not None:
        yield from claim.needs(("unspecified",), re.escape(squeeze(cadence.unspecified)))


def _times(claim: _Claim, cadence: Cadence) -> Iterator[Problem]:
    """How often in each period: what the quote says, once where it says nothing."""
    if not (cadence.every or cadence.months):
        return
    times, said = cadence.times, _TIMES.findall(claim.quote)
    if any(re.fullmatch(spelt(times), word) for word in said) or (times == 1 and not said):
        return
    if claim.places.writes(cadence, "times"):
        words = f"引文写的是“{said[0]}次”" if said else "引文中没有写次数"
        yield claim.wrong(("times",), f"{words}，这里是 {times}")
    else:
        message = f"引文写的是“{said[0]}次”，这里没有写 times（缺省为 1）"
        yield claim.wrong((), message, "请补上 times。")


def _called(claim: _Claim, where: At, name: str | None) -> Iterator[Problem]:
    """Documents and items are called by the clause's own words."""
    if name is not None and squeeze(name) not in claim.text + claim.quote:
        yield claim.wrong(where, f"原文本条中没有“{name}”")


def _measures(claim: _Claim, measures: Sequence[str]) -> Iterator[Problem]:
    """Measures are called by the clause's characters: 红黄牌 may be told as 黄牌 and 红牌."""
    words = claim.text + claim.quote
    for index, measure in enumerate(measures):
        strange = [char for char in squeeze(measure) if char not in words or char == "，"]
        if strange:
            message = f"原文本条中没有“{measure}”的“{''.join(strange)}”"
            yield claim.wrong(("measures", index), message)


def _listed(claim: _Claim, listing: Listing) -> Iterator[Problem]:
    """Every item, and whether the words after the last of them leave the list open."""
    items = [squeeze(item) for item in listing.items]
    for index, item in enumerate(listing.items):
        yield from _called(claim, ("items", index), item)
    if not items or not all(item in claim.quote for item in items):
        return
    ends = max(claim.quote.rfind(item) + len(item) for item in items)
    rest = claim.quote[ends:].lstrip("”’》）)】〕")
    if rest.startswith("等") and not listing.open:
        problem = claim.places.problem
        message = "引文以“等”结尾，清单没有列尽"
        yield problem("E534", listing, ("open",), message, "请写 open: true。")
    elif listing.open and "等" not in rest:
        yield claim.wrong(("open",), "引文没有以“等”结尾，清单已经列尽", "请写 open: false。")


def _in_the_plan(places: Places, provision: Provision, year: int) -> Iterator[Problem]:
    """Dates of the plan lie in its year, checkpoints go forward and do not ask for less."""

    def wrong(where: At, message: str, hint: str, value: object) -> Problem:
        return places.problem("E527", provision, where, message, hint, value=value)

    due = provision.due if isinstance(provision, Target | Deliverable) else None
    if due and due.year != year:
        message = f"期限 {due} 不在计划年度 {year} 年内"
        yield wrong(("due",), message, "请核对年份。", due)
    if not isinstance(provision, Target):
        return
    for index, point in enumerate(provision.checkpoints):
        where, before = ("checkpoints", index), provision.checkpoints[index - 1] if index else None
        if point.date.year != year:
            message = f"节点 {point.date} 不在计划年度 {year} 年内"
            yield wrong((*where, "date"), message, "请核对年份。", point.date)
        elif before and point.date <= before.date:
            message = f"节点 {point.date} 没有晚于上一个节点 {before.date}"
            yield wrong((*where, "date"), message, "节点须由早到晚。", point.date)
        value, least = point.value, before.value if before else None
        if (
            provision.operator == "at_least"
            and value is not None
            and least is not None
            and value < least
        ):
            message = f"目标值 {exact(value)} 低于上一个节点的 {exact(least)}"
            yield wrong((*where, "value"), message, "请核对。", exact(value))


def spelt(value: float) -> str:
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
