"""On time, late, corrected, never: the deadline over weekends, holidays and by two readings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import World, only, state

STRICT = {"id": "strict", "name": "从严", "inclusive": False, "roll": "none"}
MAY = "M-1@2023-05/east"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def received(world: World, when: str, month: str = "2023-05") -> None:
    world.file(month, "east", "funds", [["P1", "中央", 1, 1, 1, f"{month}-01"]], f"{when}:00+08:00")


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ("2023-05-19T23:59", "met"),
        ("2023-05-20T09:00", "met"),  # a Saturday
        ("2023-05-22T23:59", "met"),  # the Monday after
        ("2023-05-23T00:00", "overdue"),
    ],
)
def test_a_weekend_moves_the_last_day(world: World, when: str, found: str) -> None:
    received(world, when)
    assert state(world.judge("2023-05-31"), MAY) == found


def test_a_holiday_and_a_make_up_day_move_it_too(world: World) -> None:
    world.holidays = [{"name": "假日", "from": "2023-06-20", "to": "2023-06-23"}]
    world.workdays = ["2023-06-24"]  # a Saturday
    received(world, "2023-06-24T23:00", "2023-06")
    assert state(world.judge("2023-06-30"), "M-1@2023-06/east") == "met"
    assert only(world.judge("2023-06-30"), "M-1@2023-06/east").due.isoformat() == "2023-06-24"  # type: ignore[union-attr]


def test_the_days_late_are_counted(world: World) -> None:
    received(world, "2023-05-25T10:00")
    assert "迟报3天" in only(world.judge("2023-05-31"), MAY).sentence


def test_before_the_deadline_nothing_is_missing(world: World) -> None:
    assert state(world.judge("2023-05-21"), MAY) == "not_due"
    assert state(world.judge("2023-05-22"), MAY) == "missing_report"


def test_the_first_version_counts_and_a_correction_does_not_make_it_late(world: World) -> None:
    received(world, "2023-05-18T10:00")
    world.file(
        "2023-05",
        "east",
        "funds",
        [["P1", "中央", 2, 2, 2, "2023-05-01"]],
        "2023-06-30T10:00:00+08:00",
    )
    assert state(world.judge("2023-07-31"), MAY) == "met"


def test_readings_that_differ_leave_it_open(world: World) -> None:
    world.question("A01")
    world.readings = [STRICT]
    world.policy = {"questions": ["A01"]}
    received(world, "2023-05-22T10:00")
    verdict = only(world.judge("2023-05-31"), MAY)
    assert verdict.state == "depends_on_definition"
    assert [o.met for o in verdict.outcomes] == [True, False]


@pytest.mark.parametrize(
    ("when", "found"), [("2023-05-19T23:00", "met"), ("2023-05-23T10:00", "overdue")]
)
def test_readings_that_agree_decide(world: World, when: str, found: str) -> None:
    world.question("A01")
    world.readings = [STRICT]
    world.policy = {"questions": ["A01"]}
    received(world, when)
    assert state(world.judge("2023-05-31"), MAY) == found


def test_a_zero_report_is_a_filing(world: World) -> None:
    zero = ["零报告", None, None, None, None, None]
    world.file("2023-05", "east", "funds", [zero], "2023-05-18T10:00:00+08:00")
    assert state(world.judge("2023-05-31"), MAY) == "met"


def test_of_several_months_the_last_one_due_binds(world: World) -> None:
    received(world, "2023-05-30T10:00")
    received(world, "2023-06-18T10:00", "2023-06")
    binding = [
        v for v in world.judge("2023-06-30").by_unit["east"] if v.provision == "M-1" and v.binding
    ]
    assert [v.id for v in binding] == ["M-1@2023-06/east"]


def without_receipt(world: World, unit: str) -> World:
    """Their lines are gone from a log that holds others."""
    world.file("2023-05", "west", "funds", [["P1", "中央", 1, 1, 1, "2023-05-01"]])
    world._log = [line for line in world._log if f",{unit}," not in line]
    return world


def test_what_has_no_receipt_among_others_is_filed_and_never_on_time(world: World) -> None:
    received(world, "2023-05-25T10:00")
    assert state(world.judge("2023-05-31"), MAY) == "overdue"
    verdict = only(without_receipt(world, "east").judge("2023-05-31"), MAY)
    assert verdict.state == "overdue"
    assert "“资金”收到时间未登记，不能算按时" in verdict.sentence
    assert verdict.next == "请办公室核实2023年5月的“资金”何时收到，登记并写明理由。"


def test_until_the_deadline_it_may_still_be_registered(world: World) -> None:
    received(world, "2023-05-18T10:00")
    verdict = only(without_receipt(world, "east").judge("2023-05-19"), MAY)
    assert verdict.state == "not_due"
    assert "已报齐；“资金”收到时间未登记" in verdict.sentence


def test_in_a_folder_without_any_receipt_nobody_knows(world: World) -> None:
    received(world, "2023-05-18T10:00")
    world._log = []
    assert state(world.judge("2023-05-31"), MAY) == "cannot_judge"
