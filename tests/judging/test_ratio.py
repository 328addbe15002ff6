"""Ratios: shown where nothing is to be reached, judged where the notice says all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import SPENT, World, only, state

ROW = ["T-7", "2023-05-31"]


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
