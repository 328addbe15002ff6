"""Milestones: what is done by its day, late, or not yet; in words alone nothing is proved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only, state

QUOTE = "4月底前完成方案，6月底前开工，年底前建成"
STAGES = [
    {"date": "2023-04-30", "text": "完成方案"},
    {"date": "2023-06-30", "text": "开工"},
    {"date": "2023-12-31", "text": "建成"},
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path, files=("events",), says=f"{QUOTE}。")
    world.provision("targets", "T-1", QUOTE, milestones=STAGES)
    return world


def done(world: World, month: str, *rows: tuple[str, str | None]) -> None:
    told: list[list[object]] = [
        [f"{month}{n}", "检查", day, "", text] for n, (text, day) in enumerate(rows)
    ]
    world.file(month, "east", "events", told or [["零报告", *[None] * 4]])


def by_rule(world: World) -> None:
    world.rule("milestones", provision="T-1", form="events", item="title", done="date")


def test_each_is_judged_on_its_own_day(world: World) -> None:
    by_rule(world)
    done(world, "2023-04")
    done(world, "2023-05", ("完成方案", "2023-04-28"))
    done(world, "2023-06")
    done(world, "2023-07", ("开 工", "2023-07-03"))
    results = world.judge("2023-07-25")
    found = [(str(v.due), v.state, v.binding) for v in results.own_of("east") if v.rule == "r1"]
    assert found == [
        ("2023-04-30", "met", False),
        ("2023-06-30", "behind", True),
        ("2023-12-31", "not_due", False),
    ]
    start = only(results, "T-1@2023-06-30/east")
    assert start.sentence == "东县：“开工”已于2023年7月3日办成，晚于6月30日。"
    assert {cell.file for cell in start.lineage} == {"submissions/2023-07/east/events.csv"}
    last = only(results, "T-1@2023-12-31/east")
    assert last.sentence == "东县：“建成”尚未见办成，应于2023年12月31日前办成。"


def test_what_is_next_is_to_be_told_with_its_day(world: World) -> None:
    by_rule(world)
    done(world, "2023-04", ("完成方案", "2023-04-12"))
    verdict = only(world.judge("2023-05-10"), "T-1@2023-06-30/east")
    assert verdict.state == "not_due"
    assert verdict.next.endswith("，写明“开工”和办成日期。")


def test_nothing_filed_is_missing_and_a_blank_day_is_not_done(world: World) -> None:
    by_rule(world)
    assert state(world.judge("2023-07-25"), "T-1@2023-06-30/east") == "missing_report"
    done(world, "2023-04", ("完成方案", None))
    done(world, "2023-05")
    assert state(world.judge("2023-05-25"), "T-1@2023-04-30/east") == "behind"


def test_in_words_it_is_attested_and_no_more(world: World) -> None:
    world.files = ("words",)
    world.file("2023-05", "east", "words", [["T", "方案已完成"]])
    verdict = only(world.judge("2023-05-16"), "T-1/east")
    assert verdict.state == "attested"
    assert verdict.sentence.endswith("已到的节点：4月30日前完成方案，是否办成以文字为准。")
    assert state(world.judge("2023-06-25"), "T-1/east") == "missing_report"


def wrong(world: World, stages: list[dict[str, str]], **more: Any) -> list[str]:
    target = {"id": "T-1", "quote": QUOTE, "basis": "notice", "milestones": stages, **more}
    world.provisions = {"targets": [target]}
    return sorted(problem.code for problem in world.problems() if problem.is_error)


@pytest.mark.parametrize(
    ("stages", "more", "found"),
    [
        (STAGES, {}, []),
        ([STAGES[1], STAGES[0]], {}, ["E527"]),
        ([{"date": "2023-04-29", "text": "完成方案"}], {}, ["E534"]),
        ([{"date": "2023-04-30", "text": "完成计划"}], {}, ["E534"]),
        (STAGES, {"value": 3, "basis": "assumed"}, ["E519"]),
    ],
)
def test_milestones_are_the_notices_and_go_forward(
    world: World, stages: list[dict[str, str]], more: dict[str, Any], found: list[str]
) -> None:
    assert wrong(world, stages, **more) == found


def test_a_number_has_an_operator(world: World) -> None:
    world.provisions = {"targets": [{"id": "T-1", "quote": QUOTE, "basis": "assumed", "value": 3}]}
    assert [problem.code for problem in world.problems() if problem.is_error] == ["E512"]
