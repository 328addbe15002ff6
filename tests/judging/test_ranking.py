"""Rankings and escalation: ties, incomplete scores, readings, counters, and only ever proposals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.judging.results import Results
from generator.judging.verdict import Verdict
from tests.world import World, only, state

TOWNS = "甲乙丙丁戊己庚"
QUOTE = "每季度乡镇综合排序，对后几名实行一次警告、两次黄牌、三次免职"
LADDER = [
    {"times": 1, "measure": "一次警告", "proposes": "拟警告"},
    {"times": 2, "measure": "两次黄牌", "proposes": "拟黄牌"},
    {"times": 3, "measure": "三次免职", "proposes": "提请研究"},
]
QUARTERS = {"Q2": "2023-06", "Q3": "2023-09", "Q4": "2023-12"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("scores",))
    made.towns(*TOWNS)
    made.towns("街", category="街道")
    made.adopt()
    return made


def ranked(world: World, last: tuple[int, ...] = (2,), **more: Any) -> None:
    world.provision("escalations", "T-11", QUOTE, measures=["一次警告", "两次黄牌", "三次免职"])
    world.rule("ranking", id="places", provision="T-11", register="towns", form="scores",
               item="township", dated_by="date", every="quarter", last=list(last),
               subjects=["east"], **{"method": "points", **more})  # fmt: skip


def score(world: World, quarter: str, scores: dict[str, object], **more: Any) -> None:
    month = QUARTERS[quarter]
    rows: list[list[object]] = [
        [town, f"{month}-{10 + i % 5:02}", value, more.get("data", 1)]
        for i, (town, value) in enumerate(scores.items())
    ]
    world.file(month, "east", "scores", rows)


def nothing(world: World, month: str) -> None:
    world.file(month, "east", "scores", [["零报告", *[None] * 3]])


def plain(**changed: object) -> dict[str, object]:
    """甲 is best, 庚 worst, unless told otherwise; None leaves one out."""
    scores = {town: 90 - 5 * i for i, town in enumerate(TOWNS)} | changed
    return {town: value for town, value in scores.items() if value is not None}


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
    assert "没有报送2023年4月、2023年5月、2023年7月的“评分”表" in verdict.sentence
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


# --- escalation ----------------------------------------------------------------------------------


def escalating(world: World, counters: tuple[str, ...] = ("consecutive", "cumulative")) -> None:
    world.question("A01")
    ranked(world, last=(1, 2), questions=["A01"])
    world.question("A02")
    world.rule("escalation", id="ladder", provision="T-11", ranking="places",
               counters=list(counters), ladder=LADDER, questions=["A02"])  # fmt: skip


def counters(results: Results, quarter: str, town: str) -> dict[str, tuple[float | None, str]]:
    verdict = only(results, f"T-11+ladder@2023-{quarter}/{town}")
    assert verdict.state == "for_decision"
    return {outcome.id: (outcome.value, outcome.detail) for outcome in verdict.outcomes}


def test_a_third_time_in_a_row_and_a_third_time_in_all(world: World) -> None:
    escalating(world)
    for quarter in QUARTERS:
        score(world, quarter, plain())
    found = counters(world.judge("2024-01-25"), "Q4", "庚")
    assert found == {f"last-{n}-{c}": (3, "提请研究") for n in (1, 2)
                     for c in ("consecutive", "cumulative")}  # fmt: skip


def test_a_period_between_breaks_the_run_but_not_the_sum(world: World) -> None:
    escalating(world)
    score(world, "Q2", plain())
    score(world, "Q3", plain(庚=99))
    score(world, "Q4", plain())
    found = counters(world.judge("2024-01-25"), "Q4", "庚")
    assert found["last-1-consecutive"] == (1, "拟警告")
    assert found["last-1-cumulative"] == (2, "拟黄牌")


def test_a_period_without_a_ranking_breaks_the_run(world: World) -> None:
    escalating(world)
    score(world, "Q2", plain())
    score(world, "Q3", plain(甲=None))
    score(world, "Q4", plain())
    found = counters(world.judge("2024-01-25"), "Q4", "庚")
    assert (found["last-1-consecutive"][0], found["last-1-cumulative"][0]) == (1, 2)


def test_how_many_are_last_is_open_so_both_are_counted(world: World) -> None:
    escalating(world)
    score(world, "Q2", plain())
    found = counters(world.judge("2023-07-25"), "Q2", "己")
    assert set(found) == {"last-2-consecutive", "last-2-cumulative"}


def test_a_settled_counter_stands_alone(world: World) -> None:
    escalating(world)
    world.question("A01", "resolved", ["last-1"])
    world.question("A02", "resolved", ["cumulative"])
    for quarter in QUARTERS:
        score(world, quarter, plain())
    results = world.judge("2024-01-25")
    assert counters(results, "Q4", "庚") == {"last-1-cumulative": (3, "提请研究")}
    assert not [v for v in results.verdicts if v.item == "己"]


def test_proposals_and_never_a_decision(world: World) -> None:
    escalating(world)
    for quarter in QUARTERS:
        score(world, quarter, plain())
    results = world.judge("2024-01-25")
    assert {m.state for m in results.matters} <= {"waiting", "unanswered"}
    assert {m.proposal.proposes for m in results.matters if m.proposal} == {
        "拟警告",
        "拟黄牌",
        "提请研究",
    }
