"""A page is a module and a template; where it stands and how one gets there follow from what it declares."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest

from generator.pages.kinds import KINDS
from generator.pages.page import Page, Sheet, alone
from generator.pages.site import Site
from generator.pages.values import Link, Place
from generator.pages.writing import write
from tests import seen
from tests.place import PROJECT
from tests.world import World

TEMPLATES = PROJECT / "site/templates"


def test_every_kind_has_its_template_and_a_place_of_its_own() -> None:
    used = {page.template or name for name, page in KINDS.items()}
    found = {file.name.removesuffix(".md.j2") for file in TEMPLATES.glob("[!_]*")}
    assert used == found
    places = [page.place for page in KINDS.values()]
    assert len(set(places)) == len(places)
    listed = [page.rank for page in KINDS.values() if page.section]
    assert len(set(listed)) == len(listed)


def test_every_place_is_a_page_that_there_is() -> None:
    calls = [
        node
        for file in (PROJECT / "generator/pages").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Place"
    ]
    named = [each.args[0].value for each in calls if isinstance(each.args[0], ast.Constant)]
    assert set(named) <= KINDS.keys()
    assert len(calls) - len(named) == 1  # that of templates, which looks the name up itself


def test_what_a_field_has_where_nothing_is_written_is_told_in_its_own_signs() -> None:
    told = str(list(KINDS["schema"].sheets(seen.site("harbour", "2027-07-15"))))
    assert '缺省："覆盖"' in told
    assert "\\u" not in told


def test_a_new_kind_is_written_listed_and_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = tmp_path / "site"
    shutil.copytree(PROJECT / "site", look)
    (look / "templates/greeting.md.j2").write_text(
        '{% extends "_page.md.j2" %}{% block body %}{{ view }}{% endblock %}', "utf-8"
    )

    def sheets(site: Site) -> list[Sheet]:
        told = Link("报送", Place("filing"))
        return [Sheet(unit.name, told, unit.id, "各单位") for unit in site.catalogue.filers()]

    first = Page("greeting/index", alone("问候", lambda _: Link("东县", Place("greeted", "east"))))
    monkeypatch.setitem(KINDS, "greeting", Page("greeting/index", first.sheets, "问候", 1))
    monkeypatch.setitem(KINDS, "greeted", Page("greeting/{}", sheets, "问候", 2, "greeting"))
    docs = tmp_path / "docs"
    nav = write(World(tmp_path / "world").judge("2023-07-25"), look, docs)
    assert '<a href="east.html">东县</a>' in (docs / "greeting/index.md").read_text("utf-8")
    assert '<a href="../filing/index.html">' in (docs / "greeting/east.md").read_text("utf-8")
    assert list(nav[0]) == ["首页"]
    (section,) = (entry["问候"] for entry in nav if "问候" in entry)
    assert section[0] == "greeting/index.md"
    assert {"东县": "greeting/east.md"} in section[1]["各单位"]
