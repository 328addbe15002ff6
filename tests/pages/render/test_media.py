"""What a view holds is said in every medium, by the same words, and whatever it is."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import docx
import markdown as parser
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from generator.ledger.cells import Cell
from generator.pages import render
from generator.pages.drawings import Chart, Point, Progress, Scale, Tick
from generator.pages.links import FromOutside, Lead
from generator.pages.media import media
from generator.pages.render import forge, terminal
from generator.pages.render.markdown import markdown
from generator.pages.values import (
    Badge,
    Bars,
    Cells,
    Excerpt,
    Group,
    Item,
    Lane,
    Link,
    Mark,
    Mention,
    Outline,
    Paper,
    Passage,
    Place,
    Quantity,
    Raised,
    Table,
    Tiles,
    Unquoted,
    Value,
    joined,
)
from generator.words.states import State
from tests.campaign import examples

CELL = Cell("submissions/2023-06/east/funds.csv", 2, 7, "支出", "4600", "4,600", "abc")
SPOT = Link("2023-06/east/funds.csv 第2行", Place("source", "2023-06/east", "funds-2"))

VALUES: list[tuple[Value, str]] = [
    (None, ""),
    ("甲<乙>", "甲<乙>"),
    (3, "3"),
    (("差", Quantity(4.0, "%"), "。"), "差4.0%。"),
    (joined(["甲", Link("乙", Place("unit", "east"))]), "甲、乙"),
    (Link(("第", 2, "条"), Place("clause", "T01")), "第2条"),
    (Quantity(13600, "万元"), "1.36亿元"),
    (Badge(State.MET), "● 已达到"),
    (Badge(None), "—"),
    (Mark(State.BEHIND, "甲 2023-06"), "滞后"),
    (Mark("flag", "", "6月30日"), "6月30日"),
    (Mark("part", "甲", "共同承担"), "共同承担"),
    (Passage("周报告", State.MET, "", "T17-1a"), "周报告"),
    (Unquoted("每月调度"), "每月调度"),
    (Raised(2), "2"),
    (("甲", Mention("east")), "甲"),
    (Mention("east"), ""),
    (Cells((CELL,), (SPOT,)), "funds.csv"),
    (Outline((Item("支出", (Item("合计", (Cells((CELL,), (SPOT,)),)),)),)), "支出"),
    (Excerpt("rule-1", "规则", "rules/judging/a.yaml 第1行", ("id: 1",)), "规则"),
    (
        Chart(
            "支出进度",
            "截至6月30日46.0%。",
            date(2023, 1, 1),
            date(2023, 12, 31),
            Scale(0, 100),
            (Point(date(2023, 6, 30), 46), Point(date(2023, 7, 31), None)),
        ),
        "截至6月30日46.0%",
    ),
    (Progress("甲支出46%", 46, 100, (Tick(50, "50%", "6月末", binds=True),), 52), "甲支出46%"),
    (Bars("支出", (Lane("甲", Progress("甲支出46%", 46, 100), Quantity(46, "%")),)), "46.0%"),
    (Tiles("走访", (Group("甲", (("乙镇", True), ("丙镇", False))),), "已走访", "尚未走访"), "1/2"),
]


def said_by_json(data: bytes) -> str:
    def words(told: Any) -> str:
        match told:
            case {"is": "cell", "file": file}:
                return str(file)
            case {"says": words_, **rest}:
                return words(words_) + words(rest.get("rests_on"))
            case dict():
                return "".join(words(each) for name, each in told.items() if name != "is")
            case list():
                return "".join(map(words, told))
            case _:
                return "" if told is None else str(told)

    return words(json.loads(data))


def said_by_markdown(data: bytes) -> str:
    html = parser.markdown(data.decode(), extensions=["tables"])
    return unescape(re.sub("<[^>]+>", "", html)).replace("\u200b", "")


def said_by_word(data: bytes) -> str:
    def lines(document: Document) -> Iterator[str]:
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                yield block.text
            else:
                yield from (cell.text for row in block.rows for cell in row.cells)

    return "\n".join(lines(docx.Document(BytesIO(data))))


READERS: dict[str, Callable[[bytes], str]] = {
    ".json": said_by_json,
    ".md": said_by_markdown,
    ".docx": said_by_word,
}
MEDIA = pytest.mark.parametrize("medium", media().values(), ids=lambda medium: medium.ending)


def test_every_value_and_every_medium_is_tried() -> None:
    kinds = {kind for kind in get_args(Value) if isinstance(kind, type)}
    assert kinds <= {type(value) for value, _ in VALUES}
    assert set(media()) == set(READERS)


def test_a_module_among_the_renderers_is_a_medium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brief.py").write_text(
        "from ..medium import Medium\nMEDIUM = Medium('.txt', lambda paper, lead: b'brief')\n",
        "utf-8",
    )
    monkeypatch.setattr(render, "__path__", [*render.__path__, str(tmp_path)])
    assert media()[".txt"].written(Paper("题", ()), None) == b"brief"
    del sys.modules["generator.pages.render.brief"]


@pytest.mark.parametrize(("value", "said"), VALUES)
def test_each_value_is_said_on_a_terminal_and_on_a_page(value: Value, said: str) -> None:
    assert said in terminal.words(value)
    assert said in unescape(re.sub("<[^>]+>", "", markdown(value, Lead("tasks/T01"))))


@MEDIA
@pytest.mark.parametrize("lead", [None, FromOutside("http://a.example")], ids=["", "led"])
def test_each_value_is_said_in_a_file(medium: Any, lead: Any) -> None:
    papers = (
        Paper(("§", value), (value, Table("表", ("列",), ((value,),)), Outline((Item(value),))))
        for value, _ in VALUES
    )
    told = READERS[medium.ending](medium.written(Paper("题", tuple(papers)), lead))
    title, *sections = told.split("§")
    assert "题" in title
    for (_, said), section in zip(VALUES, sections, strict=True):
        assert not said or section.count(said) >= 4, said
        assert "表" in section
        assert "列" in section


@MEDIA
def test_a_paper_is_the_same_bytes_each_time(medium: Any) -> None:
    paper = Paper("题", tuple(value for value, _ in VALUES))
    assert medium.written(paper, None) == medium.written(paper, None)


@MEDIA
def test_an_empty_table_says_so(medium: Any) -> None:
    if medium.ending != ".json":  # of which the rows are []
        told = READERS[medium.ending](
            medium.written(Paper("题", (Table("表", ("列",), ()),)), None)
        )
        assert "没有。" in told


HOSTILE = [
    "<script>alert(1)</script>",
    "[点我](javascript:alert(1))",
    "![x](http://example.invalid/x.png)",
    "**粗** _斜_ `码` # 题",
    "# 题",
    "- 一",
    "1. 一",
    "===",
    "&lt;b&gt; &amp; \" '",
    "| a | b |",
    "]]>",
    "http://example.invalid/",
]


@MEDIA
@pytest.mark.parametrize("words", HOSTILE)
def test_text_from_outside_is_text(medium: Any, words: str) -> None:
    table = Table(f"{words}表", (words,), ((words,),))
    paper = Paper(words, (words, Outline((Item(words),)), table, Link(words, Place("unit", words))))
    data = medium.written(paper, FromOutside("http://a.example"))
    assert READERS[medium.ending](data).count(words) == 7
    if medium.ending == ".md":
        html = parser.markdown(data.decode(), extensions=["tables"])
        assert not re.search("<(script|img|strong|em|code|hr|ol)", html)
        assert re.findall('<a href="([^"]*)', html) == [
            FromOutside("http://a.example")(Place("unit", words)).replace("&", "&amp;")
        ]


def test_a_markdown_file_says_what_is_copied_out_of_it_and_a_title_once() -> None:
    told = "判定编号 T02-1@2023-Q2/甲，http://a.example/_b，不低于60%的要求，www.a.example，#3，<!-- 无 -->"
    table = Table("进展情况", ("列",), ((told,),))
    made = forge.MEDIUM.written(Paper("附件1：进展情况", (told, table)), None).decode()
    assert "\u200b" not in made
    assert made.count("进展情况") == 1
    assert "\u200b" in forge.words(told)  # in a comment, where a forge would call somebody


@MEDIA
@settings(max_examples=examples(10), deadline=None)
@given(st.text(st.characters()))
def test_a_file_holds_whatever_text_comes(medium: Any, words: str) -> None:
    paper = Paper(words, (words, Table(words, (words,), ((words,),)), Outline((Item(words),))))
    assert READERS[medium.ending](medium.written(paper, None)) is not None


def test_a_paper_is_laid_out_on_a_terminal() -> None:
    item = Item("计算", (Item("支出", (Cells((CELL,)),)),))
    table = Table("表", ("列",), (("甲",),))
    parts = ("句。", Outline((item, Cells((CELL,)))), table, Paper("内", ("[red]乙",)))
    with (console := Console(width=100)).capture() as told:
        console.print(terminal.paper(Paper((Badge(State.MET), "  T-1"), parts)))
    lines = [line.strip() for line in told.get().splitlines()]
    assert lines[:3] == ["● 已达到  T-1", "句。", "计算"]
    assert lines[4].endswith(f"{CELL.file}:2:7 支出 4,600 → 4600 @abc")
    assert lines[-2:] == ["内", "[red]乙"]
