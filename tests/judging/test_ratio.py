"""Ratios: shown where nothing is to be reached, judged where the notice says all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import SPENT, World, only, state

ROW = ["T-7", "2023-05-31"]
BOTH = {
    "id": "both", "name": "双交办率", "unit": "%", "form": "problems", "accumulation": "cumulative",
    "numerator": {"distinct": "problem", "where": [{"column": "department", "of_kind": "department"},
                                                   {"column": "county", "of_kind": "county"}]},
    "denominator": {"distinct": "problem"},
}  # fmt: skip


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("funds",), indicators=[SPENT])
    made.provision("commitments", "T-7", "应训尽训")
    return made


def judged(world: World, spent: object, arrived: object = 1000, **more: Any) -> World:
    world.rule("ratio", provision="T-7", indicator="spent", subjects=["east"], **more)
    world.file("2023-06", "east", "funds", [["P1", "中央", arrived, 2000, spent, "2023-05-31"]])
    return world


@pytest.mark.parametrize(
    ("spent", "found"),
    [(1000, "on_track"), (999, "not_due"), (0, "not_due"), (None, "cannot_judge")],
)
def test_all_means_all_but_nothing_says_by_when(world: World, spent: object, found: str) -> None:
    verdict = only(judged(world, spent, whole=True).judge("2023-06-30"), "T-7/east")
    assert verdict.state == found


def test_without_a_number_to_reach_it_is_shown_beside_the_words(world: World) -> None:
    results = judged(world, 460).judge("2023-06-30")
    verdict = only(results, "T-7+r1/east")
    assert (verdict.state, verdict.value) == ("informational", 46)
    assert "46.0%（460／1000）" in verdict.sentence
    assert only(results, "T-7/east").rule is None


def test_no_data_is_not_zero(world: World) -> None:
    judged(world, 460)
    assert state(world.judge("2023-06-10"), "T-7+r1/east") in ("missing_report", "not_due")
    world.rules[0]["subjects"] = ["west"]
    verdict = only(world.judge("2023-06-30"), "T-7+r1/west")
    assert (verdict.state, verdict.value) == ("missing_report", None)


def test_a_denominator_of_zero_gives_no_figure(world: World) -> None:
    verdict = only(judged(world, 0, 0, whole=True).judge("2023-06-30"), "T-7/east")
    assert (verdict.state, verdict.value) == ("cannot_judge", None)


def test_a_plain_number_is_shown_as_it_is(world: World) -> None:
    world.indicators = [{k: v for k, v in SPENT.items() if k != "denominator"} | {"unit": "万元"}]
    verdict = only(judged(world, 460).judge("2023-06-30"), "T-7+r1/east")
    assert (verdict.state, verdict.value) == ("informational", 460)
    assert "支出进度460万元；通知没有写要达到多少，只列数。" in verdict.sentence


@pytest.mark.parametrize(
    ("department", "county", "found"),
    [("住建局", "东县", 100), ("东县", "东县", 0), ("住建局", "住建局", 0), (None, "东县", 0)],
)
def test_a_condition_asks_for_the_kind_of_a_unit(
    tmp_path: Path, department: str | None, county: str, found: float
) -> None:
    made = World(tmp_path, files=("problems",), indicators=[BOTH])
    made.provision("commitments", "T-9", "问题逐一整改")
    made.rule("ratio", provision="T-9", indicator="both", subjects=["east"])
    made.file("2023-06", "east", "problems", [["W1", "整改中", department, county, *[None] * 3]])
    assert only(made.judge("2023-06-30"), "T-9+r1/east").value == found


@pytest.mark.parametrize(("day", "found"), [("2023-06-01", 100), (None, 0)])
def test_a_condition_asks_whether_a_cell_is_filled(
    tmp_path: Path, day: str | None, found: float
) -> None:
    filled = [{"column": "verified", "filled": True}]
    made = World(tmp_path, files=("problems",),
                 indicators=[{**BOTH, "numerator": {"distinct": "problem", "where": filled}}])  # fmt: skip
    made.provision("commitments", "T-9", "问题逐一整改")
    made.rule("ratio", provision="T-9", indicator="both", subjects=["east"])
    made.file("2023-06", "east", "problems", [["W1", "整改中", None, None, None, day, None]])
    assert only(made.judge("2023-06-30"), "T-9+r1/east").value == found
