"""Things in a fixed order of which each stands until a day of its own, such as what came of a unit's months."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from heapq import heappop, heappush
from typing import Generic, TypeVar

from .clock import Clock, Hanging, both

K = TypeVar("K")
T = TypeVar("T")


class Ongoing(Generic[T]):
    """What was found of each of them: on a later day those alone are worked out again that stand no more, however
    many there are by then."""

    __slots__ = ("_day", "_filings", "_found", "_lasts")

    def __init__(self) -> None:
        self._day: date | None = None
        self._found: list[T] = []
        self._lasts: list[tuple[date, int]] = []
        self._filings = 0

    def on(self, clock: Clock, things: Sequence[K], work_out: Callable[[K], T]) -> Sequence[T]:
        """What is found of each on a day, in their order, which lasts as long as all of it does; ``things`` are the
        same ones whenever it is asked. What was given for one day stays as it was given."""
        day, self._day = self._day, None  # whatever fails now, nothing of it is taken for whole
        if day is None or clock.day < day:
            self._lasts, self._filings = [], 0
            self._found = [self._of(clock, at, work_out, each) for at, each in enumerate(things)]
        elif self._lasts and self._lasts[0][0] < clock.day:
            self._found = list(self._found)
            for at in self._over(clock.day):
                self._found[at] = self._of(clock, at, work_out, things[at])
        self._day = clock.day
        clock.hangs(Hanging(self._lasts[0][0] if self._lasts else date.max, self._filings))
        return self._found

    def _of(self, clock: Clock, at: int, work_out: Callable[[K], T], thing: K) -> T:
        value, hanging = clock.noting(partial(work_out, thing))
        if hanging.until < date.max:
            heappush(self._lasts, (hanging.until, at))
        self._filings = both(self._filings, hanging.filings)
        return value

    def _over(self, day: date) -> list[int]:
        """The places of what stands no more."""
        places = []
        while self._lasts and self._lasts[0][0] < day:
            places.append(heappop(self._lasts)[1])
        return sorted(places)
