"""The day that counts as now, asked in a way that tells until when the answer stays as it is.

What is judged changes from day to day only where a day is over, where something comes to be known, and where the
day itself is told. Whoever asks the clock says which of these he asks; so it is known of each judgement until
when it stands, and an earlier one is taken for a later day instead of being made again (``Case.lasting``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")

_DAY = timedelta(days=1)


class Clock:
    """A day, and ``until`` when all that was answered so far would be answered alike."""

    __slots__ = ("day", "until")

    def __init__(self, day: date) -> None:
        self.day = day
        self.until = date.max

    @property
    def today(self) -> date:
        """The day itself: what hangs on it is another on any other day."""
        self.until = self.day
        return self.day

    def over(self, last: date) -> bool:
        """Whether a day is over."""
        if last < self.day:
            return True
        if last < self.until:
            self.until = last
        return False

    def passed(self, lasts: Sequence[date]) -> int:
        """How many of some days, which are in order, are over."""
        number = bisect_left(lasts, self.day)
        if number < len(lasts):
            self.known(lasts[number])
        return number

    def come(self, first: date) -> bool:
        """Whether a day has come."""
        return first <= self.day or self.over(first - _DAY)

    def by(self, day: date) -> date:
        """A day, or this one where it has not come yet."""
        return day if day <= self.day else self.today

    def known(self, until: date) -> None:
        """Something was looked up that stays as it is through a day."""
        if until < self.until:
            self.until = until

    def noting(self, work_out: Callable[[], T]) -> tuple[T, date]:
        """What is worked out, and the last day on which it would come out alike; nothing is known of what failed
        but by whoever waits for it."""
        before, self.until = self.until, date.max
        try:
            return work_out(), self.until
        finally:
            self.until = min(before, self.until)


class _Asking(Protocol):
    """Something that asks a clock."""

    @property
    def clock(self) -> Clock: ...


class noted(Generic[T]):  # noqa: N801 - it is written as a property is
    """A property that is worked out once, of what asks a ``clock``. Whoever reads it again is taken to have asked
    what was asked then, which an ordinary property that is kept would hide."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self.__doc__ = work_out.__doc__
        self._work_out = work_out
        self._name = f" {work_out.__name__}"

    def __get__(self, own: _Asking, of: type) -> T:
        known = own.__dict__.get(self._name)
        if known is None:
            known = own.__dict__[self._name] = own.clock.noting(partial(self._work_out, own))
        own.clock.known(known[1])
        return known[0]  # type: ignore[no-any-return]
