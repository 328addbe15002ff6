"""Lists: every item told in each period; 0 is told, a blank is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import World, only, state

MAY = "T-8@2023-05/east"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("figures",))
    made.provision("lists", "T-8", "岗位一、岗位二、岗位三", items=["岗位一", "岗位二", "岗位三"])
    made.rule("completeness", provision="T-8", form="figures", item="item", value="value",
              every="month", names={"岗位一": "one"}, subjects=["east"])  # fmt: skip
    return made


def told(world: World, **values: object) -> World:
    rows: list[list[object]] = [[name, value, None, "2023-05-10"] for name, value in values.items()]
    world.file("2023-05", "east", "figures", rows)
    return world


@pytest.mark.parametrize(
    ("values", "count", "found"),
    [
        ({"one": 3, "岗位二": 0, "岗位三": 5}, 3, "met"),
        ({"one": 3, "岗位二": None, "岗位三": 5}, 2, "overdue"),
        ({"one": 3, "岗位三": 5}, 2, "overdue"),
        ({"岗位一": 3, "岗位二": 0, "岗位三": 5}, 2, "overdue"),  # in the form it is written “one”
        ({"one": 0, "岗位二": 0, "岗位三": 0}, 3, "met"),
    ],
)
def test_zero_is_a_value_and_blank_is_not(
    world: World, values: dict[str, object], count: int, found: str
) -> None:
    verdict = only(told(world, **values).judge("2023-05-31"), MAY)
    assert (verdict.value, verdict.threshold, verdict.state) == (count, 3, found)


def test_what_is_missing_is_named(world: World) -> None:
    verdict = only(told(world, one=1).judge("2023-05-31"), MAY)
    assert "应报3项，已报1项，缺岗位二、岗位三" in verdict.sentence


def test_a_month_without_a_report_is_missing(world: World) -> None:
    told(world, one=1)
    assert state(world.judge("2023-06-20"), "T-8@2023-06/east") == "not_due"
    assert state(world.judge("2023-06-21"), "T-8@2023-06/east") == "missing_report"
