"""Escalation: counters, what is open, and only ever proposals."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.judging.results import Results
from tests.judging.scores import QUARTERS, plain, ranked, score, scored
from tests.world import World, only

LADDER = [
    {"times": 1, "measure": "一次警告", "proposes": "拟警告"},
    {"times": 2, "measure": "两次黄牌", "proposes": "拟黄牌"},
    {"times": 3, "measure": "三次免职", "proposes": "提请研究"},
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return scored(tmp_path)


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
