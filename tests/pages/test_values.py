"""What a view holds is said in every medium, by the same words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import TemplateError
from rich.console import Console

from generator.ledger.cells import Cell
from generator.pages.links import Lead
from generator.pages.render import forge, terminal
from generator.pages.render.markdown import markdown
from generator.pages.render.templates import environment
from generator.pages.render.terminal import Tree, words
from generator.pages.values import (
    Cells,
    File,
    Item,
    Link,
    Mention,
    Outline,
    Place,
    Quantity,
    Table,
    compared,
)
from tests.place import PROJECT

FUNDS = "submissions/2023-06/east/funds.csv"
CELL = Cell(FUNDS, 2, 7, "支出", "4600", "4,600", "abc")
HERE = Lead("tasks/T01")


def test_a_link_is_seen_from_its_page() -> None:
    link = Link("甲", Place("clause", "T02", "T02-1", "state=met"))
    assert markdown(link, HERE) == '<a href="T02.html?state=met#T02-1">甲</a>'
    assert markdown(link, Lead("index")) == '<a href="tasks/T02.html?state=met#T02-1">甲</a>'
    assert HERE(Place("clause", "T01", "v-1")) == "#v-1"
    assert HERE(File("filing/templates/a.zip")) == "../filing/templates/a.zip"


def test_a_value_and_what_is_asked_for_read_alike_only_when_they_are() -> None:
    value, asked = compared(49.99, 50, "%")
    assert (words(value), words(asked)) == ("49.99%", "50%")
    assert compared(None, None, "%") == (None, None)


def test_an_outline_is_a_list_on_a_page_and_a_tree_on_a_terminal() -> None:
    spot = Link("2023-06/east/funds.csv 第2行", Place("source", "2023-06/east", "funds-2"))
    outline = Outline((Item("支出", (Cells((CELL,), (spot,)),)),))
    page = markdown(outline, HERE)
    assert page.startswith("<ul><li>支出<ul><li class=cells><a href=")
    assert "sources/2023-06/east.html#funds-2" in page
    branch = Tree(Item("计算", outline.items)).branch
    lines = [below.words for below in branch.below[0].below]
    assert lines == [f"{FUNDS}:2:7 支出 4,600 → 4600 @abc"]


def test_a_table_is_told_on_a_forge_and_on_a_terminal() -> None:
    asked = Table("尚缺", ("单位", "要求"), ((("东_县", Mention("east")), Quantity(50, "%")),))
    assert list(forge.table(asked))[-2:] == ["| 东\\_县 @east | 50.0% |", ""]
    assert list(forge.table(replace(asked, rows=()))) == ["## 尚缺", "", "没有。", ""]
    with (console := Console(width=60)).capture() as told:
        console.print(terminal.table(asked))
    assert "东_县" in told.get()
    assert "@" not in told.get()


@pytest.mark.parametrize(
    "template", ["{{ link('甲', 'nowhere') }}", "{{ place('nowhere') | address }}", "{{ 1.5 }}"]
)
def test_a_template_that_asks_for_what_is_not_there_is_a_fault_of_the_template(
    template: str, tmp_path: Path
) -> None:
    (tmp_path / "page").write_text(template, "utf-8")
    with pytest.raises(TemplateError):
        environment(tmp_path).get_template("page").render(lead=HERE)


def test_only_renderers_make_markup() -> None:
    folder = PROJECT / "generator/pages"
    views = [file for file in folder.rglob("*.py") if file.parent.name != "render"]
    assert views
    for file in views:
        source = file.read_text("utf-8")
        assert "markupsafe" not in source, file.name
        assert not re.search(r"</?[a-z]+( [a-z-]+=|>)", source), file.name
