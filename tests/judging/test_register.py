"""Registers: a record goes its way step by step, and what fails a re-check is open again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only

STATES: list[dict[str, Any]] = [
    {"state": "整改中", "next": ["已整改"]},
    {"state": "已整改", "next": ["县级已核实"]},
    {"state": "县级已核实", "needs": ["assigned", "verified"], "next": ["复核通过", "复核退回"]},
    {"state": "复核通过", "needs": ["assigned", "verified", "rechecked"], "closed": True},
    {"state": "复核退回", "needs": ["rechecked"], "next": ["整改中"], "reopens": True},
]
MONTHS = ("2023-05", "2023-06", "2023-07", "2023-08")


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("problems",), policy={"first": "2023-05"})
    made.provision("commitments", "T-9", "问题逐一整改")
    made.rule("register", provision="T-9", form="problems", record="problem", status="status",
              parties={"department": "department", "county": "county"}, states=STATES,
              subjects=["east"])  # fmt: skip
    return made


def row(status: str, problem: str = "W1", **more: Any) -> list[object]:
    """A row with what its status needs, unless told otherwise."""
    known: dict[str, Any] = {"department": "住建局", "county": "东县", "assigned": "2023-05-02"}
    if status in ("县级已核实", "复核通过", "复核退回"):
        known["verified"] = "2023-05-10"
    if status.startswith("复核"):
        known["rechecked"] = "2023-05-12"
    known |= more
    columns = ("department", "county", "assigned", "verified", "rechecked")
    return [problem, status, *(known.get(name) for name in columns)]


def judged(world: World, *tellings: list[list[object]]) -> Any:
    for month, rows in zip(MONTHS, tellings, strict=False):
        world.file(month, "east", "problems", rows)
    return only(world.judge(f"{MONTHS[len(tellings) - 1]}-25"), "T-9/east")


@pytest.mark.parametrize(
    ("statuses", "closed", "found"),
    [
        (["整改中"], 0, "not_due"),
        (["整改中", "县级已核实"], 0, "not_due"),  # 已整改 may lie between two reports
        (["整改中", "县级已核实", "复核通过"], 1, "met"),
        (["整改中", "县级已核实", "复核退回"], 0, "behind"),
        (["县级已核实", "复核退回", "整改中"], 0, "behind"),  # open again
        (["县级已核实", "复核退回", "县级已核实", "复核通过"], 1, "met"),
        (["整改中", "县级已核实", "复核通过", "整改中"], 0, "behind"),  # closed is closed
        (["整改中", "复核通过"], 1, "met"),  # every step between can have been taken
    ],
)
def test_the_way_of_a_record(world: World, statuses: list[str], closed: int, found: str) -> None:
    verdict = judged(world, *([row(status)] for status in statuses))
    assert (verdict.value, verdict.threshold, verdict.state) == (closed, 1, found)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"verified": None}, "没有填核实日期"),
        ({"rechecked": None}, "没有填复核日期"),
        ({"department": None}, "没有交办部门"),
        ({"department": "西县"}, "没有交办部门"),
        ({"county": None}, "没有交办县"),
        ({"rechecked": "2023-05-01"}, "复核日期早于核实日期"),
        ({"verified": "2023-05-01"}, "核实日期早于交办日期"),
    ],
)
def test_nothing_is_closed_without_what_it_takes(
    world: World, more: dict[str, Any], said: str
) -> None:
    verdict = judged(world, [row("复核通过", **more)])
    assert (verdict.value, verdict.state) == (0, "behind")
    assert said in verdict.sentence


def test_one_of_two_still_open(world: World) -> None:
    verdict = judged(world, [row("复核通过"), row("整改中", "W2")])
    assert (verdict.value, verdict.threshold, verdict.state) == (1, 2, "not_due")


def test_with_a_month_missing_not_all_is_closed(world: World) -> None:
    world.file("2023-05", "east", "problems", [row("县级已核实")])
    world.file("2023-07", "east", "problems", [row("复核通过")])
    verdict = only(world.judge("2023-07-25"), "T-9/east")
    assert (verdict.value, verdict.state) == (1, "missing_report")
    assert "没有报送6月的“问题”表" in verdict.sentence


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([row("整改中", "W2")], "missing_report"),  # W1 is open and not told of
        ([row("整改中"), row("整改中", "W2")], "not_due"),
        ([["零报告", *[None] * 6]], "not_due"),  # nothing new, so W1 is as it was
    ],
)
def test_an_open_record_is_expected_again(
    world: World, rows: list[list[object]], found: str
) -> None:
    verdict = judged(world, [row("整改中")], rows)
    assert verdict.state == found
    assert ("缺少尚未销号的W1" in verdict.sentence) == (found == "missing_report")


def test_no_problems_told_as_such_and_nothing_told(world: World) -> None:
    zero = judged(world, [["零报告", *[None] * 6]])
    assert (zero.state, zero.value, len(zero.lineage)) == ("on_track", 0, 1)
    world.rules[0]["subjects"] = ["west"]
    assert only(world.judge("2023-05-25"), "T-9/west").state == "missing_report"


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("复核通过", "not_due"),  # closed, and so not expected again
        ("县级已核实", "missing_report"),
        ("复核退回", "behind"),
        ("已整改", "missing_report"),
    ],
)
def test_only_what_a_closing_state_closed_need_not_be_told_again(
    world: World, status: str, found: str
) -> None:
    verdict = judged(world, [row(status), row("整改中", "W2")], [row("整改中", "W2")])
    assert verdict.state == found
    assert ("缺少尚未销号的W1" in verdict.sentence) == (found == "missing_report")


@pytest.mark.parametrize("marked", ["复核通过", "已整改", None])
def test_which_states_close_is_the_rules_to_say(world: World, marked: str | None) -> None:
    states = [{**each, "closed": each["state"] == marked} for each in STATES]
    world.rules[0]["states"] = states
    verdict = judged(world, [row("复核通过"), row("已整改", "W2"), row("整改中", "W3")])
    assert verdict.value == (1 if marked else 0)
    closed = [step.says for step in verdict.steps if step.says.endswith("已销号")]
    assert closed == {"复核通过": ["W1 已销号"], "已整改": ["W2 已销号"], None: []}[marked]


@pytest.mark.parametrize(
    ("between", "passed"), [("复核通过", False), ("复核退回", False), ("已整改", True)]
)
def test_a_state_that_closes_or_sends_back_is_never_passed_over(
    world: World, between: str, passed: bool
) -> None:
    """What lies behind it is reached only where it was told itself."""
    ways = {"整改中": [between], between: ["县级已核实"]}
    states = [{**each, "next": ways.get(each["state"], ["整改中"])} for each in STATES]
    world.rules[0]["states"] = states
    verdict = judged(world, [row("整改中")], [row("县级已核实")])
    assert ("不能由“整改中”直接到“县级已核实”" not in verdict.sentence) == passed


def test_records_are_told_in_the_order_of_their_numbers(world: World) -> None:
    records = [row("整改中", f"W{number}") for number in (12, 2, 1, 10, 9)]
    verdict = judged(world, records)
    assert [step.says.split()[0] for step in verdict.steps] == ["W1", "W2", "W9", "W10", "W12"]
    world.file(MONTHS[1], "east", "problems", [row("整改中", "W1")])
    verdict = only(world.judge(f"{MONTHS[1]}-25"), "T-9/east")
    assert "缺少尚未销号的W2、W9、W10、W12" in verdict.sentence


def test_a_closed_record_that_the_rule_lets_come_back_is_open_again(world: World) -> None:
    again = {"next": ["复核退回"]}
    world.rules[0]["states"] = [{**s, **again} if s.get("closed") else s for s in STATES]
    verdict = judged(world, [row("复核通过")], [row("复核退回")])
    assert (verdict.value, verdict.threshold, verdict.state) == (0, 1, "behind")
    assert "退回后尚未销号的1个" in verdict.sentence
