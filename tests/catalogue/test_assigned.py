"""Numbers of each unit's own, and of each period: whose they are, what they come to, what the notice says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.problems import Problem
from tests.factory import told
from tests.world import World

SAYS = "东县新增就业120人，西县80人，共200人。一季度完成10个，上半年完成25个。"
JOBS: dict[str, Any] = {
    "id": "jobs", "name": "新增就业", "unit": "人", "form": "figures", "accumulation": "cumulative",
    "numerator": {"sum": "value"}, "as_of": "as_of",
}  # fmt: skip
QUOTE = "东县新增就业120人，西县80人，共200人"
SHEET = "rules/values/jobs.csv"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, files=("figures",), indicators=[JOBS], says=SAYS)


def with_values(world: World, values: object, **more: Any) -> list[Problem]:
    world.provisions, world.rules = {}, []
    world.target("T-1", QUOTE, indicator="jobs", values=values, **more)
    world.rule("threshold", provision="T-1")
    return errors(world)


def errors(world: World) -> list[Problem]:
    """What is wrong; that some words are not quoted yet is a reminder."""
    return [problem for problem in world.problems() if problem.is_error]


def said(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.message) for problem in problems]


@pytest.mark.parametrize("values", [{"east": 120, "west": 80}, {"东县": 120, "西县": 80}])
def test_units_are_named_by_id_or_by_name(world: World, values: object) -> None:
    assert not with_values(world, values, value=200)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"east": 120, "north": 80}, ("E521", "没有叫“north”的单位")),
        ({"east": 120, "东县": 80}, ("E522", "“东县”就是“east”，写了两次")),
        ({"east": 120}, ("E512", "没有写西县的数")),
        ({"east": 120, "west": 80, "bureau": 80}, ("E525", "住建局不承担“T-1”，不该有它的数")),
        ({"east": 80, "west": 120}, ("E534", "原文中也没有写明东县是这个数")),
        ({"east": 120, "west": "80人"}, ("E513", "应为数字，现为“80人”")),
        ({}, ("E517", "各单位的数（values）不能为空")),
        ("jobs.csv", ("E515", "的写法“jobs.csv”不对")),
        (SHEET, ("E505", f"找不到表“{SHEET}”")),
    ],
)
def test_whose_a_number_is_has_to_be_clear(
    world: World, values: object, found: tuple[str, str]
) -> None:
    problems = said(with_values(world, values))
    assert any(code == found[0] and found[1] in message for code, message in problems), problems


def test_the_whole_is_the_sum_of_its_parts(world: World) -> None:
    problems = with_values(world, {"east": 120, "west": 80}, value=210)
    assert said(problems) == [("E539", "各单位之和是 200，合计写的是 210")]
    assert (problems[0].file, problems[0].field) == (
        "tasks.yaml",
        "sections.0.tasks.0.targets.0.value",
    )


def test_of_rates_the_whole_is_no_sum(world: World) -> None:
    world.indicators = [{**JOBS, "unit": "%", "denominator": {"sum": "base"}}]
    assert not with_values(world, {"east": 120, "west": 80}, value=90, basis="assumed")


@pytest.mark.parametrize(
    "sheet",
    [
        "单位,目标值\n东县,120\n西县,80\n",
        "\ufeff单位,目标值\r\neast,120\r\n西 县,80.0\r\n\r\n合 计,200\r\n",
        "单位,目标值\n东县,120\n西县,80\n".encode("gb18030"),
        '单位,目标值\n"东县",120\n西县,80\n住建局,\n测试办,—\n',
    ],
)
def test_a_table_says_the_same(world: World, sheet: str | bytes) -> None:
    world.sheets = {"jobs.csv": sheet}
    assert not with_values(world, SHEET, value=200)


def test_of_several_columns_one_is_named(world: World) -> None:
    world.sheets = {"jobs.csv": "单位,新增就业,资金\n东县,120,3\n西县,80,4\n"}
    assert not with_values(world, f"{SHEET}#新增就业", value=200)
    (problem,) = with_values(world, SHEET)
    assert problem.hint == f"请写成 {SHEET}#列名；列有：新增就业、资金。"
    assert said(with_values(world, f"{SHEET}#新增就业数")) == [
        ("E538", "表中没有“新增就业数”一列；是否为“新增就业”？")
    ]


@pytest.mark.parametrize(
    ("sheet", "found"),
    [
        ("单位,目标值\n东县,120人\n西县,80\n", [f"E538 {SHEET}:2:2"]),
        ("单位,目标值\n东县,120\n西县,\"1,080\"\n", [f"E538 {SHEET}:3:2"]),
        ("单位,目标值\n东县,120\n西县,80\n西县,80\n", [f"E538 {SHEET}:4:1"]),
        ("单位,目标值\n东县,120\n西县,80\n南县,1\n", [f"E521 {SHEET}:4:1"]),
        ("单位,目标值\n东县,120\n西县,80\n合计,201\n", [f"E539 {SHEET}:4:2"]),
        ("单位,目标值\n东县,120\n西县,81\n", [f"E534 {SHEET}:3"]),
        ("单位\n东县\n", [f"E538 {SHEET}:1"]),
        ('单位,目标值\n"东县,120\n', [f"E538 {SHEET}:2"]),
        (b"\xff\xfe\x00", [f"E504 {SHEET}"]),
    ],
)  # fmt: skip
def test_a_bad_cell_is_told_in_its_place(
    world: World, sheet: str | bytes, found: list[str]
) -> None:
    world.sheets = {"jobs.csv": sheet}
    assert told(with_values(world, SHEET)) == found


def test_a_row_of_an_annex_says_it_as_well(world: World) -> None:
    world.annex = "\n附件：各县任务\n东县\t121\t3\n西县\t79\t4\n"
    assert not with_values(world, {"east": 121, "west": 79})
    assert said(with_values(world, {"east": 121, "west": 3}))[0][0] == "E534"


def test_a_checkpoint_has_numbers_of_units_too(world: World) -> None:
    world.target("T-1", QUOTE, indicator="jobs", basis="assumed", checkpoints=[
        {"date": "2023-06-30", "values": {"east": 50, "west": 30}},
        {"date": "2023-12-31", "value": 210, "values": {"east": 120, "west": 80}},
    ])  # fmt: skip
    assert said(errors(world)) == [("E539", "各单位之和是 200，合计写的是 210")]
    world.provisions["targets"][0]["checkpoints"] = [{"date": "2023-06-30"}]
    assert said(errors(world)) == [("E519", "value、values 至少写其中一项")]


@pytest.mark.parametrize(
    ("periods", "found"),
    [
        ({"2023-Q1": 10, "2023-H1": 25}, ["E527"]),
        ({"2023-Q1": 10}, []),
        ({"2023-Q2": 10}, ["E534"]),
        ({"2023-Q1": 11}, ["E534"]),
        ({"2023Q1": 10}, ["E515"]),
        ({"2022-Q1": 10}, ["E527"]),
        ({"2023-Q2": 25, "2023-Q1": 10}, ["E527", "E534"]),
    ],
)
def test_periods_go_forward_in_the_year_and_are_quoted(
    world: World, periods: dict[str, float], found: list[str]
) -> None:
    quote = "一季度完成10个，上半年完成25个"
    world.target("T-1", quote, indicator="jobs", periods=periods)
    assert sorted({problem.code for problem in errors(world)}) == found


def test_one_way_of_asking_is_chosen(world: World) -> None:
    more = {"periods": {"2023-Q1": 10}, "basis": "assumed"}
    problems = with_values(world, {"east": 120, "west": 80}, **more)
    assert said(problems) == [("E519", "values、periods 只能写其中一项")]


RANGE = {"operator": "between", "between": [10, 25]}


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (RANGE, []),
        ({"operator": "between", "between": [10, 24]}, ["E534"]),
        ({"operator": "between", "between": [25, 10]}, ["E516"]),
        ({"operator": "between", "between": [10]}, ["E517"]),
        ({"operator": "between", "between": [10, 25, 30]}, ["E516"]),
        ({"operator": "at_least", "between": [10, 25]}, ["E525"]),
        ({"operator": "between", "value": 10}, ["E512"]),
    ],
)
def test_a_range_has_two_ends_that_are_quoted(
    world: World, more: dict[str, Any], found: list[str]
) -> None:
    quote = "一季度完成10个，上半年完成25个"
    world.target("T-1", quote, indicator="jobs", **more)
    assert sorted({problem.code for problem in errors(world)}) == found


@pytest.mark.parametrize(
    ("indicator", "more", "scope", "place"),
    [
        ({}, {"operator": "at_most"}, "each", None),
        ({}, {"operator": "at_least"}, "each", "operator"),
        ({}, {"operator": "at_most"}, "together", "scope"),
        ({"accumulation": "cumulative"}, {"operator": "at_most"}, "each", "accumulation"),
        ({"denominator": {"sum": "base"}}, {"operator": "at_most"}, "each", "denominator"),
    ],
)
def test_a_place_is_small_alone_and_of_a_day(
    world: World, indicator: dict[str, Any], more: dict[str, Any], scope: str, place: str | None
) -> None:
    world.indicators = [{**JOBS, "unit": "位次", "accumulation": "stock", **indicator}]
    world.target("T-1", "一季度完成10个", indicator="jobs", value=10, basis="assumed", **more)
    world.rule("threshold", provision="T-1", scope=scope)
    problems = errors(world)
    assert [(p.code, (p.field or "").rpartition(".")[2]) for p in problems] == (
        [("E525", place)] if place else []
    )


@pytest.mark.parametrize(
    ("more", "found"),
    [
        (
            {
                "against": "last_year",
                "change": {"percent": 8},
                "base": {"value": 9, "source": "公报"},
            },
            [],
        ),
        ({"against": "last_year", "change": {"percent": 8}}, []),
        ({"against": "last_year", "change": {"percent": 9}}, ["E534"]),
        ({"against": "last_year", "change": {"percent": -8}}, ["E534"]),
        ({"against": "last_year", "change": {"percent": 8, "points": 8}}, ["E519"]),
        ({"against": "last_year", "change": {"percent": 8}, "base": {"value": 9}}, ["E512"]),
        ({"against": "last_year", "base": {"source": "公报"}}, ["E519"]),
        ({"against": "last_year", "base": {"values": {"bureau": 9}, "source": "公报"}}, ["E525"]),
        ({"value": 8, "change": {"percent": 8}}, ["E512"]),
        ({"share_of": {"target": "T-2", "percent": 8}}, []),
        ({"share_of": {"target": "T-3", "percent": 8}}, ["E521"]),
        ({"share_of": {"target": "T-1", "percent": 8}}, ["E525"]),
    ],
)
def test_what_is_derived_has_what_it_is_derived_from(
    world: World, more: dict[str, Any], found: list[str]
) -> None:
    world.says = "新增就业比上年增长8%。"
    world.target("T-2", "新增就业", indicator="jobs", value=9, basis="assumed")
    world.target("T-1", "新增就业比上年增长8%", indicator="jobs", **more)
    assert sorted({problem.code for problem in errors(world)}) == found


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"periods": {"2023-Q1": 10}, "due": "2023-06-30"}, "due"),
        ({"periods": {"2023-Q1": 10}, "each": "quarter"}, "each"),
        ({"milestones": [{"date": "2023-06-30", "text": "建成"}]}, "indicator"),
    ],
)
def test_nothing_stands_beside_days_of_their_own(
    world: World, more: dict[str, Any], key: str
) -> None:
    world.target("T-1", "一季度完成10个", indicator="jobs", basis="assumed", **more)
    (problem,) = errors(world)
    assert (problem.code, (problem.field or "").rpartition(".")[2]) == ("E519", key)
