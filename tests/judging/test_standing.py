"""What has no rule: told in words, for orientation, for people to decide; never green."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.words.states import GREEN
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
    assert verdict.sentence == "东县：没有报送2023年5月的“进展”表，最近一次是4月。"


def test_the_same_words_again_tell_nothing_new(world: World) -> None:
    for month, text in (
        ("2023-04", "已研判两次"),
        ("2023-05", "已研判 两次。"),
        ("2023-06", "已研判，两次"),
    ):
        tell(world, month, text)
    verdict = only(world.judge("2023-06-30"), "T-1/east")
    assert (verdict.state, verdict.word) == ("attested", "连续3期无新内容")
    assert verdict.sentence == "东县：2023年6月文字与上期相同，连续3期无新内容。"


def test_other_words_are_new(world: World) -> None:
    tell(world, "2023-04")
    tell(world, "2023-05", "又研判一次")
    verdict = only(world.judge("2023-05-31"), "T-1/east")
    assert (verdict.state, verdict.word) == ("attested", "有新进展")
    assert verdict.sentence == "东县：2023年5月报送了新的进展。"


def test_what_is_declared_to_say_nothing_new_says_nothing_new(world: World) -> None:
    world.policy = {"nothing_new": {"phrases": ["无新进展", "本月"], "basis": "assumed"}}
    for month, text in (
        ("2023-04", "已研判"),
        ("2023-05", "本月无新进展。"),
        ("2023-06", "无新进展"),
    ):
        tell(world, month, text)
    assert only(world.judge("2023-05-31"), "T-1/east").word == "本期无新内容"
    verdict = only(world.judge("2023-06-30"), "T-1/east")
    assert (verdict.state, verdict.word) == ("attested", "连续2期无新内容")
    assert "报送称没有新进展" in verdict.sentence
    tell(world, "2023-07", "无新进展的村已约谈")
    assert only(world.judge("2023-07-31"), "T-1/east").word == "有新进展"


def test_a_month_without_a_word_ends_the_row(world: World) -> None:
    for month in ("2023-04", "2023-06"):
        tell(world, month)
    assert only(world.judge("2023-06-30"), "T-1/east").word == "有新进展"


@pytest.mark.parametrize("rows", [[["T", None]], [["T", "。"]], [["零报告", None]]])
def test_a_report_without_a_word_on_it_is_missing(world: World, rows: list[list[object]]) -> None:
    tell(world, "2023-04")
    world.file("2023-05", "east", "words", rows)
    verdict = only(world.judge("2023-05-31"), "T-1/east")
    assert verdict.state == "missing_report"
    assert verdict.sentence == "东县：2023年5月的“进展”表没有写本项进展，最近一次是4月。"


def test_a_report_that_may_come_later_is_not_missing(world: World) -> None:
    tell(world, "2023-04")
    world.allow("extension", "2023-05-20", period="2023-05", until="2023-06-05")
    assert state(world.judge("2023-06-05"), "T-1/east") == "attested"
    assert state(world.judge("2023-06-06"), "T-1/east") == "missing_report"


def test_a_statement_stands_beside_the_verdict(world: World) -> None:
    tell(world, "2023-04")
    world.allow("statement", "2023-05-25", provision="T-1", reason="人员调整")
    assert only(world.judge("2023-05-31"), "T-1/east").exceptions == ("X2023-01",)
    assert only(world.judge("2023-05-31"), "T-1/west").exceptions == ()


def test_nobody_is_named_who_decides(world: World) -> None:
    world.provision("escalations", "T-7", "开展专项检查", measures=["专项检查"])
    sentence = only(world.judge("2023-05-31"), "T-7/all").sentence
    assert sentence == "专项检查：通知写明“开展专项检查”，系统只提供依据，不作决定。"


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
