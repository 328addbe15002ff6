"""Reconciliation: two sources of the same number, month by month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only

ID = "T-12+r1/east"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("funds", "figures"))
    made.provision("commitments", "T-12", "不发生返贫")
    made.rule(
        "reconciliation", provision="T-12", unit="万元", tolerance=0.5, subjects=["east"],
        left={"name": "报表", "form": "funds", "sum": "spent"},
        right={"name": "系统", "form": "figures", "sum": "value",
               "where": [{"column": "item", "is": "系统"}]},
    )  # fmt: skip
    return made


def both(world: World, spent: object, system: object, month: str = "2023-05") -> None:
    world.file(month, "east", "funds", [["P1", "中央", 900, 900, spent, "2023-04-30"]])
    world.file(
        month,
        "east",
        "figures",
        [["系统", system, None, "2023-04-30"], ["别的", 7, None, "2023-04-30"]],
    )


@pytest.mark.parametrize(
    ("spent", "system", "found"),
    [
        (100, 100, "met"),
        (100, 100.5, "met"),
        (100, 100.51, "cannot_judge"),
        (0, 0, "met"),
        (None, 100, "cannot_judge"),
        (100, None, "cannot_judge"),
    ],
)
def test_two_numbers(world: World, spent: Any, system: Any, found: str) -> None:
    both(world, spent, system)
    assert only(world.judge("2023-05-31"), ID).state == found


def test_a_difference_is_told_with_both(world: World) -> None:
    both(world, 100, 80)
    verdict = only(world.judge("2023-05-31"), ID)
    assert "报表100万元，系统80万元，相差20万元，请核对" in verdict.sentence
    assert [cell.value for cell in verdict.lineage] == ["100", "80"]


def test_the_newest_month_with_both_counts(world: World) -> None:
    both(world, 100, 80)
    both(world, 120, 120, "2023-06")
    world.file("2023-07", "east", "funds", [["P1", "中央", 900, 900, 500, "2023-06-30"]])
    before, after = world.judge("2023-07-20"), world.judge("2023-07-21")
    assert (only(before, ID).state, only(before, ID).period) == ("met", "2023年6月")
    assert (only(after, ID).state, only(after, ID).period) == ("missing_report", "2023年6月")
    assert "没有报送2023年7月的“数据”表" in only(after, ID).sentence


def test_one_source_alone_tells_nothing(world: World) -> None:
    world.file("2023-05", "east", "funds", [["P1", "中央", 900, 900, 100, "2023-04-30"]])
    assert only(world.judge("2023-05-31"), ID).state == "missing_report"
