"""Who leads and who supports, on the pages: told in the notice's words, and every link leads somewhere."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.catalogue.addresses import TAKEN
from generator.catalogue.model import Clause, Form, Unit
from generator.judging.results import Results
from generator.pages.kinds import KINDS, clause, clauses, matrix, unit, units
from generator.pages.render.terminal import words as told
from generator.pages.site import Site
from generator.pages.writing import write
from tests.place import PROJECT
from tests.world import SPENT, World, dump

WHO = "牵头单位：东县；配合单位：住建局等有关单位"


class Odd(World):
    """Its second task asks for nothing, and one of its units is named by nobody."""

    def write(self) -> None:
        World.write(self)
        tasks = yaml.safe_load((self.folder / "tasks.yaml").read_text("utf-8"))
        empty: dict[str, Any] = {
            "id": "U", "number": "2．", "title": "空任务", "text": "抓好落实。",
            "responsible": ["bureau"], "responsible_quote": "责任单位：住建局",
        }  # fmt: skip
        tasks["sections"][0]["tasks"].append(empty)
        dump(self.folder / "tasks.yaml", tasks)
        named = yaml.safe_load((self.folder / "units.yaml").read_text("utf-8"))
        named["units"].append({"id": "search", "kind": "office", "name": "无名办", "files": []})
        dump(self.folder / "units.yaml", named)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    parties = [
        {"role": "牵头单位", "units": ["east"]},
        {"role": "配合单位", "units": ["bureau"]},
    ]
    world = Odd(
        tmp_path_factory.mktemp("parties"), who=WHO, responsible=parties,
        annex="2．空任务。抓好落实。\n责任单位：住建局\n", existing={"west": {"files": []}},  # type: ignore[dict-item]
    )  # fmt: skip
    world.indicators = [SPENT]
    points = [{"date": "2023-06-30", "value": 50}]
    world.target("T-2", "6月底达到50%", indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-2", scope="together")
    return world.judge("2023-07-25", "public")


@pytest.fixture(scope="module")
def site(results: Results) -> Site:
    return Site(results)


def test_a_clause_tells_the_roles_and_that_its_list_is_open(site: Site) -> None:
    facts = {
        name: told(value) for name, value in clause.view(site, site.catalogue.clauses["T"]).facts
    }
    assert facts["牵头单位"] == "东县"
    assert facts["配合单位"] == "住建局等（名单未列尽）"
    [*_, (_, rows)] = clauses.view(site)
    assert [told(row.responsible) for row in rows] == [
        "牵头单位：东县；配合单位：住建局等（名单未列尽）",
        "住建局",
    ]


def test_a_lead_that_the_words_do_not_say_is_told(tmp_path: Path) -> None:
    parties = [
        {"role": "责任单位", "units": ["east"]},
        {"role": "配合单位", "units": ["west"], "leads": True},
    ]
    world = World(tmp_path, who="责任单位：东县；配合单位：西县", responsible=parties)
    site = Site(world.judge("2023-05-01"))
    names = [name for name, _ in clause.view(site, site.catalogue.clauses["T"]).facts]
    assert names[1:3] == ["责任单位", "配合单位（按牵头单位对待）"]


def test_who_supports_sees_what_it_supports_and_that_it_is_not_its_own(site: Site) -> None:
    view = unit.view(site, site.catalogue.units["bureau"])
    assert told(view.about).endswith("承担任务和要求 2 条（配合单位 1 条）")
    first, second = view.clauses
    assert (first.role, second.role) == ("配合单位", "")
    assert {duty.together for duty in first.duties} == {"配合单位，状态不属本单位"}
    assert (first.badge.state, view.attention, view.joint) == (None, [], [])


def test_the_matrix_has_a_sign_for_who_supports(site: Site) -> None:
    view = matrix.view(site)
    assert view.roles == "“配”为配合单位"
    names = [told(link) for link in view.units]
    assert told(view.rows[0].cells[names.index("住建局")]) == "配合单位"


def test_who_answers_for_nothing_is_listed_apart(site: Site) -> None:
    view = units.view(site)
    assert [told(row.link) for _, rows in view.kinds for row in rows] == ["住建局", "东县"]
    assert told(view.others) == "测试办、西县、无名办"


def test_every_link_leads_to_a_page(results: Results, tmp_path: Path) -> None:
    write(results, PROJECT / "site", tmp_path)
    pages = {
        p.relative_to(tmp_path).with_suffix(".html").as_posix() for p in tmp_path.rglob("*.md")
    }
    assert {f"units/{name}.html" for name in results.case.catalogue.units} <= pages
    for page in tmp_path.rglob("*.md"):
        here = page.relative_to(tmp_path).parent.as_posix()
        for to in re.findall(r'href="([^"#?:]+\.html)', page.read_text("utf-8")):
            assert posixpath.normpath(posixpath.join(here, to)) in pages, (page.name, to)


def test_no_id_is_that_of_a_page_beside(tmp_path: Path) -> None:
    folders = {Clause: "tasks", Unit: "units", Form: "filing"}
    for kind, folder in folders.items():
        assert f"{folder}/{{}}" in {page.place for page in KINDS.values()}
        beside = (
            page.place.removeprefix(f"{folder}/")
            for page in KINDS.values()
            if page.place.startswith(f"{folder}/")
        )
        assert TAKEN[kind] == {place for place in beside if "{" not in place}
    assert TAKEN.keys() == folders.keys()
