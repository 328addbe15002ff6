"""How everything stood at the end of each month whose filings were due: the same judging, earlier.

Filings that are due on the last day of a month are closed on the day after, and are looked at then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property

from ..calendar import Month
from ..frozen import dataclass
from ..store import NOWHERE, Store
from . import bench, carrying, kept
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
    """How everything stood on an earlier ``day``; ``say`` gives the sentence of each verdict by its id, for which
    few ask."""

    day: date
    stood: Stood[Settled]
    say: Callable[[], Mapping[str, str]]

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """What was said of each verdict, by its id: looked up when somebody asks for it."""
        return self.say()


@dataclass(frozen=True, slots=True)
class History:
    """A closing for each month that is closed, in order; ``before`` is the last but one, with which the newest
    results are compared. ``drawn`` gives what was drawn up of the whole results of an earlier day; of nothing
    that nobody looks back from.
    """

    closings: tuple[Closing, ...] = ()
    before: Past | None = None
    drawn: Callable[[date], bytes] = lambda _: b""


NO_HISTORY = History()
"""That of results which nobody looks back from."""


def closings(
    results: Results,
    judge: Callable[[date], Results],
    held: Store = NOWHERE,
    draw: Callable[[Results], bytes] | None = None,
) -> History:
    """The closings up to the day of some results; ``judge`` gives the whole results of an earlier day, ``held`` is
    where it is kept how everything stood then. ``draw`` draws up what is to be had of each day's results, while
    they are at hand.
    """
    case = results.case
    ends: dict[Month, date] = {}
    for month in filter(case.closed, case.months):
        day = min(end(case, month), case.as_of)
        ends[month] = max(day, next(reversed(ends.values()), day))
    days = list(dict.fromkeys(ends.values()))
    last_but_one = days[-2] if len(days) > 1 else None
    judged: dict[date, Results] = {}
    drawn: dict[date, bytes] = {}

    def whole(day: date) -> Results:
        found = judged.get(day) or judge(day)
        if day == last_but_one:
            judged[day] = found
        if draw is not None and day not in drawn:
            drawn[day] = draw(found)
        return found

    def settled(day: date) -> Stood[Settled]:
        found = bench.settled(case, day)
        if draw is not None:
            whole(day)
        return found

    def of(day: date) -> bytes:
        if draw is not None and day not in drawn:
            whole(day)
        return drawn.get(day, b"")

    past = [day for day in days if day < case.as_of]
    with carrying.back_from(case):
        stood = dict(kept.stood(case, past, settled, held))
    stood[case.as_of] = results.settled
    found = tuple(Closing(month, day, stood[day]) for month, day in ends.items())

    def say() -> Mapping[str, str]:
        assert last_but_one is not None

        def anew() -> Mapping[str, str]:
            return {verdict.id: verdict.sentence for verdict in whole(last_but_one).verdicts}

        said: Mapping[str, str] = kept.of_day(case, last_but_one, anew, held, "sentences")
        return said

    before = last_but_one and Past(last_but_one, stood[last_but_one], say)
    return History(found, before or None, of)


def end(case: Case, month: Month) -> date:
    """The day on which a month's filings are looked at, whatever day it is."""
    due = case.closing(month)
    return max(Month.of(due).last, due + timedelta(days=1))
