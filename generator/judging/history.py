"""How everything stood at the end of each month whose filings were due: the same judging, earlier.

Filings that are due on the last day of a month are closed on the day after, and are looked at then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial

from ..calendar import Month
from ..store import NOWHERE, Store
from . import kept
from .case import Case
from .results import Results
from .stood import Stood
from .verdict import Settled


@dataclass(frozen=True, slots=True)
class Closing:
    """How everything stood on a ``day``, the end of the month in which a month's filings were due."""

    month: Month
    day: date
    stood: Stood[Settled]


@dataclass(frozen=True)
class Past:
    """How everything stood on an earlier ``day``; ``judge`` gives the whole results of it, with all that is said
    of them, which few ask for."""

    day: date
    stood: Stood[Settled]
    judge: Callable[[], Results]

    @cached_property
    def results(self) -> Results:
        """Those results: judged when somebody asks for them."""
        return self.judge()


@dataclass(frozen=True, slots=True)
class History:
    """A closing for each month that is closed, in order; ``before`` is the last but one, with which the newest
    results are compared."""

    closings: tuple[Closing, ...] = ()
    before: Past | None = None


NO_HISTORY = History()
"""That of results which nobody looks back from."""


def closings(results: Results, judge: Callable[[date], Results], held: Store = NOWHERE) -> History:
    """The closings up to the day of some results; ``judge`` gives the results of an earlier day, ``held`` is
    where it is kept how everything stood then."""
    case = results.case
    ends: dict[Month, date] = {}
    for month in filter(case.closed, case.months):
        day = min(_end(case, month), case.as_of)
        ends[month] = max(day, next(reversed(ends.values()), day))
    days = list(dict.fromkeys(ends.values()))
    last_but_one = days[-2] if len(days) > 1 else None
    judged: dict[date, Results] = {}

    def whole(day: date) -> Results:
        found = judged.get(day) or judge(day)
        if day == last_but_one:
            judged[day] = found
        return found

    past = [day for day in days if day < case.as_of]
    stood = dict(kept.stood(case, past, lambda day: whole(day).settled, held))
    stood[case.as_of] = results.settled
    found = tuple(Closing(month, day, stood[day]) for month, day in ends.items())
    if last_but_one is None:
        return History(found)
    return History(found, Past(last_but_one, stood[last_but_one], partial(whole, last_but_one)))


def _end(case: Case, month: Month) -> date:
    """The day on which a month's filings are looked at."""
    due = case.closing(month)
    return max(Month.of(due).last, due + timedelta(days=1))
