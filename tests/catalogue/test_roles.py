"""Who leads and who supports: held against the notice's list, and who answers by it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator import catalogue
from generator.catalogue.model import Catalogue
from generator.judging.kinds import KINDS
from generator.words.states import State
from tests.world import SPENT, World, only, opened

WHO = "牵头单位：东县；配合单位：西县"
APART: list[Any] = [
    {"role": "牵头单位", "units": ["east"]},
    {"role": "配合单位", "units": ["west"]},
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, who=WHO, responsible=APART)


def declared(world: World) -> Catalogue:
    world.write()
    return opened(world.folder)[0]


def told(world: World) -> list[str]:
    return [problem.message for problem in world.problems() if problem.code != "W543"]


def test_who_leads_answers_and_who_supports_is_named(world: World) -> None:
    city = declared(world)
    clause = city.clauses["T"]
    assert clause.responsible == ("east", "west")
    assert clause.answering == ("east",)
    assert [c.id for c in city.duties_of("west")] == ["T"]


def test_a_plain_list_is_all_of_them(world: World) -> None:
    world.responsible = ["east", "west"]
    assert declared(world).clauses["T"].answering == ("east", "west")


@pytest.mark.parametrize(
    ("who", "responsible", "wanted"),
    [
        ("责任单位：东县；配合单位：西县", ["责任单位", "配合单位"], ("east",)),
        ("东县、西县按职责分工负责", ["按职责分工负责"], ("east", "west")),
        ("东县会同西县负责", ["负责", "会同"], ("east",)),
        ("第一责任单位：东县；第二责任单位：西县", ["第一责任单位", "第二责任单位"], ("east",)),
        ("主办单位：东县；协办单位：西县", ["主办单位", "协办单位"], ("east",)),
        ("参与单位：东县；配合单位：西县", ["参与单位", "配合单位"], ("east", "west")),
    ],
)
def test_the_words_say_who_leads(
    world: World, who: str, responsible: list[str], wanted: tuple[str, ...]
) -> None:
    world.who = who
    ids = [["east"], ["west"]] if len(responsible) == 2 else [["east", "west"]]
    world.responsible = [
        {"role": role, "units": units} for role, units in zip(responsible, ids, strict=True)
    ]
    assert declared(world).clauses["T"].answering == wanted


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        (False, None, ("east", "west")),
        (None, True, ("east", "west")),
        (False, True, ("west",)),
    ],
)
def test_the_office_may_say_otherwise(
    world: World, first: bool | None, second: bool | None, wanted: tuple[str, ...]
) -> None:
    world.responsible = [
        {**party, **({} if leads is None else {"leads": leads})}
        for party, leads in zip(APART, (first, second), strict=True)
    ]
    assert declared(world).clauses["T"].answering == wanted


@pytest.mark.parametrize(
    ("who", "responsible", "wanted"),
    [
        (WHO, [{"role": "牵头部门", "units": ["east"]}, "west"], "责任单位原文中没有“牵头部门”"),
        (WHO, [{"role": "牵头单位", "units": ["east", "west"]}], "“西县”在原文中是“配合单位”"),
        (WHO, [{"role": "牵头单位", "units": ["east"]}, "west"], "“西县”在原文中是“配合单位”"),
        (WHO, [{"role": "牵头单位", "units": ["east"]}], "原文的责任单位中有“西县”，这里没有写"),
        (
            WHO,
            [{"role": "配合单位", "units": ["west"]}, {"role": "牵头单位", "units": ["east"]}],
            "“东县”的顺序与原文不同",
        ),
        ("责任领导：张三；" + WHO, APART, "责任单位原文中留有人名"),
    ],
)
def test_roles_are_the_notices_own(
    world: World, who: str, responsible: list[Any], wanted: str
) -> None:
    world.who, world.responsible = who, responsible
    assert told(world)[:1] == [wanted]


@pytest.mark.parametrize(
    "who",
    [
        "责任领导：（不转载）；牵头单位：东县；配合单位：西县",
        "牵头单位：东县等；配合单位：西县等有关单位；完成时限：年底前",
        "牵头单位：东县（责任人：（不转载））\n配合单位：西县",
    ],
)
def test_leaders_days_and_others_are_no_units(world: World, who: str) -> None:
    world.who = who
    assert told(world) == []


def test_the_whole_is_joint_for_those_who_lead(world: World) -> None:
    world.indicators = [SPENT]
    world.target(
        "T-2", "6月底达到50%", indicator="spent", checkpoints=[{"date": "2023-06-30", "value": 50}]
    )
    world.rule("threshold", provision="T-2", scope="together", subjects=["east", "west"])
    world.provision("commitments", "T-3", "及时研判")
    results = world.judge("2023-08-31")
    verdict = only(results, "T-2@2023-06-30/all")
    assert (verdict.state, verdict.owners) == (State.MISSING_REPORT, ("east",))
    assert [v.subject for v in results.by_provision["T-3"]] == ["east"]
    assert results.joint_of("west") == ()


def test_who_supports_keeps_what_it_files(world: World) -> None:
    world.indicators = [SPENT]
    world.target(
        "T-2", "6月底达到50%", indicator="spent", checkpoints=[{"date": "2023-06-30", "value": 50}]
    )
    world.rule("threshold", provision="T-2", scope="together", subjects=["east", "west"])
    city = declared(world)
    assert city.tellers["spent"] == ("east", "west")
    assert city.involved(city.provisions["T-2"]) == ("east", "west")
    assert city.owners(city.provisions["T-2"]) == ("east",)


def test_owners_of_its_own_go_before_who_leads(world: World) -> None:
    world.provision("commitments", "T-3", "及时研判", owners=["west"])
    city = declared(world)
    assert city.owners(city.provisions["T-3"]) == ("west",)


def test_a_group_may_support_by_its_name_or_spelt_out(world: World) -> None:
    world.who, world.responsible = "牵头单位：住建局；配合单位：各县", [
        {"role": "牵头单位", "units": ["bureau"]}, {"role": "配合单位", "units": ["counties"]},
    ]  # fmt: skip
    assert declared(world).clauses["T"].answering == ("bureau",)
    world.who = "牵头单位：住建局；配合单位：东县、西县"
    assert told(world) == []


@pytest.mark.parametrize("id_", ["index", "con", "lpt1"])
def test_an_id_that_has_no_place_for_its_page_is_refused(world: World, id_: str) -> None:
    world.write()
    file = world.folder / "units.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("id: bureau", f"id: {id_}"), "utf-8")
    [problem] = [p for p in catalogue.read(world.folder, KINDS)[1] if p.severity == "error"]
    assert (problem.code, problem.file) == ("E515", "units.yaml")
    assert problem.message.startswith(f"编号“{id_}”是网站或电脑系统已用的名字")
