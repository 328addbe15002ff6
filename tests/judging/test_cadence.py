"""Cadences: weeks, months, quarters, half-years, years and named months, and readings of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only, state

ZERO: list[object] = ["零报告", None, None, None, None]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, files=("events",))


def surveys(
    world: World, quote: str = "每月开展一次调研", every: str = "month", **more: Any
) -> None:
    world.cadence("T-5", quote, every=every)
    world.rule(
        "cadence", provision="T-5", form="events", distinct="event", dated_by="date",
        where=[{"column": "kind", "is": "调研"}], subjects=["east"], **more,
    )  # fmt: skip


def held(world: World, month: str, *days: str, kind: str = "调研") -> None:
    rows: list[list[object]] = [[f"{month}{i}", kind, day, "", ""] for i, day in enumerate(days)]
    world.file(month, "east", "events", rows or [ZERO])


def test_each_month_once(world: World) -> None:
    surveys(world)
    held(world, "2023-05", "2023-05-10")
    held(world, "2023-06", kind="检查")
    held(world, "2023-07", "2023-07-01", "2023-07-09")
    results = world.judge("2023-07-31")
    found = {
        v.period: (v.state.value, v.value)
        for v in results.by_provision["T-5"]
        if v.value is not None
    }
    assert found["2023年5月"] == ("met", 1)
    assert found["2023年6月"] == ("overdue", 0)
    assert found["2023年7月"] == ("met", 2)
    assert sum(v.binding for v in results.by_provision["T-5"]) == 1


def test_a_report_that_came_before_the_end_of_a_period_does_not_close_it(world: World) -> None:
    surveys(world, "每周报告一次", "week")
    held(world, "2023-05", "2023-05-12")  # received on the 15th
    results = world.judge("2023-05-31")
    assert state(results, "T-5@2023-05-08w/east") == "met"
    assert state(results, "T-5@2023-05-15w/east") == "not_due"
    held(world, "2023-06", "2023-05-31")
    assert state(world.judge("2023-06-20"), "T-5@2023-05-15w/east") == "overdue"


def test_named_months_only(world: World) -> None:
    world.cadence("T-4", "5月、10月开展专项检查", months=[5, 10])
    world.rule("cadence", provision="T-4", form="events", distinct="event", dated_by="date",
               where=[{"column": "kind", "is": "检查"}], subjects=["east"])  # fmt: skip
    held(world, "2023-05", "2023-05-10", kind="检查")
    held(world, "2023-06", "2023-06-02", kind="检查")
    found = {v.id: v.state.value for v in world.judge("2023-06-30").by_provision["T-4"]}
    assert found == {"T-4@2023-05/east": "met", "T-4@2023-10/east": "not_due"}


def test_readings_stand_side_by_side_until_one_is_chosen(world: World) -> None:
    readings = [
        {"id": "any", "name": "都算"},
        {"id": "at-place", "name": "写明地点才算", "where": [{"column": "place", "is": "甲"}]},
        {"id": "twice", "name": "须两次", "times": 2},
    ]
    world.question("A01")
    surveys(world, readings=readings, questions=["A01"])
    held(world, "2023-05", "2023-05-10")
    held(world, "2023-06")
    verdict = only(world.judge("2023-06-30"), "T-5@2023-05/east")
    assert verdict.state == "depends_on_definition"
    assert [(o.id, o.value, o.threshold, o.met) for o in verdict.outcomes] == [
        ("any", 1, 1, True), ("at-place", 0, 1, False), ("twice", 1, 2, False),
    ]  # fmt: skip
    world.question("A01", "resolved", ["any"])
    assert state(world.judge("2023-05-31"), "T-5@2023-05/east") == "met"


@pytest.mark.parametrize("absent", ["2023-05", "2023-06"])
def test_a_report_not_filed_is_missing_and_not_a_zero(world: World, absent: str) -> None:
    surveys(world)
    for month in ("2023-05", "2023-06"):
        if month != absent:
            held(world, month)
    assert state(world.judge("2023-06-30"), "T-5@2023-05/east") == "missing_report"


def test_what_two_units_number_alike_are_two_things(world: World) -> None:
    world.cadence("T-4", "5月、10月开展专项检查", months=[5, 10], times=2, basis="assumed")
    world.rule("cadence", provision="T-4", form="events", distinct="event", dated_by="date",
               where=[{"column": "kind", "is": "检查"}], scope="together")  # fmt: skip
    for unit in ("east", "west"):
        world.file("2023-05", unit, "events", [["H1", "检查", "2023-05-10", "", ""]])
    verdict = only(world.judge("2023-05-31"), "T-4@2023-05/all")
    assert (verdict.value, verdict.state) == (2, "met")
