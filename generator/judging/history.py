"""How everything stood at the end of each month whose filings were due: the same judging, earlier.

Filings that are due on the last day of a month are closed on the day after, and are looked at then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from ..calendar import Month
from .results import Results


@dataclass(frozen=True, slots=True)
class Closing:
    """The results of the end of the month in which a month's filings were due."""

    month: Month
    results: Results


History: TypeAlias = tuple[Closing, ...]
"""One for each month that is closed, in order."""


def closings(results: Results, judge: Callable[[date], Results]) -> History:
    """The closings up to the day of some results; ``judge`` gives the results of an earlier day."""
    case = results.case
    found = []
    for month in case.months:
        if case.closed(month):
            due = case.closing(month)
            end = max(Month.of(due).last, due + timedelta(days=1))
            found.append(Closing(month, judge(end) if end < case.as_of else results))
    return tuple(found)
