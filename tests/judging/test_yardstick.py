"""Yardsticks: the share of time against the share of work, for orientation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import World, only


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("villages",))
    made.target("T-1", "年底前建成5个示范村", value=5, due="2023-12-31")
    made.rule(
        "count",
        id="villages",
        provision="T-1",
        form="villages",
        distinct="village",
        subjects=["east"],
    )
    made.rule("yardstick", id="pace", provision="T-1", of="villages")
    return made


def built(world: World, count: int, day: str = "2023-05-10") -> World:
    world.file("2023-05", "east", "villages", [[f"V{i}", 10, day] for i in range(count)])
    return world


@pytest.mark.parametrize(
    ("day", "count", "elapsed", "said"),
    [
        ("2023-05-10", 1, 130 / 365 * 100, "欠进度15.6个百分点"),
        ("2023-05-10", 2, 130 / 365 * 100, "超进度4.4个百分点"),
        ("2023-03-14", 1, 20, "达进度"),
    ],
)
def test_time_and_work_at_the_day_of_the_data(
    world: World, day: str, count: int, elapsed: float, said: str
) -> None:
    verdict = only(built(world, count, day).judge("2023-05-22"), "T-1+pace@2023-12-31/east")
    assert verdict.state == "informational"
    assert verdict.threshold == pytest.approx(elapsed)
    assert said in verdict.sentence


def test_it_never_speaks_for_the_provision(world: World) -> None:
    results = built(world, 1).judge("2023-07-02")
    assert results.standing("T", "east") != "informational"


def test_without_data_there_is_no_share(world: World) -> None:
    verdict = only(world.judge("2023-07-02"), "T-1+pace@2023-12-31/east")
    assert (verdict.value, "尚无数据" in verdict.sentence) == (None, True)
