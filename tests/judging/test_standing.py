"""What has no rule: told in words, for orientation, for people to decide; never green."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.judging.verdict import GREEN
from tests.world import World, only, state


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path, files=("words",))
    world.provision("commitments", "T-1", "及时研判")
    return world


def tell(world: World, month: str, text: str = "已研判") -> None:
    world.file(month, "east", "words", [["T", text]])


def test_work_is_attested_by_the_newest_report(world: World) -> None:
    tell(world, "2023-04")
    tell(world, "2023-05")
    results = world.judge("2023-05-31")
    assert state(results, "T-1/east") == "attested"
    assert state(results, "T-1/west") == "missing_report"
    assert only(results, "T-1/east").lineage[0].header == "进展情况"


def test_an_old_report_attests_nothing_any_more(world: World) -> None:
    tell(world, "2023-04")
    verdict = only(world.judge("2023-05-31"), "T-1/east")
    assert verdict.state == "missing_report"
    assert "最近一次是2023年4月" in verdict.sentence


def test_the_same_words_again_are_told(world: World) -> None:
    for month in ("2023-04", "2023-05", "2023-06"):
        tell(world, month, "无新进展")
    assert "连续3期文字相同" in only(world.judge("2023-06-30"), "T-1/east").sentence


def test_nothing_without_a_rule_is_green(world: World) -> None:
    world.target("T-2", "产业占比不低于60%", value=60)
    world.cadence("T-3", "每周报告一次", every="week")
    world.cadence("T-4", "及时", unspecified="及时")
    world.provision("references", "T-5", "5个示范村", value=5, unit="个")
    world.provision("lists", "T-6", "5月、10月", items=["5月", "10月"])
    world.provision("escalations", "T-7", "开展专项检查", measures=["专项检查"])
    world.provision("deliverables", "T-8", "出台《管理办法》", document="《管理办法》")
    tell(world, "2023-04")
    results = world.judge("2023-05-31")
    found = {v.id: v.state.value for v in results.verdicts if v.rule is None and v.subject is None}
    assert found == {
        "T-2/all": "cannot_judge",
        "T-3/all": "cannot_judge",
        "T-4/all": "informational",
        "T-5/all": "informational",
        "T-6/all": "informational",
        "T-7/all": "for_decision",
        "T-8/all": "cannot_judge",
    }
    assert not any(v.state in GREEN for v in results.verdicts if v.rule is None)
