"""Faults in rules, resolutions, decisions and methods: place, words, and what was probably meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator import catalogue
from generator.catalogue.declare import records
from generator.catalogue.documents import Judging
from generator.catalogue.model import Provision
from generator.catalogue.placed import Places, UndeclaredError
from generator.catalogue.schema_files import schema, schema_names
from generator.catalogue.source import Document, parse
from generator.judging.kinds import KINDS
from generator.problems import Problem
from tests.world import SPENT, World

RULES = "rules/judging/all.yaml"


def found(world: World, file: str = RULES) -> list[str]:
    """The errors of one file: code and message."""
    world.write()
    problems: list[Problem] = catalogue.read(world.folder, KINDS)[1]
    return [f"{p.code} {p.message}" for p in problems if p.file == file and p.severity == "error"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("funds", "problems", "figures", "scores"), indicators=[SPENT])
    made.towns("甲", "乙", "丙")
    made.provision("lists", "T-8", "岗位一、岗位二、岗位三", items=["岗位一", "岗位二", "岗位三"])
    made.provision("commitments", "T-9", "问题逐一整改")
    made.provision(
        "escalations", "T-11", "一次警告、两次黄牌、三次免职", measures=["一次警告", "两次黄牌"]
    )
    made.target("T-10", "开展抽样复核", external_value="抽样数量")
    made.target("T-3", "每季度走访全部3个乡镇", value=3, each="quarter")
    return made


def kind(name: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return name, more


STATES = [{"state": "整改中", "next": ["已整改"]}, {"state": "已整改", "closed": True}]
REGISTER = {"provision": "T-9", "form": "problems", "record": "problem", "status": "status"}
RANKING = {"provision": "T-11", "register": "towns", "form": "scores", "item": "township",
           "dated_by": "date", "every": "quarter"}  # fmt: skip
SAMPLE = {"provision": "T-10", "form": "problems", "record": "problem", "dated_by": "verified",
          "every": "quarter", "seed": "s", "checked": "rechecked"}  # fmt: skip

FAULTS = [
    (kind("treshold", provision="T-3"), "E514 类别（kind）不能是“treshold”；是否为“threshold”？"),
    (kind("count", provision="T-3", form="funds", distinct="project"),
     "E512 “T-3”按周期判定，规则须写明按哪一列日期归入周期"),
    (kind("threshold", provision="T-3"), "E525 “T-3”没有写 indicator、external_value，“指标达标”规则无从判定"),
    (kind("cadence", provision="T-9", form="funds", distinct="project", dated_by="as_of"),
     "E525 “T-9”是工作要求，“频次”规则不能判定"),
    (kind("ratio", provision="T-9", indicator="spnt"), "E521 没有编号为“spnt”的指标；是否为“spent”"),
    (kind("completeness", provision="T-8", form="figures", item="item", every="month",
          names={"岗位四": "x"}), "E525 条文清单里没有“岗位四”；是否为"),
    (kind("completeness", provision="T-8", form="figures", item="itm", every="month"),
     "E524 清单项列所用的列“itm”在报表中不存在；是否为“item”"),
    (kind("register", **REGISTER, states=[*STATES, {"state": "复合通过"}]),
     "E525 “状态”没有“复合通过”这个选项；是否为“复核通过”？"),
    (kind("register", **REGISTER, states=[{"state": "整改中", "next": ["已整"]}, STATES[1]]),
     "E525 没有“已整”这个状态；是否为“已整改”？"),
    (kind("sample", **SAMPLE, number=3), "E525 “number”是抽样的数量，通知没有写明"),
    (kind("sample", **{**SAMPLE, "dated_by": "status"}), "E525 “状态”不是日期列，不能归入周期"),
    (kind("ranking", **RANKING, method="pionts"), "E521 没有编号为“pionts”的评分办法；是否为“points”"),
    (kind("escalation", provision="T-11", ranking="r1", counters=["cumulative"],
          ladder=[{"times": 1, "measure": "一次警告", "proposes": "拟警告"}]),
     "E525 “r1”不是列出后几名的排序规则"),
    (kind("candidates", provision="T-11", subjects=["county"], measure="一次警吿",
          criteria=[{"name": "x", "rules": ["filing"]}]), "E525 条文没有“一次警吿”这项措施；是否为“一次警告”？"),
    (kind("yardstick", provision="T-3", of="filing"), "E525 “filing”没有期限，不能与时间进度比较"),
    (kind("coverage", provision="T-3", register="towns", form="scores", item="date", dated_by="date"),
     "E525 “date”列不是填“乡镇名录”的列"),
    (kind("invariant", provision="T-9", indicator="spent", value="零"), "E513 应为（value）应为数字，现为“零”"),
    (kind("reconciliation", provision="T-9", unit="万元", left={"name": "a", "form": "funds", "sum": "level"},
          right={"name": "b", "form": "figures", "sum": "value"}), "E525 “级次”不是数值列"),
    (kind("document", provision="T-9", form="funds", heading="name", issued="as_of"),
     "E525 “T-9”是工作要求，“出台文件”规则不能判定"),
    (kind("document", provision="T-9", form="funds", heading="level", issued="as_of",
          accepted=[{"number": "1号", "decision": {"paper": "纪要", "date": "2023-05-01"}}]),
     "E525 写了认定的文件，没有写文号在哪一列"),
    (kind("count", provision="T-3", form="problems", distinct="problem", dated_by="verified",
          where=[{"column": "status", "of_kind": "county"}]),
     "E525 “状态”不是填单位的列，没有单位类别"),
    (kind("count", provision="T-3", form="problems", distinct="problem", dated_by="verified",
          where=[{"column": "county", "of_kind": "couny"}]),
     "E521 没有编号为“couny”的单位类别；是否为“county”（县）？"),
    (kind("candidates", provision="T-11", subjects=["county"],
          criteria=[{"name": "x", "rules": ["filing"], "until": [{"column": "a", "is": "b"}]}]),
     "E525 按规则判定的理由，列到何时由规则决定"),
    (kind("ratio", provision="T-9", indicator="plain", whole=True), "E525 指标“plain”没有分母，不是比率"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "wanted"), FAULTS, ids=lambda value: value[0] if isinstance(value, tuple) else ""
)
def test_a_fault_and_its_words(world: World, rule: tuple[str, dict[str, Any]], wanted: str) -> None:
    world.adopt()
    world.indicators.append(
        {k: v for k, v in SPENT.items() if k != "denominator"} | {"id": "plain"}
    )
    name, fields = rule
    world.rule(name, **fields)
    assert any(line.startswith(wanted) for line in found(world)), found(world)


def test_a_rule_whose_kind_is_misspelt_is_not_passed_over(world: World) -> None:
    world.rules.append({"id": "r1", "kindx": "count", "provision": "T-3", "basis": "assumed"})
    assert found(world) == ["E511 未知的字段“kindx”；是否为“kind”？"]


def test_a_register_that_does_not_hold_what_the_notice_counts(world: World) -> None:
    world.towns("丁")
    world.rule(
        "coverage",
        provision="T-3",
        register="towns",
        form="scores",
        item="township",
        dated_by="date",
    )
    assert found(world)[0].startswith("E525 名录“乡镇名录”应有 4 项，条文要求 3 项")


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"value": 3, "operator": "at_least"}, "value"), ({"every": "month"}, "every")],
)
def test_no_number_on_a_word_without_one(world: World, fields: dict[str, Any], field: str) -> None:
    plural = "targets" if "value" in fields else "cadences"
    world.question("A24")
    world.words = ["及时", "定期"]
    world.provision(plural, "T-14", "及时研判", **{**fields, "basis": "assumed"})
    assert f"E536 “及时”没有数量标准，不得给它设“{field}”" in found(world, "tasks.yaml")
    paper = {"paper": "纪要", "date": "2023-05-01"}
    world.provisions[plural][-1] |= {"basis": "office", "decision": paper}
    assert not [line for line in found(world, "tasks.yaml") if line.startswith("E536")]


def test_a_resolution_names_a_reading_that_there_is(world: World) -> None:
    readings = [{"id": "pooled", "name": "合计"}, {"id": "each", "name": "逐级", "each": "level"}]
    world.indicators = [{**SPENT, "readings": readings, "questions": ["A01"]}]
    world.question("A01", "resolved", ["poold"])
    assert found(world, "rules/questions.yaml") == [
        "E521 与“A01”有关的读法里没有“poold”；是否为“pooled”？"
    ]
    world.question("A01", "resolved")
    assert found(world, "rules/questions.yaml") == ["E512 “A01”已定，没有写明采用哪种读法"]


def test_a_decision_is_one_of_the_measures_and_lifted_after_it(world: World) -> None:
    world.decide("T-11", "一次警吿", "east", "2023-06-01")
    world.decide("T-9", "警告", "east", "2023-06-01")
    world.decide(
        "T-11", "两次黄牌", "甲", "2023-06-01", lifted={"paper": "p", "date": "2023-05-01"}
    )
    world.decide("T-11", "两次黄牌", "甲乙", "2023-06-01")
    said = found(world, "rules/decisions.yaml")
    assert said[0] == "E514 “T-11”没有“一次警吿”这项措施；是否为“一次警告”？"
    assert said[1] == "E525 “T-9”不是督导问责，没有可以决定的措施"
    assert said[2] == "E516 解除日期 2023-05-01 早于决定日期 2023-06-01"
    assert said[3].startswith("E521 没有编号为“甲乙”的")


def test_nothing_public_rests_on_what_is_internal(world: World) -> None:
    world.internal_forms = ("scores",)
    world.adopt()
    world.rule("ranking", **RANKING, method="points")
    assert found(world) == ["E525 “r1”是公开的，却要用仅供内部的“scores”"]
    world.rules[0]["audience"] = "internal"
    assert found(world) == []


def test_a_method_scores_by_columns_that_are_numbers(world: World) -> None:
    world.adopt(components=[{"column": "wrk", "weight": 1}, {"column": "date", "weight": 1}])
    world.rule("ranking", **RANKING, method="points")
    said = found(world, "rules/methods/points.yaml")
    assert said[0].startswith("E524 评分所用的列“wrk”在报表中不存在；是否为“work”")
    assert said[1] == "E525 “日期”不是数值列，不能评分"


def test_an_id_is_told_by_what_it_is_the_id_of_not_by_where_it_stands(world: World) -> None:
    """A path in a file may hold any word: here a form is called as the list of targets is."""
    world.provision("cadences", "T-4", "每月开展一次调研", every="month")
    world.rule("count", provision="T-3", form="targets", distinct="visit", dated_by="date")
    world.rule(
        "count",
        provision="T-3",
        form="figures",
        distinct="item",
        dated_by="as_of",
        readings=[{"id": "some", "name": "不少于", "at_least": "T-4"}],
    )
    said = found(world)
    assert "E525 “T-4”是频次，不是目标，不能用在这里" in said
    assert any(line.startswith("E521 没有编号为“targets”的报表") for line in said)


@pytest.mark.parametrize(
    ("space", "cls"),
    [(cls_.space, cls) for cls, cls_ in records().items() if issubclass(cls, Provision)],
)
def test_every_provision_is_known_by_its_kind_and_as_a_provision(space: str, cls: type) -> None:
    own = schema("tasks")["$defs"][cls.__name__]["properties"]["id"]
    assert own["x-defines"] == [space, "provision"]
    assert cls.__name__ in schema("tasks")["$defs"]


def test_every_kind_is_a_module_a_schema_and_a_test() -> None:
    schemas = {name.removeprefix("kinds/") for name in schema_names() if name.startswith("kinds/")}
    tests = {file.stem.removeprefix("test_") for file in Path("tests/judging").glob("test_*.py")}
    declared = set(schema("judging")["$defs"]["Rule"]["properties"]["kind"]["enum"])
    assert set(KINDS) == schemas == declared
    assert set(KINDS) <= tests


@pytest.mark.parametrize("name", KINDS)
def test_no_kind_drops_a_field_that_it_does_not_know(name: str) -> None:
    document = parse(f"rules: [{{id: a, kind: {name}, tymes: 3}}]", "some.yaml")
    assert isinstance(document, Document)
    with pytest.raises(UndeclaredError, match="tymes"):
        Places(KINDS).read(Judging, document, fits=True)


def test_a_record_left_empty_is_told_as_such(world: World) -> None:
    side = {"name": "b", "form": "figures", "sum": "value"}
    world.rule("reconciliation", provision="T-9", unit="万元", left=None, right=side)
    assert found(world) == ["E517 来源（left）没有填写"]


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        ({"deed": "再支出"}, "E515 要做的事（deed）的写法“再支出”不对"),
        ({"deed": "再支出{}或{}"}, "E515 要做的事（deed）的写法“再支出{}或{}”不对"),
        ({"move": "调整{}", "denominator": None}, "E525 “spent”没有分母，不能写 move"),
    ],
)
def test_what_is_to_be_done_has_one_place_for_the_amount(
    world: World, own: dict[str, Any], fault: str
) -> None:
    declared = {key: value for key, value in {**SPENT, **own}.items() if value is not None}
    world.indicators = [declared]
    assert found(world, "rules/indicators.yaml") == [fault]
