"""Rankings: ties, incomplete scores, several scores, and methods."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.judging.verdict import Verdict
from tests.judging.scores import TOWNS, plain, ranked, score, scored
from tests.world import World, only, state


@pytest.fixture
def world(tmp_path: Path) -> World:
    return scored(tmp_path)


def nothing(world: World, month: str) -> None:
    world.file(month, "east", "scores", [["零报告", *[None] * 3]])


def last_of(verdict: Verdict, reading: str) -> str:
    return next(o.detail for o in verdict.outcomes if o.id == reading)


def test_the_last_two_from_the_bottom(world: World) -> None:
    ranked(world)
    score(world, "Q2", plain())
    verdict = only(world.judge("2023-07-25"), "T-11@2023-Q2/all")
    assert (verdict.state, verdict.value, verdict.threshold) == ("informational", 7, 7)
    assert last_of(verdict, "last-2") == "庚乡（60分）、己乡（65分）"


def test_one_score_missing_and_nobody_is_ranked(world: World) -> None:
    ranked(world)
    score(world, "Q2", plain(丁=None))
    verdict = only(world.judge("2023-07-25"), "T-11@2023-Q2/all")
    assert (verdict.state, verdict.value, verdict.outcomes) == ("missing_report", 6, ())
    assert "没有报送4月、5月、7月的“评分”表" in verdict.sentence
    nothing(world, "2023-07")
    verdict = only(world.judge("2023-07-25"), "T-11@2023-Q2/all")
    assert (verdict.state, verdict.value, verdict.outcomes) == ("cannot_judge", 6, ())
    assert "丁乡" in verdict.sentence


def test_a_blank_score_is_a_score_missing(world: World) -> None:
    ranked(world)
    world.file("2023-06", "east", "scores", [
        [town, "2023-06-10", None if town == "丁" else 80, 1] for town in TOWNS
    ])  # fmt: skip
    nothing(world, "2023-07")
    assert state(world.judge("2023-07-25"), "T-11@2023-Q2/all") == "cannot_judge"


def test_a_tie_at_the_cut_takes_all_of_them_and_says_so(world: World) -> None:
    ranked(world)
    score(world, "Q2", plain(己=65, 戊=65))
    verdict = only(world.judge("2023-07-25"), "T-11@2023-Q2/all")
    assert "第2名并列，共3个" in last_of(verdict, "last-2")
    assert next(o.value for o in verdict.outcomes) == 3


def test_equal_scores_share_a_rank(world: World) -> None:
    ranked(world)
    score(world, "Q2", plain(乙=85, 丙=85))
    steps = [step.says for step in only(world.judge("2023-07-25"), "T-11@2023-Q2/all").steps]
    assert steps[:4] == ["第1名 甲乡", "第2名 乙乡", "第2名 丙乡", "第4名 丁乡"]


def test_streets_are_another_list(world: World) -> None:
    ranked(world)
    score(world, "Q2", {**plain(), "街": 1})
    verdict = only(world.judge("2023-07-25"), "T-11@2023-Q2/all")
    assert verdict.threshold == 7
    assert "街" not in last_of(verdict, "last-2")


def test_no_method_no_ranking(world: World) -> None:
    ranked(world)
    del world.rules[0]["method"]
    score(world, "Q2", plain())
    assert state(world.judge("2023-07-25"), "T-11/all") == "cannot_judge"


def test_a_method_decided_later_does_not_apply_before(world: World) -> None:
    world.methods.clear()
    world.adopt(basis="office", decision={"paper": "办法1号", "date": "2023-07-24"})
    ranked(world)
    score(world, "Q2", plain())
    assert state(world.judge("2023-07-23"), "T-11/all") == "cannot_judge"
    assert state(world.judge("2023-07-24"), "T-11@2023-Q2/all") == "informational"


@pytest.mark.parametrize(
    ("several", "best", "last"),
    [
        ("mean", "high", "丙"),
        ("worst", "high", "甲"),
        ("last", "high", "乙"),
        ("mean", "low", "乙"),
    ],
)
def test_the_method_says_how_several_scores_become_one(
    tmp_path: Path, several: str, best: str, last: str
) -> None:
    world = World(tmp_path, files=("scores",))
    world.towns("甲", "乙", "丙")
    world.adopt(several=several, best=best)
    ranked(world, last=(1,))
    scores = {"甲": (20, 96), "乙": (80, 40), "丙": (50, 50)}
    world.file("2023-06", "east", "scores", [
        [town, day, value, 1] for town, pair in scores.items()
        for day, value in zip(("2023-06-02", "2023-06-09"), pair, strict=True)
    ])  # fmt: skip
    verdict = only(world.judge("2023-07-25"), "T-11@2023-Q2/all")
    assert last_of(verdict, "last-1").startswith(last)


def test_weights_of_the_parts(world: World) -> None:
    world.methods.clear()
    parts = [{"column": "work", "weight": 3}, {"column": "data", "weight": 1}]
    world.adopt(components=parts)
    ranked(world, last=(1,))
    world.file("2023-06", "east", "scores", [
        [town, "2023-06-10", 60, 100 - i] for i, town in enumerate(TOWNS)
    ])  # fmt: skip
    verdict = only(world.judge("2023-07-25"), "T-11@2023-Q2/all")
    assert last_of(verdict, "last-1") == "庚乡（68.5分）"
