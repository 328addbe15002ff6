"""What is asked of each unit by itself, of each period, and by what it takes to know it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

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
        "东县：截至2023年6月30日，新增就业100人，未达到6月30日前不少于120人的要求，差20人。"
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
    assert verdict.sentence == "截至2023年6月30日，新增就业99.0%；没有写明合计的目标值，不能判定。"
    assert verdict.next == "请在 T-1 中写明合计的 value。"


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
    assert "2023年二季度不少于10人" in verdict.sentence


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
        (350, "met", 0, "达到6月30日前在35%至40%之间的要求。"),
        (375, "met", 0, "杠杆率37.5%，达到6月30日前在35%至40%之间的要求。"),
        (400, "met", 0, "杠杆率40.0%，达到"),
        (
            401,
            "overdue",
            -0.1,
            "杠杆率40.1%，未达到6月30日前在35%至40%之间的要求，高出0.1个百分点。",
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
    assert verdict.sentence == f"东县：截至2023年6月30日，{sentence}"


def test_a_place_can_be_made_good(world: World) -> None:
    place(world, 5)
    verdict = only(world.judge("2023-07-25"), "T-1/east")
    assert verdict.state == "behind"
    assert verdict.next.endswith("，须前移2位。")
