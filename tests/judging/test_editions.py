"""What is in force on a day, and what is there at all for the public."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.judging.results import as_json
from tests.world import SPENT, World, only, state

QUOTE = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
JUNE = "T-1@2023-06-30/east"


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("funds",), indicators=[SPENT])
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    made.target("T-1", QUOTE, indicator="spent", checkpoints=points)
    made.file("2023-07", "east", "funds", [["P1", "中央", 1000, 1000, 600, "2023-06-30"]])
    return made


@pytest.mark.parametrize(
    ("more", "before", "after"),
    [
        ({"from": "2023-07-20"}, "2023-07-19", "2023-07-20"),
        (
            {"basis": "office", "decision": {"paper": "纪要", "date": "2023-07-20"}},
            "2023-07-19",
            "2023-07-20",
        ),
        ({"until": "2023-07-19"}, "2023-07-20", "2023-07-19"),
    ],
)
def test_a_rule_applies_from_its_day_to_its_day(
    world: World, more: dict[str, Any], before: str, after: str
) -> None:
    world.rule("threshold", provision="T-1", **more)
    assert [v.id for v in world.judge(before).by_provision["T-1"]] == ["T-1/all"]
    assert state(world.judge(after), JUNE) == "met"


def test_a_target_decided_later_is_not_there_before(world: World) -> None:
    paper = {"paper": "纪要3号", "date": "2023-07-20"}
    world.provision("commitments", "T-14", "及时研判", basis="office", decision=paper)
    assert "T-14" not in world.judge("2023-07-19").by_provision
    assert "T-14" in world.judge("2023-07-20").by_provision


def test_what_came_in_later_is_not_known_before(world: World) -> None:
    world.rule("threshold", provision="T-1")
    assert only(world.judge("2023-07-14"), JUNE).value is None
    assert only(world.judge("2023-07-15"), JUNE).value == 60


def test_the_policy_follows_the_reading_that_the_office_chose(world: World) -> None:
    world.question("A01")
    world.readings = [{"id": "strict", "name": "不含当日", "inclusive": False}]
    world.policy = {"questions": ["A01"]}
    world.file(
        "2023-06",
        "east",
        "funds",
        [["P1", "中央", 1, 1, 1, "2023-05-31"]],
        "2023-06-20T10:00:00+08:00",
    )
    filed = "M-1@2023-06/east"
    assert state(world.judge("2023-07-01"), filed) == "depends_on_definition"
    for chosen, found in (("policy", "met"), ("strict", "overdue")):
        world.question("A01", "resolved", [chosen])
        verdict = only(world.judge("2023-07-01"), filed)
        assert (verdict.state, len(verdict.outcomes)) == (found, 1)


def secret(world: World) -> World:
    world.files = ("funds", "visits")
    world.internal_forms = ("visits",)
    world.towns("甲", "乙")
    world.provision("escalations", "T-15", "对后几名", measures=["一次警告"], audience="internal")
    world.decide("T-15", "一次警告", "甲", "2023-07-10", reason="密")
    world.rule("threshold", provision="T-1")
    world.rule("coverage", id="hidden", provision="T-3", register="towns", form="visits",
               item="township", dated_by="date", audience="internal")  # fmt: skip
    world.target("T-3", "每季度走访全部3个乡镇", value=3, each="quarter", basis="assumed")
    world.towns("丙")
    world.file("2023-07", "east", "visits", [["Z77", "甲", "2023-07-05"]])
    return world


def test_the_public_edition_is_judged_without_what_is_internal(world: World) -> None:
    secret(world)
    inside, outside = world.judge("2023-07-25"), world.judge("2023-07-25", "public")
    assert {v.rule for v in inside.by_provision["T-3"]} == {"hidden"}
    assert "T-15" in inside.by_provision
    assert "T-15" not in outside.by_provision
    assert {v.rule for v in outside.by_provision["T-3"]} == {None}
    assert list(outside.case.catalogue.forms) == [
        form for form in inside.case.catalogue.forms if form != "visits"
    ]
    told = as_json(outside)
    assert not [
        word for word in ("Z77", "visits", "走访“", "密", "一次警告", "hidden") if word in told
    ]
    assert "密" in as_json(inside)


def test_what_is_public_stays_the_same_in_both(world: World) -> None:
    secret(world)
    inside, outside = world.judge("2023-07-25"), world.judge("2023-07-25", "public")
    assert only(inside, JUNE) == only(outside, JUNE)
