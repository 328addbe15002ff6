"""Candidates: units by their reasons, proposals with a day, and people's choice checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.judging.results import Results
from generator.judging.verdict import Verdict
from tests.world import SPENT, World, only

QUOTE = "筛选落后的县表态发言"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(
        tmp_path,
        files=("funds", "problems"),
        indicators=[SPENT],
        policy={"first": "2023-05"},
    )
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    made.target("T-1", quote, indicator="spent", checkpoints=points)
    made.rule("threshold", id="spending", provision="T-1")
    made.provision("escalations", "T-13", QUOTE, measures=["表态发言"])
    made.rule(
        "candidates", id="who", provision="T-13", subjects=["county"],
        choose={"at_least": 1, "at_most": 1}, measure="表态发言",
        criteria=[{"name": "进度落后", "rules": ["spending"]},
                  {"name": "问题", "form": "problems", "distinct": "problem", "dated_by": "assigned"}],
    )  # fmt: skip
    return made


def month(
    world: World, name: str, east: int, west: int, problems: tuple[int, int] = (0, 0)
) -> None:
    """Spent of 1000, and problems assigned that month, by county."""
    year, number = name.split("-")
    cut = f"{year}-{int(number) - 1:02}-{30 if number in ('05', '07') else 31}"
    for unit, spent, count in (("east", east, problems[0]), ("west", west, problems[1])):
        world.file(name, unit, "funds", [["P1", "中央", 1000, 1000, spent, cut]])
        own = "东县" if unit == "east" else "西县"
        rows: list[list[object]] = [
            [f"W{name[-2:]}{i}", "整改中", "住建局", own, f"{name}-02", None, None]
            for i in range(count)
        ]
        world.file(name, unit, "problems", rows or [["零报告", *[None] * 6]])


def order(verdict: Verdict) -> list[str]:
    return [outcome.id for outcome in verdict.outcomes]


def judged(world: World, day: str) -> tuple[Results, Verdict]:
    results = world.judge(day)
    return results, only(results, "T-13/all")


def test_who_is_behind_comes_first_then_who_has_more_problems(world: World) -> None:
    month(world, "2023-05", 299, 300, (1, 5))
    _, verdict = judged(world, "2023-05-25")
    assert verdict.state == "for_decision"
    assert order(verdict) == ["east", "west"]
    assert "东县（进度落后1项、问题1个）；西县（问题5个）" in verdict.sentence
    assert [p.subject for p in verdict.proposals] == ["east"]


def test_equal_reasons_are_equal_places_and_all_proposed(world: World) -> None:
    month(world, "2023-05", 300, 300, (2, 2))
    _, verdict = judged(world, "2023-05-25")
    assert [o.detail[:3] for o in verdict.outcomes] == ["第1位", "第1位"]
    assert [p.subject for p in verdict.proposals] == ["east", "west"]


def test_nobody_without_a_reason(world: World) -> None:
    month(world, "2023-05", 300, 300)
    _, verdict = judged(world, "2023-05-25")
    assert (verdict.value, verdict.proposals) == (0, ())


def test_a_proposal_stands_since_the_first_list_and_waits_a_month(world: World) -> None:
    month(world, "2023-05", 299, 400)
    month(world, "2023-06", 299, 400)
    results, verdict = judged(world, "2023-06-21")
    assert str(verdict.proposals[0].since) == "2023-05-22"
    assert [m.state for m in results.matters] == ["waiting"]
    results, _ = judged(world, "2023-06-22")
    assert [m.state for m in results.matters] == ["unanswered"]


def test_a_decision_stands_beside_its_proposal(world: World) -> None:
    month(world, "2023-05", 299, 400)
    world.decide(
        "T-13", "表态发言", "east", "2023-05-24", lifted={"paper": "决定2号", "date": "2023-05-28"}
    )
    assert [m.state for m in judged(world, "2023-05-23")[0].matters] == ["waiting"]
    assert [m.state for m in judged(world, "2023-05-24")[0].matters] == ["decided"]
    assert [m.state for m in judged(world, "2023-05-28")[0].matters] == ["lifted"]


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2023-05-21", ["waiting", "unproposed"]),  # it cannot answer what did not stand yet
        ("2023-05-22", ["decided"]),  # of the day itself
        ("2023-05-23", ["decided"]),
    ],
)
def test_a_decision_answers_what_stood_on_its_day(
    world: World, day: str, states: list[str]
) -> None:
    month(world, "2023-05", 299, 400)
    world.decide("T-13", "表态发言", "east", day)
    results, _ = judged(world, "2023-05-25")
    assert [str(p.since) for v in results.verdicts for p in v.proposals] == ["2023-05-22"]
    assert [m.state for m in results.matters] == states


def test_a_decision_that_nothing_called_for_is_told(world: World) -> None:
    month(world, "2023-05", 299, 400)
    world.decide("T-13", "表态发言", "west", "2023-05-24")
    results, _ = judged(world, "2023-05-25")
    assert [(m.subject, m.state) for m in results.matters] == [
        ("east", "waiting"),
        ("west", "unproposed"),
    ]


def test_more_chosen_than_the_notice_allows_is_told(world: World) -> None:
    month(world, "2023-05", 299, 400)
    for unit in ("east", "west"):
        world.decide("T-13", "表态发言", unit, "2023-05-24")
    assert "决定1号决定了2个，不在1个之内" in judged(world, "2023-05-25")[1].sentence


def test_without_a_measure_nothing_is_proposed(world: World) -> None:
    for name in ("measure", "choose"):
        del world.rules[1][name]
    month(world, "2023-05", 299, 400)
    results, verdict = judged(world, "2023-05-25")
    assert (verdict.proposals, results.matters) == ((), ())
    assert "只列差距，不提请" in verdict.sentence
