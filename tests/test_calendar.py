"""Periods, deadlines and working days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from generator.calendar import (
    SHANGHAI,
    Every,
    Month,
    Rhythm,
    closes_period,
    ending,
    last_day,
    months,
    periods,
)
from generator.deadlines import Deadline, WorkCalendar, day_in, deadline

WORKDAYS = WorkCalendar(
    holidays=frozenset({date(2023, 6, 22), date(2023, 6, 23), date(2023, 10, 6)}),
    workdays=frozenset({date(2023, 6, 25), date(2023, 10, 7), date(2023, 10, 8)}),
)


def due(month: str, **policy: object) -> Deadline:
    """The deadline by a policy like the shipped one, some of it changed."""
    whole: dict[str, object] = {
        "day": 20, "month_offset": 0, "inclusive": True, "at": "24:00", "roll": "next_workday",
        "workdays": WORKDAYS, **policy,
    }  # fmt: skip
    due_in = Month.parse(month).plus(whole.pop("month_offset"))  # type: ignore[arg-type]
    return deadline(day_in(due_in, whole.pop("day")), **whole)  # type: ignore[arg-type]


DEADLINES = [
    # month, what differs, the last day, the instant from which it is late
    ("2023-06", {}, "2023-06-20", "2023-06-21T00:00"),
    ("2023-05", {}, "2023-05-22", "2023-05-23T00:00"),  # the 20th is a Saturday
    ("2023-08", {}, "2023-08-21", "2023-08-22T00:00"),  # a Sunday
    ("2023-05", {"roll": "none"}, "2023-05-20", "2023-05-21T00:00"),
    ("2023-05", {"roll": "previous_workday"}, "2023-05-19", "2023-05-20T00:00"),
    ("2023-06", {"day": 22}, "2023-06-25", "2023-06-26T00:00"),  # holidays, then a Sunday at work
    ("2023-06", {"day": 24, "roll": "previous_workday"}, "2023-06-21", "2023-06-22T00:00"),
    ("2023-10", {"day": 7}, "2023-10-07", "2023-10-08T00:00"),  # a Saturday at work
    ("2023-06", {"inclusive": False}, "2023-06-19", "2023-06-20T00:00"),
    ("2023-05", {"inclusive": False}, "2023-05-21", "2023-05-22T00:00"),
    ("2023-06", {"at": "17:00"}, "2023-06-20", "2023-06-20T17:01"),
    ("2023-06", {"at": "00:00"}, "2023-06-20", "2023-06-20T00:01"),
    ("2023-06", {"at": "23:59"}, "2023-06-20", "2023-06-21T00:00"),
    ("2023-02", {"day": 31, "roll": "none"}, "2023-02-28", "2023-03-01T00:00"),
    ("2024-02", {"day": 30, "roll": "none"}, "2024-02-29", "2024-03-01T00:00"),
    ("2023-12", {"day": 10, "month_offset": 1}, "2024-01-10", "2024-01-11T00:00"),
    ("2023-11", {"day": 31, "month_offset": 3}, "2024-02-29", "2024-03-01T00:00"),
    ("2023-12", {"day": 31}, "2024-01-01", "2024-01-02T00:00"),  # into a year without a calendar
]  # fmt: skip


@pytest.mark.parametrize(("month", "policy", "last", "closes"), DEADLINES)
def test_deadlines(month: str, policy: dict[str, object], last: str, closes: str) -> None:
    found = due(month, **policy)
    assert found.last_day.isoformat() == last
    assert found.closes == datetime.fromisoformat(closes).replace(tzinfo=SHANGHAI)


def test_on_time_is_before_the_closing_instant_anywhere() -> None:
    limit = due("2023-06")
    last = limit.closes - timedelta(microseconds=1)
    assert limit.met_by(last)
    assert limit.met_by(last.astimezone(UTC))
    assert not limit.met_by(limit.closes)


def test_days_late_are_calendar_days_and_never_none() -> None:
    limit = due("2023-06", at="17:00")
    at = datetime(2023, 6, 20, 17, 1, tzinfo=SHANGHAI)
    assert limit.days_late(at - timedelta(seconds=1)) == 0
    assert limit.days_late(at) == 1
    assert limit.days_late(datetime(2023, 6, 21, 0, 0, tzinfo=SHANGHAI)) == 1
    assert limit.days_late(datetime(2023, 6, 22, 16, 0, tzinfo=UTC)) == 3


def test_months() -> None:
    assert [str(m) for m in months(Month(2023, 11), Month(2024, 2))] == [
        "2023-11", "2023-12", "2024-01", "2024-02",
    ]  # fmt: skip
    assert months(Month(2023, 2), Month(2023, 1)) == []
    assert Month(2023, 1).plus(-1) == Month(2022, 12)
    assert Month(2024, 2).last == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["2023-13", "2023-00", "2023-5", "202305", "2023-05-01", "２０２３-05", "2023-05\n", ""]
)
def test_months_are_written_in_one_way(text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{re.escape(text)}$"):
        Month.parse(text)


PERIODS = [
    ("week", "2023-05-10", "2023-05-16", ["2023-05-08w", "2023-05-15w"]),
    ("month", "2023-05-31", "2023-06-01", ["2023-05", "2023-06"]),
    ("quarter", "2023-05-10", "2023-12-31", ["2023-Q2", "2023-Q3", "2023-Q4"]),
    ("half_year", "2023-06-30", "2023-07-01", ["2023-H1", "2023-H2"]),
    ("year", "2023-12-31", "2024-01-01", ["2023", "2024"]),
]


@pytest.mark.parametrize(("kind", "first", "last", "ids"), PERIODS)
def test_periods_that_touch_a_stretch_of_days(
    kind: Every, first: str, last: str, ids: list[str]
) -> None:
    found = list(periods(kind, date.fromisoformat(first), date.fromisoformat(last)))
    assert [period.id for period in found] == ids
    assert sorted(ids) == ids


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("month", "2023年5月"),
        ("quarter", "2023年二季度"),
        ("half_year", "2023年上半年"),
        ("year", "2023年"),
    ],
)
def test_the_period_that_a_month_lies_in(kind: Rhythm, label: str) -> None:
    assert ending(kind, Month(2023, 5)).label == label
    assert closes_period(kind, Month(2023, 5)) is (kind == "month")
    assert closes_period(kind, Month(2023, 12))


def test_periods_of_a_kind_follow_without_a_gap() -> None:
    kinds: tuple[Every, ...] = ("week", "month", "quarter", "half_year", "year")
    for kind in kinds:
        found = list(periods(kind, date(2023, 1, 1), date(2025, 12, 31)))
        for before, after in pairwise(found):
            assert after.start - before.end == timedelta(days=1)


@pytest.mark.parametrize("kind", ["week", "month", "quarter", "half_year", "year"])
def test_a_period_is_known_by_its_id(kind: Every) -> None:
    for period in periods(kind, date(2023, 1, 1), date(2024, 12, 31)):
        assert last_day(period.id) == period.end


@pytest.mark.parametrize("name", ["2023-13", "2023-02-30", "2023-Q5", "2023-H3", "2023年", "23-05"])
def test_what_names_no_period(name: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        last_day(name)


def test_a_day_is_its_own_last() -> None:
    assert last_day("2023-06-30") == date(2023, 6, 30)
