"""Samples: the same draw for everyone, and nothing judged while nobody says how many."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.judging.kinds.sample.judge import draw
from tests.world import World, only

Q2 = "T-10@2023-Q2/east"
OFFICE = {"basis": "office", "decision": {"paper": "纪要2号", "date": "2023-05-01"}}


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("problems",))
    made.target("T-10", "开展抽样复核", external_value="抽样数量")
    return made


def judged(world: World, checked: set[str], **more: Any) -> World:
    world.rule("sample", provision="T-10", form="problems", record="problem", dated_by="verified",
               every="quarter", seed="种子", checked="rechecked", subjects=["east"], **more)  # fmt: skip
    rows: list[list[object]] = [
        [f"W{i}", "县级已核实", "住建局", "东县", "2023-05-02", "2023-05-03",
         "2023-05-20" if f"W{i}" in checked else None]
        for i in range(10)
    ]  # fmt: skip
    for month in ("2023-04", "2023-05", "2023-06", "2023-07"):
        world.file(month, "east", "problems", rows)
    return world


def test_without_a_size_nothing_is_drawn(world: World) -> None:
    verdict = only(judged(world, set()).judge("2023-07-25"), "T-10/east")
    assert (verdict.state, verdict.value) == ("cannot_judge", None)
    assert "抽样数量" in verdict.sentence


def test_all_drawn_have_to_be_checked(world: World) -> None:
    ids = [f"W{i}" for i in range(10)]
    drawn = draw("种子", "2023-Q2", ids, 3)
    verdict = only(judged(world, set(drawn), number=3, **OFFICE).judge("2023-07-25"), Q2)
    assert (verdict.value, verdict.threshold, verdict.state) == (3, 3, "met")


def test_others_checked_do_not_count(world: World) -> None:
    ids = [f"W{i}" for i in range(10)]
    drawn = draw("种子", "2023-Q2", ids, 3)
    others = set(ids) - set(drawn)
    verdict = only(judged(world, others, number=3, **OFFICE).judge("2023-07-25"), Q2)
    assert (verdict.value, verdict.state) == (0, "overdue")
    assert all(name in verdict.sentence for name in drawn)


@pytest.mark.parametrize(("share", "size"), [(1, 1), (10, 1), (11, 2), (30, 3), (100, 10)])
def test_a_share_rounds_up(world: World, share: float, size: int) -> None:
    verdict = only(judged(world, set(), share=share, **OFFICE).judge("2023-07-25"), Q2)
    assert verdict.threshold == size


def test_the_months_that_are_missing_are_named(world: World) -> None:
    judged(world, set(), number=3, **OFFICE)
    verdict = only(world.judge("2023-09-25"), "T-10@2023-Q3/east")
    assert verdict.state == "missing_report"
    assert verdict.next.startswith("请补报2023年8月、9月的“问题”表")


@given(
    st.sets(st.text(min_size=1, max_size=5), min_size=1, max_size=30),
    st.integers(1, 10),
    st.randoms(),
)
def test_the_order_of_the_records_does_not_matter(ids: set[str], size: int, dice: Any) -> None:
    ordered = sorted(ids)
    shuffled = ordered[:]
    dice.shuffle(shuffled)
    assert draw("s", "p", ordered, size) == draw("s", "p", shuffled, size)


@given(st.sets(st.text(min_size=1, max_size=5), min_size=2, max_size=30), st.integers(1, 10))
def test_one_record_more_moves_at_most_one(ids: set[str], size: int) -> None:
    one, *rest = sorted(ids)
    before, after = set(draw("s", "p", rest, size)), set(draw("s", "p", [one, *rest], size))
    assert after - before <= {one}
    assert len(before - after) <= 1
