"""Invariants: a number that must never be other than it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only

LOST = {
    "id": "lost", "name": "返贫村数", "unit": "个", "form": "figures", "accumulation": "cumulative",
    "numerator": {"sum": "value"}, "as_of": "as_of", "where": [{"column": "item", "is": "返贫"}],
}  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("figures",), indicators=[LOST], policy={"first": "2023-05"})
    made.provision("commitments", "T-12", "不发生返贫")
    made.rule("invariant", provision="T-12", indicator="lost", subjects=["east"])
    return made


def told(world: World, *values: object) -> Any:
    for month, value in zip(("2023-05", "2023-06", "2023-07"), values, strict=False):
        world.file(month, "east", "figures", [["返贫", value, None, f"{month}-10"]])
    return only(world.judge("2023-07-31"), "T-12/east")


@pytest.mark.parametrize(
    ("values", "found", "value"),
    [
        ((0, 0), "missing_report", 0),  # July is due and not in
        ((0, 0, 0), "on_track", 0),
        ((0, 1), "behind", 1),
        ((1, 0, 0), "behind", 1),  # what was broken stays broken
        ((0, 0, None), "missing_report", 0),
        ((0, 1, None), "behind", 1),
        ((), "missing_report", None),
    ],
)
def test_the_number_holds_or_it_was_broken(
    world: World, values: tuple[object, ...], found: str, value: object
) -> None:
    verdict = told(world, *values)
    assert (verdict.state, verdict.value) == (found, value)


def test_a_month_that_nobody_told_may_have_broken_it(world: World) -> None:
    world.file("2023-05", "east", "figures", [["返贫", 0, None, "2023-05-10"]])
    world.file("2023-07", "east", "figures", [["返贫", 0, None, "2023-07-10"]])
    verdict = only(world.judge("2023-07-31"), "T-12/east")
    assert verdict.state == "missing_report"
    assert "没有报送2023年6月的“数据”表" in verdict.sentence


def test_every_month_is_in_the_lineage(world: World) -> None:
    assert len({cell.file for cell in told(world, 0, 0, 0).lineage}) == 3
