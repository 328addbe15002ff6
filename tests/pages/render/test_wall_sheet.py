"""The wall chart as sheets: A3, every row once, on as many sheets as it takes, and nothing that acts."""

from __future__ import annotations

from xml.etree import ElementTree

from generator.pages import states
from generator.pages.months import WallRow, WallView
from generator.pages.render import wall_sheet
from generator.pages.values import Badge, Link, Mark, Place
from generator.words.states import State
from tests.place import PROJECT

PALETTE = states.palette(states.declared(PROJECT / "site/assets"))
TEXT = "{http://www.w3.org/2000/svg}text"


def row(name: str, state: State = State.MET) -> WallRow:
    to = Place("clause", "T")
    cells = [Link((Mark(state, name), Mark("flag", "", "6月30日")), to), None]
    return WallRow(Link(name, to), cells, Badge(state))


def drawn(*rows: WallRow) -> list[str]:
    view = WallView("任务", "", "", ["6月", "7月"], "目前", [*rows], states.legend())
    return wall_sheet.drawn(view, "任务挂图", "测发〔2023〕1号", PALETTE)


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(TEXT)]


def test_a_sheet_is_a3_and_names_its_fonts() -> None:
    (svg,) = drawn(row("资金任务"))
    whole = ElementTree.fromstring(svg)
    assert (whole.get("width"), whole.get("height")) == ("420mm", "297mm")
    assert "方正小标宋简体" in svg
    assert "Noto Serif CJK SC" in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert {"资金任务", State.MET.shape, "◆", "6月", "目前"} <= set(texts(svg))


def test_every_row_stands_on_one_sheet_and_they_are_counted() -> None:
    sheets = drawn(*(row(f"第{n}项任务") for n in range(90)))
    assert len(sheets) > 1
    found = [
        text for svg in sheets for text in texts(svg) if text.startswith("第") and "任务" in text
    ]
    assert found == [f"第{n}项任务" for n in range(90)]
    assert f"共 {len(sheets)} 张" in sheets[0]
    for svg in sheets:
        places = [float(each.get("y", 0)) for each in ElementTree.fromstring(svg).iter(TEXT)]
        assert max(places) < 297


def test_a_long_name_is_told_in_full_and_one_from_outside_is_words() -> None:
    long = "乡村振兴" * 60
    (svg,) = drawn(row(long), row("<script>&\x07"))
    assert long in "".join(texts(svg))
    assert "<script>&" in texts(svg)
    assert drawn() != []
