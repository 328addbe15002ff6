"""Days and periods as notices write them: 6月30日前, 11月底前, 上半年, 二季度末, 年内, 6月中旬, 次月5日前.

A period is told by the day on which it ends, for that is what a deadline means by it. What a notice says
without a year is of the plan's year. 春节前, 自印发之日起10日内 and the like are found, and no day is read
from them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeAlias

from ...frozen import dataclass
from ...words.expression import late
from .numeral import NUMERALS, closed, numeral

YEARLESS = 2000
"""A year to read by where only the places of days matter."""


@dataclass(frozen=True, slots=True)
class Days:
    """A day or a period in a text, which it takes from ``start`` up to ``end``.

    ``days`` are those that it may mean as a deadline; () leaves it open. ``months`` are the months that
    it names. ``by``: it is a deadline (年底前) and not just a time (全年). ``of_month``: it
    is the end of some month that is not named. ``lasts``: it is a length of time (10日内), which holds
    a number. ``again``: it comes again and again (每月20日前).
    """

    days: tuple[date, ...] = ()
    months: tuple[int, ...] = ()
    by: bool = True
    of_month: bool = False
    lasts: bool = False
    again: bool = False
    start: int = 0
    end: int = 0
    text: str = ""

    def says(self, day: date) -> bool | None:
        """Whether it means the day as a deadline; None where it leaves that open."""
        if self.of_month:
            return None if day == _last(day.year, day.month) else False
        return day in self.days if self.days else None


@lru_cache(maxsize=1 << 13)
def read_days(text: str, year: int) -> tuple[Days, ...]:
    """Every day and period of a text, in its order; ``year`` is the plan's."""
    said, at = closed(text)
    found: list[Days] = []
    for pattern, reader in _ROWS:
        for match in pattern.finditer(said):
            read = reader(match, year)
            if read is not None:
                start, end = match.span()
                first, last = at[start], at[end - 1] + 1
                found.append(replace(read, start=first, end=last, text=text[first:last]))
                said = said[:start] + "□" * (end - start) + said[end:]
    return tuple(sorted(found, key=lambda days: days.start))


# --- what is found -------------------------------------------------------------------------------


def _written(found: re.Match[str], _: int) -> Days | None:
    return _on(int(found["y"]), int(found["m"]), int(found["d"]))


def _day(found: re.Match[str], plan: int) -> Days | None:
    return _on(_year(found, plan), _number(found["m"]), _number(found["d"]))


def _span(found: re.Match[str], plan: int) -> Days | None:
    """From a day or a month to another: both may be meant, the later one is the deadline of all."""
    year, first, until = (
        _year(found, plan),
        _number(found["m1"]),
        _number(found["m2"] or found["m1"]),
    )
    if not (_is_month(first) and _is_month(until)):
        return None
    ends = [_end(year, first, found["d1"]), _end(year, until, found["d2"])]
    if None in ends or not (found["d1"] or found["m2"]):
        return None
    return Days(tuple(day for day in ends if day), tuple(range(first, until + 1)), by=False)


def _list(found: re.Match[str], plan: int) -> Days | None:
    """Months of which the last alone is called one: 4、6、9月."""
    every = [_number(each) for each in re.split(_AND, found["more"]) if each]
    months = (*every, _number(found["m"]))
    if not all(_is_month(month) for month in months):
        return None
    return Days(tuple(_last(plan, month) for month in months), months, by=bool(found["part"]))


def _month(found: re.Match[str], plan: int) -> Days | None:
    """A month, or a part of one; before a month may mean before it begins or before it ends."""
    year, month = _year(found, plan), _number(found["m"])
    if not _is_month(month):
        return None
    last = _last(year, month)
    match found["part"]:
        case "上旬":
            days: tuple[date, ...] = (date(year, month, 10),)
        case "中旬":
            days = (date(year, month, 20),)
        case "初" | "中":
            days = ()
        case None if found["before"]:
            days = (last, date(year, month, 1) - timedelta(days=1))
        case _:
            days = (last,)
    return Days(days, (month,), by=bool(found["part"] or found["before"]))


def _quarter(found: re.Match[str], plan: int) -> Days:
    number = {"首": 1, "二": 2, "两": 2, "三": 3, "四": 4}.get(found["q"]) or _number(found["q"])
    year = _year(found, plan)
    days: tuple[date, ...] = (_last(year, number * 3),)
    if found["before"] and not found["part"]:
        days += (date(year, number * 3 - 2, 1) - timedelta(days=1),)
    return Days(days)


def _half(found: re.Match[str], plan: int) -> Days:
    return Days((_last(_year(found, plan), 6 if found["h"] == "上" else 12),))


def _year_end(found: re.Match[str], plan: int) -> Days:
    return Days((date(_year(found, plan), 12, 31),), by=not found[0].endswith("年终"))


def _before_year(found: re.Match[str], plan: int) -> Days:
    """2025年前 may mean before that year begins or before it ends; 年前 is the plan year's end."""
    year = _year(found, plan)
    return Days((date(year, 12, 31), *([date(year - 1, 12, 31)] if found["y"] else [])))


def _whole_year(found: re.Match[str], plan: int) -> Days:
    return Days((date(_year(found, plan), 12, 31),), by=False)


def _some_month(_: re.Match[str], __: int) -> Days:
    return Days(of_month=True)


def _open(_: re.Match[str], __: int) -> Days:
    return Days()


def _recurring(_: re.Match[str], __: int) -> Days:
    return Days(again=True)


def _lasting(_: re.Match[str], __: int) -> Days:
    return Days(lasts=True)


Dayser: TypeAlias = Callable[[re.Match[str], int], Days | None]


# --- the grammar ---------------------------------------------------------------------------------

