"""Things that stand each until a day of its own: the same as by working all of them out, and no more work than what
is another."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from random import Random

import pytest

from generator.judging.clock import Clock
from generator.judging.ongoing import Ongoing
from tests.campaign import seeds

FIRST = date(2023, 1, 1)


@pytest.mark.parametrize("seed", seeds(5))
def test_days_in_any_order_are_as_by_themselves(seed: int) -> None:
    """Of things whose answers turn on some days: what is found, and until when it stands."""
    dice = Random(seed)
    turns = [sorted(_days(dice, dice.randrange(4))) for _ in range(dice.randrange(6))]
    ongoing = Ongoing[int]()
    days = _days(dice, 12)
    for day in [*sorted(days), *days]:
        clock, alone = Clock(day), Clock(day)
        found = ongoing.on(clock, turns, clock.passed)
        assert found == [bisect_left(each, day) for each in turns]
        for each in turns:
            alone.passed(each)
        assert clock.until == alone.until


def test_a_day_costs_what_turns_on_it_and_what_was_given_stays() -> None:
    lasts = [FIRST + timedelta(days=number) for number in range(100)]
    asked: list[date] = []
    ongoing = Ongoing[bool]()
    given = []
    for day in lasts:
        clock = Clock(day)

        def over(last: date, clock: Clock = clock) -> bool:
            asked.append(last)
            return clock.over(last)

        given.append(ongoing.on(clock, lasts, over))
        assert clock.until == day
    assert asked == lasts + lasts[:-1]
    assert [sum(each) for each in given] == list(range(100))


def test_what_was_asked_for_once_is_asked_for_by_who_is_given_it_later() -> None:
    ongoing = Ongoing[None]()
    for day in (FIRST, FIRST, FIRST + timedelta(days=5)):
        clock = Clock(day)
        ongoing.on(clock, [0b1, 0b100], clock.asks)
        assert clock.asked == 0b101


def test_what_failed_is_worked_out_by_whoever_asks_next() -> None:
    ongoing = Ongoing[bool]()
    lasts = [FIRST, FIRST + timedelta(days=1)]

    def on(day: date, broken: date) -> list[bool]:
        clock = Clock(day)

        def over(last: date) -> bool:
            if last == broken:
                raise ValueError(last)
            return clock.over(last)

        return list(ongoing.on(clock, lasts, over))

    for day in (FIRST, FIRST + timedelta(days=2)):
        with pytest.raises(ValueError, match="2023-01-02"):
            on(day, lasts[1])
        assert on(day, date.max) == [last < day for last in lasts]


def _days(dice: Random, number: int) -> list[date]:
    return [FIRST + timedelta(days=dice.randrange(30)) for _ in range(number)]
