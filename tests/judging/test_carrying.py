"""Judgements that stand are carried from day to day: what comes of it is what each day gives by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.judging import bench, carrying
from generator.judging.clock import Clock, Hanging, noted
from generator.judging.history import closings
from generator.judging.results import Results, as_json
from tests.campaign import TIMES, seeds
from tests.judging.test_history import EVERY
from tests.laws import whole
from tests.supplement import supplemented
from tests.workloads import Workload, write

EDITIONS: tuple[Audience, ...] = ("internal", "public")
BEGINS = date(2023, 4, 1)
DAYS = min(6 * TIMES, 40)
WORDS = 3
"""Of so many days all that is said is held against what is said from nothing, too."""


def read(root: Path) -> flow.World:
    world = flow.read(root)
    assert world.sound, world.problems
    return world


def held(root: Path, days: Sequence[date], last: date, audience: Audience) -> None:
    """Each of some days in turn, as it is carried, is what it is by itself in a world of its own."""
    world, other = read(root), read(root)
    case = flow.judge(world, last, audience).case
    with carrying.back_from(case):
        for at, day in enumerate(days):
            plain = flow.judge(other, day, audience)
            assert bench.settled(case, day).verdicts == plain.settled.verdicts, day
            if at % max(len(days) // WORDS, 1) == 0:
                assert as_json(flow.judge(world, day, audience)) == as_json(plain), day
    assert as_json(flow.judge(world, last, audience)) == as_json(flow.judge(other, last, audience))


@pytest.mark.parametrize("seed", seeds(1))
def test_days_of_any_world_in_any_order(seed: int, tmp_path: Path) -> None:
    """After edits of every kind: late, missing and corrected filings, decisions, exceptions, rules that end."""
    dice = Random(seed)
    whole.whole(tmp_path, dice).write()
    for edit in dice.sample(EVERY, k=5):
        edit(tmp_path, dice)
    days = [BEGINS + timedelta(days=dice.randrange(160)) for _ in range(DAYS)]
    for audience in EDITIONS:
        held(tmp_path, sorted(days), BEGINS + timedelta(days=200), audience)
        held(tmp_path, days, BEGINS + timedelta(days=90), audience)


def test_every_day_on_which_something_turns(tmp_path: Path) -> None:
    """The days around a deadline, a month's end and a checkpoint, one after the other."""
    whole.whole(tmp_path, Random(4)).write()
    days = [date(2023, 6, 18) + timedelta(days=step) for step in range(16)]
    held(tmp_path, days, date(2023, 8, 22), "internal")


def test_a_notice_that_comes_into_force_between_two_days(tmp_path: Path) -> None:
    root = supplemented(tmp_path).root
    days = [
        date(2027, 6, 30),
        date(2027, 7, 31),
        date(2027, 8, 31),
        date(2027, 9, 1),
        date(2027, 10, 15),
    ]
    for audience in EDITIONS:
        held(root, days, date(2028, 1, 11), audience)


def test_a_history_of_years(tmp_path: Path) -> None:
    """Of which the plan is the first."""
    workload = Workload(units=3, months=15, rows=4, few=2, register=6)
    write(workload, tmp_path)
    world, other = read(tmp_path), read(tmp_path)
    results = flow.judge(world, workload.day, "public")
    history = closings(results, lambda day: flow.judge(world, day, "public"))
    assert len(history.closings) == 15
    for each in history.closings:
        assert each.stood.verdicts == flow.judge(other, each.day, "public").settled.verdicts


def test_what_stands_is_the_same_object_from_closing_to_closing(tmp_path: Path) -> None:
    """So that a closing costs what changed, in memory as well."""
    workload = Workload(units=3, months=24, rows=4, few=2, register=6)
    write(workload, tmp_path)
    world = read(tmp_path)
    results = flow.judge(world, workload.day, "public")
    history = closings(results, lambda day: flow.judge(world, day, "public"))
    *past, _ = history.closings  # the newest day was judged before them
    new = []
    known: set[int] = set()
    for each in past:
        own = {id(verdict) for verdict in each.stood.verdicts}
        new.append(len(own - known))
        known |= own
    assert max(new[13:]) < new[0] / 3  # a month's filings, whatever stands


def test_nothing_that_was_carried_is_left_with_a_day_that_somebody_keeps(tmp_path: Path) -> None:
    """And all that is said of that day can be read as before."""
    workload = Workload(units=3, months=4, rows=4, few=2, register=6)
    write(workload, tmp_path)
    world = read(tmp_path)
    kept: list[Results] = []

    def judge(day: date) -> Results:
        kept.append(flow.judge(world, day, "public"))
        return kept[-1]

    closings(flow.judge(world, workload.day, "public"), judge, draw=lambda _: b"")
    assert kept
    assert not any(each.case.carried for each in kept)
    for each in kept:
        plain = flow.judge(read(tmp_path), each.case.clock.day, "public")
        assert as_json(each) == as_json(plain)


# --- the clock -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ahead", [-3, -1, 0, 1, 4])
def test_an_answer_is_the_same_until_the_day_that_is_noted_and_no_longer(ahead: int) -> None:
    today = date(2023, 6, 20)
    asked = today + timedelta(days=ahead)
    for ask in (Clock.over, Clock.come, Clock.by, lambda clock, day: clock.passed([day])):
        clock = Clock(today)
        answer = ask(clock, asked)
        for step in range(10):
            later = today + timedelta(days=step)
            assert later > clock.until or ask(Clock(later), asked) == answer
        if clock.until != date.max:
            assert ask(Clock(clock.until + timedelta(days=1)), asked) != answer


def test_whoever_reads_the_day_itself_is_judged_anew() -> None:
    clock = Clock(date(2023, 6, 20))
    found, hanging = clock.noting(lambda: clock.today)
    assert found == hanging.until == clock.until


def test_what_is_noted_within_is_noted_without_and_not_the_other_way_round() -> None:
    clock, first, last = Clock(date(2023, 6, 1)), date(2023, 6, 10), date(2023, 6, 20)
    clock.over(first)
    assert clock.noting(lambda: clock.over(last)) == (False, (last, 0))
    assert clock.until == first
    with pytest.raises(ZeroDivisionError):
        clock.noting(lambda: clock.over(date(2023, 6, 5)) or 1 / 0)
    assert clock.until == date(2023, 6, 5)


def test_a_second_reader_of_what_is_kept_has_asked_as_well() -> None:
    class Asking:
        clock = Clock(date(2023, 6, 1))

        @noted
        def answer(self) -> bool:
            """Whether it is over."""
            self.clock.asks(0b100)
            return self.clock.over(date(2023, 6, 10))

    asking = Asking()
    asking.clock.noting(lambda: asking.answer)
    assert asking.clock.noting(lambda: asking.answer) == (False, (date(2023, 6, 10), 0b100))


def test_who_asks_a_clock_of_another_day_asks_for_its_filings() -> None:
    """And nobody else: what was asked for before is not asked for once more."""
    clock = Clock(date(2023, 6, 1))
    clock.asks(0b1)
    earlier = clock.on(date(2023, 5, 1))

    def looked_back() -> bool:
        _, hanging = earlier.noting(lambda: earlier.asks(0b10))
        assert hanging.filings == 0b10
        return True

    assert clock.noting(looked_back) == (True, (date.max, 0b10))
    clock.hangs(Hanging(filings=0b100))

    def failed() -> None:
        clock.asks(0b1000)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        clock.noting(failed)
    assert clock.noting(lambda: True) == (True, (date.max, 0))
    assert clock.asked == 0b1111