_N = rf"(?:[0-9]{{1,2}}|[{NUMERALS}]{{1,3}})"
_NO = rf"(?<![0-9.{NUMERALS}第])"
_YEAR = r"(?:(?:(?P<y>(?<![0-9])[0-9]{4}|[一二〇零三四五六七八九]{4})年|(?P<own>今|本|当|明|次|去|(?<!以)上)年)度?)"
_BEFORE = r"(?:之前|以前|前|为止|止)?"
_TO = r"\s*[-至到]{1,2}\s*"
_AND = "[、,和及]"
_FEAST = (
    '(?:春节|元旦|元宵节?|清明节?|端午节?|中秋节?|国庆节?|[“"]?(?:五一|十一|七一|八一)[”"]?节?|劳动节|教师节|重阳节?'
    "|除夕|两节|主?汛期?|两会|雨季|入冬|入汛|冬季|秋收|秋播|三夏|三秋|春耕|春播|开学|高考|中考|[供采]暖[季期]?|封冻|上冻)"
)
_LENGTH = "(?:工作日|自然日|日|天|周|星期|月|季度|年|小时)"

_TABLE: tuple[tuple[str, Dayser], ...] = (
    (rf"(?P<y>(?<![0-9])[0-9]{{4}})(?P<s>[-./])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>[0-9]{{1,2}})(?![0-9]){_BEFORE}",
     _written),
    (r"(?P<y>(?<![0-9])[0-9]{4})[-./](?P<m>0[1-9]|1[0-2])(?![-./0-9])(?P<part>)(?P<before>)", _month),
    (rf"{_YEAR}?{_NO}(?P<m1>{_N})月份?(?:(?P<d1>{_N})[日号]?)?{_TO}(?:(?P<m2>{_N})月份?)?"
     rf"(?:(?P<d2>{_N})[日号]|[底末])?{_BEFORE}", _span),
    (rf"{_YEAR}?{_NO}(?P<m1>{_N})(?P<d1>)(?P<d2>){_TO}(?P<m2>{_N})月份?[底末]?{_BEFORE}", _span),
    (rf"{_YEAR}?{_NO}(?P<m>{_N})月份?(?P<d>{_N})[日号]{_BEFORE}", _day),
    (rf"{_NO}(?P<more>(?:{_N}{_AND})+)(?P<m>{_N})月份?(?P<part>[底末])?{_BEFORE}", _list),
    (rf"{_YEAR}?{_NO}(?P<m>{_N})月份?(?P<part>[上中下]旬|初|中(?![旬心央小])|[底末终内])?"
     rf"(?P<before>之前|以前|前)?(?!{_N}[日号])", _month),
    (rf"{_YEAR}?前(?P<q>[二两三23])个?季度(?P<part>[末底])?(?P<before>之前|以前|前)?", _quarter),
    (rf"{_YEAR}?(?<![每一连续])第?(?P<q>[一二三四1-4首])(?:季度|季(?=[末底]))(?P<part>[末底内终])?(?P<before>之前|以前|前)?",
     _quarter),
    (rf"{_YEAR}?(?P<h>[上下])半年[底末内]?{_BEFORE}", _half),
    (rf"(?:(?:每个?|次|下个?|当|本|末|首)月份?的?)?{_NO}{_N}[日号](?:之前|以前|前|为止|止)"
     rf"|(?:每个?|次|下个?|末|首)月份?的?{_N}[日号]|每周[一二三四五六日天](?:之前|前)?"
     r"|(?:每个?|本|各|当|次)?季度?[末底](?:之前|以前|前)?", _recurring),
    (rf"(?:自[^，。；、：\s|]{{0,12}}起)?{_NO}(?:[0-9]+|[{NUMERALS}]+|半)个?{_LENGTH}(?:之内|以内|内)", _lasting),
    (rf"{_FEAST}(?:之前|以前|来临前|到来前|结束前|前|期间|后)", _open),
    (rf"(?:{_YEAR}年?|(?P<own2>[今本当明])年?(?=[底末])|(?<![0-9半多近几来两后前少青{NUMERALS}])年度?)"
     rf"(?:[底末内]|终(?!止))(?:之前|以前|前)?", _year_end),
    (rf"(?:(?P<y>(?<![0-9])[0-9]{{4}})年|(?<![0-9半多近几来去往以此之后两数{NUMERALS}])年)(?:之前|以前|前)",
     _before_year),
    (r"(?:每个?|次|下个?|本|当|各)?月(?:[底末内]|终(?!了))(?:之前|以前|前)?", _some_month),
    (rf"{_YEAR}|全年度?|年度内|本年度", _whole_year),
)  # fmt: skip
"""What is read first goes first: a later row sees only what is left."""

_ROWS = tuple((late(pattern), reader) for pattern, reader in _TABLE)

_APART = {"去": -1, "上": -1, "明": 1, "次": 1}
"""Years by which one is meant that is not the plan's."""


def _year(found: re.Match[str], plan: int) -> int:
    groups = found.groupdict()
    if groups.get("y"):
        return _number(groups["y"])
    return plan + _APART.get(groups.get("own") or groups.get("own2") or "", 0)


def _number(text: str) -> int:
    """A whole number in either characters; 0, which is no day and no month, for what is none."""
    return int(text) if text.isdigit() and text.isascii() else numeral(text) or 0


def _is_month(number: int) -> bool:
    return 1 <= number <= 12


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _end(year: int, month: int, day: str | None) -> date | None:
    if not day:
        return _last(year, month)
    number = _number(day)
    return date(year, month, number) if 1 <= number <= _last(year, month).day else None


def _on(year: int, month: int, day: int) -> Days | None:
    """A day that there is."""
    real = _is_month(month) and 1 <= day <= _last(year, month).day
    return Days((date(year, month, day),), (month,)) if real else None
