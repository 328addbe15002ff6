"""What turned between two results: better, worse, or another state as good as it was."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from generator.judging.turns import Turn, turns
from generator.judging.verdict import Verdict
from generator.words.states import GREEN, ORDER, State
from tests.world import World


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    world = World(tmp_path_factory.mktemp("turns"))
    return world.judge("2023-05-01").verdicts[0]


def kind(verdict: Verdict, before: State, after: State) -> str:
    return Turn(replace(verdict, state=before), replace(verdict, state=after)).kind


def test_every_state_has_its_place_but_what_people_decide() -> None:
    placed = [state for equals in ORDER for state in equals]
    assert len(placed) == len(set(placed))
    assert set(State) - set(placed) == {State.FOR_DECISION}
    assert [state.good for state in GREEN] == [len(ORDER) - 1, len(ORDER) - 2]


def test_a_turn_to_the_right_is_better_and_to_the_left_worse(verdict: Verdict) -> None:
    for worse, better in combinations(ORDER, 2):
        for was in worse:
            for now in better:
                assert kind(verdict, was, now) == "better"
                assert kind(verdict, now, was) == "worse"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (State.ATTESTED, State.MISSING_REPORT, "worse"),
        (State.BEHIND, State.MISSING_REPORT, "other"),
        (State.NOT_DUE, State.AT_RISK, "worse"),
        (State.AT_RISK, State.OVERDUE, "worse"),
        (State.FOR_DECISION, State.MET, "other"),
        (State.MET, State.FOR_DECISION, "other"),
        (State.MET, State.MET, "figure"),
    ],
)
def test_what_a_turn_is(verdict: Verdict, was: State, now: State, told: str) -> None:
    assert kind(verdict, was, now) == told


def test_what_came_and_what_went(verdict: Verdict) -> None:
    assert (Turn(None, verdict).kind, Turn(verdict, None).kind) == ("new", "gone")


def test_the_same_results_turn_nothing(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    assert turns(world.judge("2023-05-01"), world.judge("2023-05-01")) == []
