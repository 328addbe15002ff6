"""Drawings on paper: pictures that say what they show, or their numbers where a machine has no letters."""

from __future__ import annotations

import re
import struct
from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document

from generator import look
from generator.pages.drawings import Chart, Need, Point, Progress, Scale, Tick
from generator.pages.papers import OfficialPaper, Section
from generator.pages.render.bars import width
from generator.pages.values import Bars, Drawing, Group, Lane, Tiles
from generator.papers import drawn
from generator.papers.docx import template, written

TICKS = (Tick(50, "50%", "6月末"), Tick(100, "100%", "年底", binds=True))
BAR = Progress("东县<&>：46%，须达到50%", 46, 100, TICKS, 55, alarm=True)
CHART = Chart(
    "支出进度",
    "截至6月30日46%。",
    date(2023, 4, 1),
    date(2023, 12, 31),
    Scale(0, 100, ((0, "0%"), (100, "100%"))),
    (Point(date(2023, 5, 31), 40.123), Point(date(2023, 6, 30), None)),
    "40.1%",
    (Need(date(2023, 4, 1), date(2023, 6, 30), 50, node=True, says="50%"),),
)
BARS = Bars("各县进度", (Lane("东县", BAR, "46%", "差4个百分点"), Lane("西" * 40, BAR, "46%")))
TILES = Tiles("走访", (Group("东县", (("甲镇", True), ("乙镇", False))),), "已走访", "尚未走访")
DRAWINGS: list[Drawing] = [BAR, CHART, BARS, TILES]


def document(*drawings: Drawing) -> Document:
    paper = OfficialPaper("题", "", "", (Section("甲", drawings),))
    return docx.Document(BytesIO(written(paper, template(look.ours()))))


def pictures(made: Document) -> list[Any]:
    return list(made.element.body.xpath(".//wp:inline"))


@pytest.fixture
def without_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_font", lambda: None)


@pytest.fixture
def with_letters() -> None:
    if drawn._font() is None:
        pytest.skip("no Chinese letters on this machine")


@pytest.mark.usefixtures("with_letters")
def test_a_picture_fills_the_lines_and_says_what_it_shows() -> None:
    made = document(*DRAWINGS)
    found = pictures(made)
    says = [each.docPr.get("descr") for each in found]
    assert says[0] == BAR.title
    assert says[1] == "支出进度：截至6月30日46%。"
    assert len(set(says)) == len({each.docPr.get("id") for each in found}) == 4
    assert {round(each.extent.cx / 36_000) for each in found} == {156}
    titles = [p.text for p in made.paragraphs if p.style and p.style.name == "图题"]
    assert titles == [BAR.title, "支出进度", "各县进度", "走访"]


@pytest.mark.usefixtures("with_letters")
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda each: type(each).__name__)
def test_a_picture_is_sharp_in_print_and_the_same_each_time(drawing: Drawing) -> None:
    made = drawn.picture(drawing)
    assert made is not None
    assert made == drawn.picture(drawing)
    wide, high = struct.unpack(">II", made.png[16:24])
    assert wide / (156 / 25.4) >= 300
    assert 0 < high < wide


@pytest.mark.usefixtures("without_letters")
def test_without_letters_the_numbers_stand_in_a_table() -> None:
    made = document(*DRAWINGS)
    assert not pictures(made)
    rows = [[[c.text for c in row.cells] for row in table.rows] for table in made.tables]
    assert rows == [
        [["日期", "数值"], ["2023年5月31日", "40.12"], ["2023年6月30日", "✕"]],
        [["名称", "数值", "说明"], ["东县", "46%", "差4个百分点"], ["西" * 40, "46%", ""]],
        [["名称", "已走访", "共", "尚未走访"], ["东县", "1", "2", "乙镇"]],
    ]
    text = [p.text for p in made.paragraphs]
    assert "支出进度（本机没有中文字体，以表代图）" in text
    assert {BAR.title, CHART.description} <= set(text)


def test_where_nothing_is_drawn_it_is_said() -> None:
    empty = Chart("空", "", CHART.first, CHART.last, CHART.scale, ())
    made = document(empty, Bars("无", ()), Tiles("没", (), "", ""))
    assert not pictures(made)
    assert [p.text for p in made.paragraphs][-6:] == [
        "空",
        "没有。",
        "无",
        "没有。",
        "没",
        "没有。",
    ]


@pytest.mark.usefixtures("with_letters")
@pytest.mark.parametrize("drawing", [BARS, TILES], ids=lambda each: type(each).__name__)
def test_nothing_reaches_over_the_edge(drawing: Drawing) -> None:
    inside, _ = drawn._drawn(drawing)
    for x, words in re.findall(r'<text x="(\d+)" [^>]*>([^<]+)<', inside):
        assert int(x) + width(words) <= drawn.WIDTH
