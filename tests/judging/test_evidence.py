"""What filings prove: of the time that they cover, of a node's own day, of what only rises."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only, state

BUILT = {
    "id": "built", "name": "建成公里", "unit": "公里", "form": "figures", "as_of": "as_of",
    "accumulation": "cumulative", "numerator": {"sum": "value"},
    "where": [{"column": "item", "is": "建成"}],
}  # fmt: skip
NODE = "T-1@2023-06-30/east"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, files=("figures",), indicators=[BUILT], policy={"first": "2023-05"})


def target(world: World, **more: Any) -> None:
    """300 by the end of June."""
    points = [{"date": "2023-06-30", "value": 300}]
    asked = {"indicator": "built", "checkpoints": points, "basis": "assumed", **more}
    world.target("T-1", "年底前建成5个示范村", **asked)
    world.rule("threshold", provision="T-1", subjects=["east"])


def told(world: World, month: str, value: object, day: str, received: str = "") -> None:
    world.file(month, "east", "figures", [["建成", value, None, day]], received)


CASES = [
    # operator, filings (month, value, day), state after the deadline of July's filing
    ("at_least", [("07", 300, "06-30")], "met"),
    ("at_least", [("07", 299, "06-30")], "overdue"),
    ("at_least", [("06", 230, "05-31"), ("07", 305, "07-15")], "cannot_judge"),
    ("at_least", [("06", 300, "05-31"), ("07", 305, "07-15")], "met"),
    ("at_least", [("06", 300, "05-31"), ("07", 299, "06-29")], "cannot_judge"),
    ("at_least", [("06", 230, "05-31"), ("07", 299, "07-15")], "overdue"),
    ("at_least", [("06", 305, "05-31")], "missing_report"),
    ("at_most", [("07", 300, "06-30")], "met"),
    ("at_most", [("07", 301, "06-30")], "overdue"),
    ("at_most", [("06", 200, "05-31"), ("07", 299, "07-15")], "met"),
    ("at_most", [("06", 200, "05-31"), ("07", 301, "07-15")], "cannot_judge"),
    ("at_most", [("06", 301, "05-31"), ("07", 301, "07-15")], "overdue"),
    ("equal", [("07", 300, "06-30")], "met"),
    ("equal", [("06", 300, "05-31"), ("07", 300, "07-15")], "cannot_judge"),
]


@pytest.mark.parametrize(("operator", "filings", "found"), CASES)
def test_a_node_rests_on_its_own_day_or_on_what_proves_it(
    world: World, operator: str, filings: list[tuple[str, int, str]], found: str
) -> None:
    target(world, operator=operator)
    told(world, "2023-05", 100, "2023-04-30")
    if filings[0][0] == "07":
        told(world, "2023-06", 200, "2023-05-31")
    for month, value, day in filings:
        told(world, f"2023-{month}", value, f"2023-{day}")
    verdict = only(world.judge("2023-07-21"), NODE)
    assert verdict.state == found
    assert ("不能证明按期" in verdict.sentence) == (found == "cannot_judge")


def test_what_was_withheld_is_not_made_up_for_by_the_month_after(world: World) -> None:
    target(world)
    told(world, "2023-06", 230, "2023-05-31")
    told(world, "2023-08", 305, "2023-07-31")
    verdict = only(world.judge("2023-08-22"), NODE)
    assert (verdict.state, verdict.value) == ("missing_report", 305)
    assert "数据截至7月31日" in verdict.sentence
    assert "没有报送2023年7月的“数据”表" in verdict.sentence


def test_the_late_filing_settles_what_was_missing(world: World) -> None:
    target(world)
    told(world, "2023-06", 230, "2023-05-31")
    told(world, "2023-07", 310, "2023-06-30", "2023-08-02T09:00:00+08:00")
    assert state(world.judge("2023-08-01"), NODE) == "missing_report"
    assert state(world.judge("2023-08-02"), NODE) == "met"


def test_days_of_grace_stand_for_the_node_and_are_named(world: World) -> None:
    target(world)
    for month, value, day in (("06", 230, "05-31"), ("07", 305, "07-03")):
        told(world, f"2023-{month}", value, f"2023-{day}")
    assert state(world.judge("2023-07-21"), NODE) == "cannot_judge"
    world.policy["node_grace"] = 3
    verdict = only(world.judge("2023-07-21"), NODE)
    assert verdict.state == "met"
    assert "截至2023年7月3日" in verdict.sentence


def test_a_period_takes_no_other_periods_number(world: World) -> None:
    world.target(
        "T-2", "每月开展一次调研", indicator="built", value=10, each="month", basis="assumed"
    )
    world.indicators[0] = {**BUILT, "accumulation": "period"}
    world.rule("threshold", provision="T-2", subjects=["east"])
    for month, value, day in (("06", 20, "05-31"), ("08", 20, "07-31")):
        told(world, f"2023-{month}", value, f"2023-{day}")
    results = world.judge("2023-08-22")
    found = {v.stage: v.state.value for v in results.by_provision["T-2"]}
    assert [found[f"@2023-0{n}"] for n in (5, 6, 7)] == ["met", "missing_report", "met"]


@pytest.mark.parametrize(
    ("policy", "day", "found"),
    [
        # filed by the 10th of the next month, for the month itself
        ({"month_offset": 1, "day": 10}, "2023-06-11", "met"),
        ({"month_offset": 1, "day": 10, "covers": "period"}, "2023-06-11", "met"),
        # the same filing read as telling from deadline to deadline
        ({"month_offset": 1, "day": 10, "covers": "since_last"}, "2023-06-11", "met"),
    ],
)
def test_what_a_filing_covers_is_the_policys_to_say(
    tmp_path: Path, policy: dict[str, Any], day: str, found: str
) -> None:
    world = World(tmp_path, files=("events",), policy={"first": "2023-05", **policy})
    world.cadence("T-5", "每周报告一次", every="week")
    world.rule("cadence", provision="T-5", form="events", distinct="event", dated_by="date",
               subjects=["east"])  # fmt: skip
    weeks = ["2023-05-03", "2023-05-10", "2023-05-17", "2023-05-24", "2023-05-31"]
    rows: list[list[object]] = [[f"H{i}", "检查", d, "", ""] for i, d in enumerate(weeks)]
    world.file("2023-05", "east", "events", rows, "2023-06-08T09:00:00+08:00")
    states = [v.state.value for v in world.judge(day).by_provision["T-5"] if v.due]
    assert states[3:8] == [found] * 5  # the weeks of May, the last of which ends in June


def test_a_closed_period_is_turned_only_by_a_correction(tmp_path: Path) -> None:
    """A form whose key holds the period tells the same thing anew each quarter."""
    world = World(tmp_path, files=("events",), policy={"first": "2023-05"})
    world.cadence("T-4", "每季度走访全部3个乡镇", every="quarter")
    world.rule("cadence", provision="T-4", form="events", distinct="event", dated_by="date",
               subjects=["east"])  # fmt: skip
    zero: list[list[object]] = [["零报告", None, None, None, None]]
    for number in range(5, 11):
        rows: list[list[object]] = [["例会", "检查", f"2023-{number:02}-10", "", ""]]
        world.file(f"2023-{number:02}", "east", "events", rows if number in (6, 8) else zero)
    results = world.judge("2023-10-24")
    assert [v.state.value for v in results.by_provision["T-4"]][:2] == ["met", "met"]
    world.file("2023-09", "east", "events", [["补", "检查", "2023-06-11", "", ""]])
    assert state(world.judge("2023-10-24"), "T-4@2023-Q2/east") == "met"


def test_a_unit_is_judged_only_for_the_time_that_it_exists(world: World) -> None:
    target(world)
    world.existing["east"] = {"valid_until": "2023-06-10"}
    told(world, "2023-05", 100, "2023-04-30")
    results = world.judge("2023-07-21")
    assert "T-1" not in results.by_provision
    assert "M-1@2023-06/east" not in results.by_id


def test_a_unit_owes_nothing_before_it_exists(world: World) -> None:
    target(world)
    world.existing["east"] = {"valid_from": "2023-06-25"}
    verdict = only(world.judge("2023-07-21"), NODE)
    assert verdict.state == "missing_report"
    assert "2023年6月的" not in verdict.sentence
    assert "T-1" not in world.judge("2023-06-24").by_provision


def test_a_node_that_was_put_off_is_judged_on_its_new_day(world: World) -> None:
    target(world)
    world.policy["covers"] = "since_last"
    for month, value, day in (("06", 230, "05-31"), ("07", 299, "06-30"), ("08", 310, "07-31")):
        told(world, f"2023-{month}", value, f"2023-{day}")
    world.allow("extension", "2023-07-25", provision="T-1", period="2023-06-30", until="2023-07-31")
    assert state(world.judge("2023-07-24"), NODE) == "overdue"
    verdict = only(world.judge("2023-08-22"), NODE)
    assert (verdict.state, str(verdict.due), verdict.exceptions) == (
        "met",
        "2023-07-31",
        ("X2023-01",),
    )


FILLED = {"column": "item", "filled": True}


def mixed(world: World, month: str, *rows: tuple[int, str]) -> None:
    """One filing whose rows are of different days."""
    names = ("甲", "乙", "丙")
    filed = [[name, value, None, day] for name, (value, day) in zip(names, rows, strict=False)]
    world.file(month, "east", "figures", filed)


MIXED = [
    # the days of two rows of 150 each, operator, state on 2023-07-21, day that the figure is of
    (("2023-06-28", "2023-06-30"), "at_least", "met", "2023-06-28"),
    (("2023-06-28", "2023-06-30"), "equal", "cannot_judge", "2023-06-28"),
    (("2023-06-30", "2023-06-30"), "equal", "met", "2023-06-30"),
    (("2023-06-30", "2023-07-02"), "equal", "cannot_judge", "2023-05-31"),
    (("2023-06-28", "2023-07-02"), "at_least", "cannot_judge", "2023-05-31"),
    (("2023-06-28", "2023-07-25"), "at_least", "missing_report", None),
]


@pytest.mark.parametrize(("days", "operator", "found", "day"), MIXED)
def test_rows_of_several_days_are_of_the_earliest_and_prove_nothing_across_a_node(
    world: World, days: tuple[str, str], operator: str, found: str, day: str | None
) -> None:
    world.indicators[0] = {**BUILT, "where": [FILLED]}
    target(world, operator=operator)
    mixed(world, "2023-05", (50, "2023-04-30"))
    mixed(world, "2023-06", (200, "2023-05-31"))
    mixed(world, "2023-07", *((150, each) for each in days))
    verdict = only(world.judge("2023-07-21"), NODE)
    assert verdict.state == found
    if day:
        assert str(verdict.data_day) == day
    else:
        assert "数据截至7月25日，这一天还没有到" in verdict.sentence


def test_a_period_takes_the_rows_that_are_wholly_of_it(world: World) -> None:
    world.target(
        "T-2", "每月开展一次调研", indicator="built", value=10, each="month", basis="assumed"
    )
    world.indicators[0] = {**BUILT, "accumulation": "stock", "where": [FILLED]}
    world.rule("threshold", provision="T-2", subjects=["east"])
    mixed(world, "2023-06", (20, "2023-05-30"), (20, "2023-06-02"))
    results = world.judge("2023-06-25")
    assert state(results, "T-2@2023-05/east") == "missing_report"
    assert [only(results, f"T-2@2023-0{n}/east").value for n in (5, 6)] == [None, None]
