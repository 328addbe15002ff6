"""How everything stood at the end of each month whose filings were due: the same judging, earlier.

Filings that are due on the last day of a month are closed on the day after, and are looked at then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from ..calendar import Month
from ..progress import counted
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


@dataclass(frozen=True, slots=True)
class History:
    """A closing for each month that is closed, in order; ``before`` are the whole results of the last but
    one, with which the newest are compared."""

    closings: tuple[Closing, ...] = ()
    before: Results | None = None


NO_HISTORY = History()
"""That of results which nobody looks back from."""


def closings(results: Results, judge: Callable[[date], Results]) -> History:
    """The closings up to the day of some results; ``judge`` gives the results of an earlier day."""
    case = results.case
    found: list[Closing] = []
    before, last = None, None
    for month in counted([month for month in case.months if case.closed(month)]):
        day = min(_end(case, month), case.as_of)
        if last is None or last.case.as_of < day:
            before, last = last, judge(day) if day < case.as_of else results
        found.append(Closing(month, last.case.as_of, last.settled))
    return History(tuple(found), before)


def _end(case: Case, month: Month) -> date:
    """The day on which a month's filings are looked at."""
    due = case.closing(month)
    return max(Month.of(due).last, due + timedelta(days=1))
