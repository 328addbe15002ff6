"""A unit's page says first how it stands and what it has to do, with the file to take and where to put it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.pages import deeds
from generator.pages.kinds import unit
from generator.pages.render.terminal import words
from generator.pages.site import Site
from tests.world import SPENT, World

DAYS = {"2023-04": "2023-04-10", "2023-05": "2023-05-10", "2023-07": "2023-06-30"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "world", indicators=[dict(SPENT)])
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-06-30", "value": 50}]
    world.target("T-1", quote, title="支出节点", indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1")
    world.policy = {"upload": "http://git.example/_upload/main/{folder}"}
    return world


def page(site: Site, name: str = "east") -> unit.UnitView:
    return unit.view(site, site.catalogue.units[name])


def test_substance_is_said_before_paperwork(world: World) -> None:
    for month, day in DAYS.items():
        rows = [["P1", "中央", 10000, 20000, 4600, day]]
        world.file(month, "east", "funds", rows, f"{month}-28T09:00:00+08:00")
    site = Site(world.judge("2023-07-31"))
    found = page(site)
    assert found.headline == "东县：支出节点没有达到要求，2023年6月没有报送"
    assert page(site, "west").headline == "西县：4期没有报齐"
    assert page(site, "office").headline == "测试办：没有承担的事项"
    counted = sum(map(int, re.findall(r"[0-9]+", words(found.counts))))
    assert counted == len(site.results.stands_of("east"))


def test_the_next_filing_is_among_the_first_three_with_its_file_and_its_place(world: World) -> None:
    site = Site(world.judge("2023-08-10"))
    every = deeds.of_unit(site, site.catalogue.units["east"])
    first = every[: deeds.SHOWN]
    assert [words(deed.what) for deed in first] == [
        "补报2023年4月的1张表",
        "补报2023年5月的1张表",
        "报2023年8月的1张表",
    ]
    coming = first[-1]
    assert coming.when == "2023年8月21日前（还有11天）"
    assert coming.folder == "submissions/2023-08/east/"
    assert coming.upload == "http://git.example/_upload/main/submissions/2023-08/east"
    assert coming.workbook
    assert coming.workbook.path.endswith("2023-08/east-2023-08.xlsx")
    told = page(site)
    assert [*told.deeds, *told.more] == every


def test_nothing_is_asked_of_who_is_gone_or_when_all_is_over(world: World) -> None:
    world.file("2023-04", "east", "funds", [["P1", "中央", 1, 2, 1, DAYS["2023-04"]]])
    world.existing = {"east": {"valid_until": "2023-05-10"}}
    site = Site(world.judge("2023-08-10"))
    assert page(site).headline == "东县：已于2023年5月10日撤并"
    assert not page(site).deeds
    late = Site(world.judge("2024-03-01"))
    told = [words(deed.what) for deed in deeds.of_unit(late, late.catalogue.units["west"])]
    assert len(told) == 10
    assert all(what.startswith("补报") for what in told), "what is left can only be filed late"
