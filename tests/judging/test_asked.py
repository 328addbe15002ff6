"""What is asked of each unit by itself, of each period, and by what it takes to know it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.judging.results import as_json
from generator.judging.verdict import Verdict
from tests.world import World, only, state

JOBS: dict[str, Any] = {
    "id": "jobs", "name": "新增就业", "unit": "人", "form": "figures", "accumulation": "cumulative",
    "numerator": {"sum": "value"}, "as_of": "as_of", "deed": "再新增就业{}人",
}  # fmt: skip
QUOTE = "年底前建成5个示范村"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, files=("figures",), indicators=[JOBS])


def told(world: World, unit: str, value: float, day: str = "2023-06-30") -> None:
    month = {"2023-05-31": "2023-06", "2023-06-30": "2023-07"}[day]
    world.file(month, unit, "figures", [["甲", value, None, day]])


def asks(world: World, scope: str = "each", **more: Any) -> None:
    world.target("T-1", QUOTE, indicator="jobs", basis="assumed", **more)
    world.rule("threshold", provision="T-1", scope=scope)


def test_each_unit_is_held_against_its_own(world: World) -> None:
    asks(world, values={"east": 120, "west": 80}, value=200, due="2023-06-30")
    told(world, "east", 100)
    told(world, "west", 90)
    results = world.judge("2023-07-25")
    east, west = (only(results, f"T-1@2023-06-30/{unit}") for unit in ("east", "west"))
    assert (east.state, east.threshold, east.gap) == ("overdue", 120, 20)
    assert (west.state, west.threshold, west.gap) == ("met", 80, -10)
    assert east.sentence == (
        "东县：数据截至2023年6月30日，新增就业100人，未达到6月30日前不少于120人的要求，差20人。"
    )
    assert [(step.says, step.value, step.unit) for step in east.steps[1:]] == [
        ("目标值（tasks.yaml 第39行）", 120, "人")
    ]


def test_advice_is_for_the_own_number(world: World) -> None:
    asks(world, values={"east": 120, "west": 80}, due="2023-06-30")
    told(world, "east", 100, "2023-05-31")
    told(world, "west", 90, "2023-05-31")
    results = world.judge("2023-06-21")
    east, west = (only(results, f"T-1@2023-06-30/{unit}") for unit in ("east", "west"))
    assert (east.state, west.state) == ("at_risk", "met")
    assert (east.next.rpartition("，")[2], west.next) == ("再新增就业20人。", "")


@pytest.mark.parametrize(("whole", "threshold"), [({"value": 200}, 200), ({}, 200)])
def test_together_the_whole_or_the_sum_is_asked(
    world: World, whole: dict[str, float], threshold: float
) -> None:
    asks(world, "together", values={"east": 120, "west": 80}, due="2023-06-30", **whole)
    told(world, "east", 100)
    told(world, "west", 99)
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/all")
    assert (verdict.state, verdict.value, verdict.threshold) == ("overdue", 199, threshold)


def test_of_rates_there_is_no_sum(world: World) -> None:
    world.indicators = [{**JOBS, "unit": "%", "denominator": {"sum": "base"}, "deed": "再完成{}"}]
    asks(world, "together", values={"east": 90, "west": 80}, due="2023-06-30")
    for unit in ("east", "west"):
        world.file("2023-07", unit, "figures", [["甲", 99, 100, "2023-06-30"]])
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/all")
    assert (verdict.state, verdict.value, verdict.threshold) == ("cannot_judge", 99, None)
    assert (
        verdict.sentence == "数据截至2023年6月30日，新增就业99.0%；没有写明合计的目标值，不能判定。"
    )
    assert verdict.next == "请办公室写明合计的目标值，写入 tasks.yaml 中 T-1 的 value。"


def test_a_table_is_named_by_its_line(world: World) -> None:
    world.sheets = {"jobs.csv": "单位,目标值\n东县,120\n西县,80\n合计,200\n"}
    asks(world, values="rules/values/jobs.csv", due="2023-06-30")
    told(world, "west", 79.5)
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/west")
    assert (verdict.state, verdict.gap) == ("overdue", 0.5)
    assert verdict.steps[-1].says == "目标值（rules/values/jobs.csv 第3行）"


def test_each_checkpoint_has_its_own(world: World) -> None:
    asks(world, checkpoints=[
        {"date": "2023-05-31", "values": {"east": 50, "west": 30}},
        {"date": "2023-06-30", "value": 200, "values": {"east": 120, "west": 80}},
    ])  # fmt: skip
    told(world, "east", 60, "2023-05-31")
    told(world, "east", 110)
    results = world.judge("2023-07-25")
    assert state(results, "T-1@2023-05-31/east") == "met"
    assert state(results, "T-1@2023-06-30/east") == "overdue"
    assert only(results, "T-1@2023-06-30/west").threshold == 80


def test_things_are_counted_against_the_own_number(tmp_path: Path) -> None:
    world = World(tmp_path, files=("villages",))
    world.target("T-1", QUOTE, basis="assumed", values={"east": 2, "west": 3}, due="2023-06-30")
    world.rule("count", provision="T-1", form="villages", distinct="village")
    for unit in ("east", "west"):
        rows = [[f"V{n}", 10, "2023-06-30"] for n in range(2)]
        world.file("2023-07", unit, "villages", rows)
    results = world.judge("2023-07-25")
    assert state(results, "T-1@2023-06-30/east") == "met"
    assert only(results, "T-1@2023-06-30/west").gap == 1


def test_each_period_has_its_own(world: World) -> None:
    world.indicators = [{**JOBS, "accumulation": "period"}]
    asks(world, periods={"2023-Q1": 5, "2023-Q2": 10, "2023-H2": 25})
    for month, day, value in (("2023-05", "2023-04-30", 6), ("2023-06", "2023-05-31", 2)):
        world.file(month, "east", "figures", [["甲", value, None, day]])
    told(world, "east", 1)
    results = world.judge("2023-07-25")
    own = [v for v in results.own_of("east") if v.provision == "T-1"]
    found = {v.stage.removeprefix("@"): (v.state, v.threshold) for v in own}
    assert found == {
        "2023-Q1": ("informational", 5),
        "2023-Q2": ("overdue", 10),
        "2023-H2": ("not_due", 25),
    }
    verdict = only(results, "T-1@2023-Q2/east")
    assert verdict.value == 9
    assert "二季度不少于10人" in verdict.sentence


PLAIN = {key: value for key, value in JOBS.items() if key != "deed"}
RATE: dict[str, Any] = {
    **PLAIN, "name": "杠杆率", "unit": "%", "accumulation": "stock", "denominator": {"sum": "base"},
}  # fmt: skip
RANK: dict[str, Any] = {
    **PLAIN, "name": "全省排名", "unit": "位次", "accumulation": "stock", "decimals": 0,
}  # fmt: skip


def in_range(world: World, value: float, day: str = "2023-06-30") -> None:
    world.indicators = [RATE]
    asks(world, operator="between", between=[35, 40], due="2023-06-30")
    month = {"2023-05-31": "2023-06", "2023-06-30": "2023-07"}[day]
    world.file(month, "east", "figures", [["甲", value, 1000, day]])


@pytest.mark.parametrize(
    ("value", "found", "gap", "told"),
    [
        (349.9, "overdue", 0.01, "差0.01个百分点"),
        (350, "met", 0, "符合6月30日前在35%至40%之间的要求。"),
        (375, "met", 0, "杠杆率37.5%，符合6月30日前在35%至40%之间的要求。"),
        (400, "met", 0, "杠杆率40.0%，符合"),
        (
            401,
            "overdue",
            -0.1,
            "杠杆率40.1%，不符合6月30日前在35%至40%之间的要求，高出0.1个百分点。",
        ),
    ],
)
def test_a_range_includes_both_ends(
    world: World, value: float, found: str, gap: float, told: str
) -> None:
    in_range(world, value)
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/east")
    assert (verdict.state, verdict.threshold, verdict.low) == (found, 40, 35)
    assert verdict.gap == pytest.approx(gap)
    assert told in verdict.sentence


@pytest.mark.parametrize(("value", "deed"), [(300, "还须完成50"), (450, "须减少50"), (380, "")])
def test_into_a_range_there_are_two_ways(world: World, value: float, deed: str) -> None:
    in_range(world, value, "2023-05-31")
    verdict = only(world.judge("2023-06-21"), "T-1@2023-06-30/east")
    assert verdict.state == ("at_risk" if deed else "on_track")
    assert verdict.next.rpartition("，")[2].rstrip("。") == (deed or verdict.next.rstrip("。"))


def test_a_range_rests_on_the_figure_of_the_day(world: World) -> None:
    in_range(world, 380, "2023-05-31")
    world.file("2023-07", "east", "figures", [["甲", 390, 1000, "2023-07-05"]])
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/east")
    assert verdict.state == "cannot_judge"
    assert "不能证明按期" in verdict.sentence


def place(world: World, value: float, **more: Any) -> None:
    world.indicators = [RANK]
    asks(world, operator="at_most", value=3, **more)
    told(world, "east", value)


@pytest.mark.parametrize(
    ("value", "found", "sentence"),
    [
        (1, "met", "全省排名第1位，达到6月30日前进入前3位的要求，高2位。"),
        (3, "met", "全省排名第3位，达到6月30日前进入前3位的要求。"),
        (5, "overdue", "全省排名第5位，未达到6月30日前进入前3位的要求，差2位。"),
    ],
)
def test_a_smaller_place_is_better(world: World, value: float, found: str, sentence: str) -> None:
    place(world, value, due="2023-06-30")
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/east")
    assert verdict.state == found
    assert verdict.sentence == f"东县：数据截至2023年6月30日，{sentence}"


def test_a_place_can_be_made_good(world: World) -> None:
    place(world, 5)
    verdict = only(world.judge("2023-07-25"), "T-1/east")
    assert verdict.state == "behind"
    assert verdict.next.endswith("，须前移2位。")


def yearly(world: World, value: float, **more: Any) -> None:
    asks(world, against="last_year", due="2023-06-30", **more)
    told(world, "east", value)


def of_east(world: World) -> Verdict:
    return only(world.judge("2023-07-25"), "T-1@2023-06-30/east")


BASE = {"values": {"east": 1200}, "source": "2022年公报"}


@pytest.mark.parametrize(
    ("change", "operator", "threshold", "words"),
    [
        ({"percent": 10}, "at_least", 1320, "不少于1320人（上年1200人，增长10%）"),
        ({"percent": -2.5}, "at_most", 1170, "不多于1170人（上年1200人，下降2.5%）"),
        ({"amount": 30}, "at_least", 1230, "不少于1230人（上年1200人，增加30人）"),
        ({"amount": -30}, "at_most", 1170, "不多于1170人（上年1200人，减少30人）"),
        ({"times": 2}, "at_least", 2400, "不少于2400人（上年1200人，要求达到其2倍）"),
        (None, "at_least", 1200, "不少于1200人（上年1200人）"),
    ],
)
def test_last_year_is_changed_as_the_target_says(
    world: World, change: dict[str, float] | None, operator: str, threshold: float, words: str
) -> None:
    yearly(world, 1250, base=BASE, operator=operator, **({"change": change} if change else {}))
    verdict = of_east(world)
    met = verdict.value is not None and (
        verdict.value >= threshold if operator == "at_least" else verdict.value <= threshold
    )
    assert (verdict.threshold, verdict.state) == (threshold, "met" if met else "overdue")
    assert words in verdict.sentence
    assert verdict.steps[-1].says.startswith("上年的数（2022年公报）（tasks.yaml 第")
    assert verdict.steps[-1].value == 1200


def test_of_a_rate_points_are_added(world: World) -> None:
    world.indicators = [RATE]
    asks(world, against="last_year", due="2023-06-30", change={"points": 1.5},
         base={"values": {"east": 36}, "source": "年报"})  # fmt: skip
    world.file("2023-07", "east", "figures", [["甲", 374, 1000, "2023-06-30"]])
    verdict = of_east(world)
    assert (verdict.state, verdict.threshold) == ("overdue", 37.5)
    assert "不低于37.5%（上年36.0%，提高1.5个百分点）的要求，差0.1个百分点" in verdict.sentence


def test_without_last_year_nothing_can_be_judged(world: World) -> None:
    yearly(world, 1250, base=BASE, change={"percent": 10})
    told(world, "west", 5000)
    verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/west")
    assert (verdict.state, verdict.value, verdict.threshold) == ("cannot_judge", 5000, None)
    assert (
        verdict.sentence
        == "西县：数据截至2023年6月30日，新增就业5000人；没有写明上年的数，不能判定。"
    )
    assert verdict.next == "请办公室提供上年的数和出处，写入 tasks.yaml 中 T-1 的 base。"
    assert state(world.judge("2023-06-20"), "T-1@2023-06-30/west") != "met"


def test_together_last_year_is_the_whole_or_the_sum(world: World) -> None:
    for base in (
        {"value": 200, "source": "公报"},
        {"values": {"east": 120, "west": 80}, "source": "公报"},
    ):
        world.provisions, world.rules = {}, []
        asks(world, "together", against="last_year", change={"percent": 10}, base=base,
             due="2023-06-30")  # fmt: skip
        told(world, "east", 110)
        told(world, "west", 109.9)
        verdict = only(world.judge("2023-07-25"), "T-1@2023-06-30/all")
        assert (verdict.state, verdict.threshold) == ("overdue", 220)


def test_a_part_of_another_target(world: World) -> None:
    world.target("T-2", QUOTE, indicator="jobs", basis="assumed", values={"east": 120, "west": 80},
                 due="2023-12-31", title="就业")  # fmt: skip
    asks(world, share_of={"target": "T-2", "percent": 50}, due="2023-06-30")
    told(world, "east", 59)
    told(world, "west", 40)
    results = world.judge("2023-07-25")
    east = only(results, "T-1@2023-06-30/east")
    assert (east.state, east.threshold, east.gap) == ("overdue", 60, 1)
    assert "不少于60人（“就业”的目标值120人的50%）的要求，差1人" in east.sentence
    assert east.steps[-1].steps[0].says.startswith("目标值（tasks.yaml")
    assert state(results, "T-1@2023-06-30/west") == "met"


def test_the_low_end_is_exported_where_there_is_one(world: World) -> None:
    in_range(world, 360)
    world.target("T-2", QUOTE, indicator="jobs", basis="assumed", value=36)
    told = json.loads(as_json(world.judge("2023-07-25")))["verdicts"]
    ends = {v["id"]: v.get("low", "none") for v in told if v["subject"] == "east" and v["rule"]}
    assert (ends["T-1@2023-06-30/east"], ends["T-2/east"]) == (35, "none")
