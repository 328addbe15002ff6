"""Periods, deadlines and working days: pure functions of dates, all in Asia/Shanghai.

A day is inclusive at both ends of a period. Instants are aware datetimes at +08:00; China has had
no daylight saving since 1991, so a fixed offset is exact for every date a notice can carry.
"""

from __future__ import annotations

import calendar as gregorian
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date, timedelta, timezone
from functools import lru_cache
from typing import Literal, TypeAlias, assert_never

from .frozen import dataclass

SHANGHAI = timezone(timedelta(hours=8))

Rhythm: TypeAlias = Literal["month", "quarter", "half_year", "year"]
Every: TypeAlias = Literal["week", "month", "quarter", "half_year", "year"]
Turn: TypeAlias = Literal["week", "month", "quarter", "half_year", "year", "once"]

_MONTHS_IN: Mapping[Rhythm, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class _Ordered(ABC):
    """Months and weeks together, in order of time: a month comes after its weeks."""

    __slots__ = ()

    @property
    @abstractmethod
    def _at(self) -> int: ...

    def __lt__(self, other: _Ordered) -> bool:
        return self._at < other._at

    def __le__(self, other: _Ordered) -> bool:
        return self._at <= other._at

    def __gt__(self, other: _Ordered) -> bool:
        return self._at > other._at

    def __ge__(self, other: _Ordered) -> bool:
        return self._at >= other._at


@dataclass(frozen=True, slots=True)
class Month(_Ordered):
    """A calendar month, written ``2023-05``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``yyyy-mm``; ValueError for anything else."""
        if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
            raise ValueError(text)
        return cls(int(text[:4]), int(text[5:]))

    @classmethod
    def of(cls, day: date) -> Month:
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day, the 28th to the 31st."""
        return date(self.year, self.number, gregorian.monthrange(self.year, self.number)[1])

    @property
    def label(self) -> str:
        """The month as a notice would name it, such as 2023年6月."""
        return f"{self.year}年{self.number}月"

    @property
    def month(self) -> Month:
        """The month to which it belongs: itself."""
        return self

    @property
    def cell(self) -> str:
        """How a cell names it."""
        return str(self)

    @property
    def _at(self) -> int:
        return self.year * 10000 + self.number * 100 + 99

    def plus(self, months: int) -> Month:
        """So many months later, or earlier where the number is negative."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Week(_Ordered):
    """A week from its Monday on, written ``2023-05-15w``."""

    first: date

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read ``yyyy-mm-ddw``, a Monday; ValueError for anything else."""
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}w", text):
            raise ValueError(text)
        week = cls.of(date.fromisoformat(text[:-1]))
        if str(week) != text:
            raise ValueError(text)
        return week

    @classmethod
    def of(cls, day: date) -> Week:
        """The week in which a day lies."""
        return cls(day - timedelta(days=day.weekday()))

    @property
    def last(self) -> date:
        """Its Sunday."""
        return self.first + timedelta(days=6)

    @property
    def month(self) -> Month:
        """The month to which it belongs: that of its Thursday, in which most of it lies (GB/T 7408)."""
        return Month.of(self._thursday)

    @property
    def label(self) -> str:
        """The week as a notice would name it, such as 2023年5月29日至6月4日."""
        last = self.last
        day = f"{last.day}日" if last.month == self.first.month else _day(last)
        return f"{self.first.year}年{_day(self.first)}至{day}"

    @property
    def cell(self) -> str:
        """How a cell names it: by its Monday."""
        return self.first.isoformat()

    @property
    def _thursday(self) -> date:
        return self.first + timedelta(days=3)

    @property
    def _at(self) -> int:
        day = self._thursday
        return day.year * 10000 + day.month * 100 + day.day

    def __str__(self) -> str:
        return f"{self.first.isoformat()}w"


Term: TypeAlias = Month | Week
"""What a filing is for (一期), and its folder: a month, also as the one that closes a longer period, or a
week."""


def term(text: str) -> Term:
    """A month or a week as it is written; ValueError for anything else."""
    return Week.parse(text) if text.endswith("w") else Month.parse(text)


def weeks(first: Month, last: Month) -> list[Week]:
    """Every week from the first one of a month to that in which the last one ends."""
    every = (Week(period.start) for period in periods("week", first.first, last.last))
    return [week for week in every if first <= week.month]


def months(first: Month, last: Month) -> list[Month]:
    """Every month from first to last, both included."""
    span = (last.year - first.year) * 12 + last.number - first.number
    return [first.plus(step) for step in range(span + 1)]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A named stretch of days; ``start`` and ``end`` are both included."""

    start: date
    end: date
    kind: Every

    @property
    def label(self) -> str:
        """The period as a notice would name it, such as 2023年二季度."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case "week":
                return f"{_day(self.start)}至{_day(self.end)}"
            case "month":
                return f"{year}年{month}月"
            case "quarter":
                return f"{year}年{'一二三四'[(month - 1) // 3]}季度"
            case "half_year":
                return f"{year}年{'上' if month < 7 else '下'}半年"
            case "year":
                return f"{year}年"
            case _:
                assert_never(self.kind)

    @property
    def id(self) -> str:
        """An ASCII name that sorts in time: 2023-05, 2023-Q2, 2023-H1, 2023, 2023-05-15w."""
        year, month = self.start.year, self.start.month
        match self.kind:
            case "week":
                return f"{self.start.isoformat()}w"
            case "month":
                return f"{year}-{month:02d}"
            case "quarter":
                return f"{year}-Q{(month - 1) // 3 + 1}"
            case "half_year":
                return f"{year}-H{1 if month < 7 else 2}"
            case "year":
                return f"{year}"
            case _:
                assert_never(self.kind)


def periods(kind: Every, first: date, last: date) -> Iterator[Period]:
    """The whole periods of a kind that touch the days from first to last, in order.

    Weeks begin on Monday (GB/T 7408). Kinds: week, month, quarter, half_year, year.
    """
    if kind == "week":
        start = first - timedelta(days=first.weekday())
        while start <= last:
            yield Period(start, start + timedelta(days=6), kind)
            start += timedelta(days=7)
        return
    size = _MONTHS_IN[kind]
    month = Month(first.year, (first.month - 1) // size * size + 1)
    while month.first <= last:
        yield Period(month.first, month.plus(size - 1).last, kind)
        month = month.plus(size)


@lru_cache(1 << 12)
def ending(kind: Every, within: Term) -> Period:
    """The week, month, quarter, half-year or year that a term closes."""
    return next(periods(kind, within.last, within.last))


def period(name: str) -> Period:
    """A period by its id (see ``Period.id``), of any kind but a week; ValueError for anything else."""
    found = re.fullmatch(r"[0-9]{4}(?:-(?:(Q)[1-4]|(H)[12]|(0[1-9]|1[0-2])))?", name)
    if not found:
        raise ValueError(name)
    kind: Rhythm = (
        "quarter" if found[1] else "half_year" if found[2] else "month" if found[3] else "year"
    )
    return ending(kind, Month.of(last_day(name)))


def last_day(name: str) -> date:
    """The last day of a period by its id (see ``Period.id``), or the day itself; ValueError for
    anything else."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", name):
        return Month.parse(name).last
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}w?", name):
        day = date.fromisoformat(name.removesuffix("w"))
        return day + timedelta(days=6) if name.endswith("w") else day
    found = re.fullmatch(r"([0-9]{4})(?:-(?:Q([1-4])|H([12])))?", name)
    if not found:
        raise ValueError(name)
    quarter, half = found[2], found[3]
    month = int(quarter) * 3 if quarter else int(half) * 6 if half else 12
    return Month(int(found[1]), month).last


def closes_period(every: Rhythm, month: Month) -> bool:
    """Whether the month is the last one of its quarter, half-year or year."""
    return month.number % _MONTHS_IN[every] == 0


@dataclass(frozen=True, slots=True)
class Span:
    """The days that something is about; both ends are included."""

    start: date
    end: date

    def touches(self, start: date | None, end: date) -> bool:
        """Whether any day from start (None: the beginning) to end lies in it."""
        return self.start <= end and (start is None or start <= self.end)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
