"""The day that counts as now, asked in a way that tells until when the answer stays as it is, and of which filings.

What is judged changes from day to day only where a day is over, where something comes to be known, and where the
day itself is told. Whoever asks the clock says which of these he asks; so it is known of each judgement until
when it stands, and an earlier one is taken for a later day instead of being made again (``Case.lasting``). Who
looks a filing up says that, too; so it is known of which filings each judgement asked, also where there were none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

T = TypeVar("T")

_DAY = timedelta(days=1)


class Hanging(NamedTuple):
    """What something hangs on that was worked out: it stands ``until`` a day, and ``filings`` are those that were
    asked for, a bit for each unit's form (``Owing.bits``)."""

    until: date = date.max
    filings: int = 0

    def also(self, other: Hanging) -> Hanging:
        """Both what this hangs on and what something else does."""
        return Hanging(min(self.until, other.until), both(self.filings, other.filings))


class Asked:
    """The filings that were asked for, on whatever day: who looks at an earlier day asks what is asked there."""

    __slots__ = ("filings",)

    def __init__(self) -> None:
        self.filings = 0


class Clock:
    """A day, and ``until`` when all that was answered so far would be answered alike; ``asked`` is shared by the
    clocks of all days of the same filings."""

    __slots__ = ("_asked", "day", "until")

    def __init__(self, day: date, asked: Asked | None = None) -> None:
        self.day = day
        self.until = date.max
        self._asked = asked or Asked()

    def on(self, day: date) -> Clock:
        """That of another day: who asks it has asked for its filings here."""
        return Clock(day, self._asked)

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

    @property
    def asked(self) -> int:
        """The filings that were asked for so far."""
        return self._asked.filings

    def asks(self, filings: int) -> None:
        """Some filings were looked up, or that there are none."""
        asked = self._asked
        asked.filings = both(asked.filings, filings)

    def hangs(self, on: Hanging) -> None:
        """What was worked out before is read: all that was asked for it is asked now."""
        if on.until < self.until:
            self.until = on.until
        self.asks(on.filings)

    def noting(self, work_out: Callable[[], T]) -> tuple[T, Hanging]:
        """What is worked out, and what it hangs on; nothing is known of what failed but by whoever waits for it."""
        asked = self._asked
        before, self.until = self.until, date.max
        filings, asked.filings = asked.filings, 0
        try:
            return work_out(), Hanging(self.until, asked.filings)
        finally:
            self.until = min(before, self.until)
            asked.filings = both(filings, asked.filings)


def both(some: int, others: int) -> int:
    """All of some filings and of others: of a province's thousands the same number, where they are the same."""
    if some is others or not others:
        return some
    return some | others if some else others


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
        own.clock.hangs(known[1])
        return known[0]  # type: ignore[no-any-return]
