"""A workbook is what spreadsheets print as it is: typed cells, rows high enough, nothing that acts."""

from __future__ import annotations

import re
import time
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from generator.pages import states
from generator.pages.render import xlsx
from generator.pages.values import Badge, Quantity
from generator.pages.workbooks import Column, Row, Table, Workbook, measured
from generator.words.states import State
from tests.place import PROJECT

PALETTE = states.palette(states.declared(PROJECT / "site/assets"))
COLUMNS = (Column("任务", 20), Column("数", 8, "right"), Column("期限", 13, "center"))


def book(*rows: Row, columns: tuple[Column, ...] = COLUMNS) -> Workbook:
    table = Table(
        "台账", columns, rows, "甲&乙台账", ("测发〔2023〕1号",), ("按通知的顺序。",), 1, 1, "A3"
    )
    return Workbook("甲&乙台账", (table,), "甲&乙台账 · 公开版", date(2023, 7, 25))


def sheet(*rows: Row, columns: tuple[Column, ...] = COLUMNS) -> Any:
    found = load_workbook(BytesIO(xlsx.written(book(*rows, columns=columns), PALETTE)))
    return found["台账"]


ACTS = ["=1+1", "+86", "-2+3", "@sum(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("x")', " =1"]


@pytest.mark.parametrize("text", ACTS)
def test_no_words_act_here_or_in_a_csv_made_of_it(text: str) -> None:
    cell = sheet((text, None, None))["A4"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_numbers_stay_numbers_and_days_days() -> None:
    asked = Quantity(50, "%", asked=True)
    numbers = [
        Quantity(46.04, "%"),
        asked,
        Quantity(13600.5, "万元"),
        Quantity(3, "位次"),
        Quantity(-2, "户"),
    ]
    table = sheet(*((each.unit, measured(each), date(2023, 6, 30)) for each in numbers))
    found = [table[f"B{line}"] for line in range(4, 9)]
    assert [cell.value for cell in found] == [46.04, 50, 13600.5, 3, -2]
    assert {cell.data_type for cell in found} == {"n"}
    assert [cell.number_format for cell in found] == [
        '0.0"%"', '0"%"', '0.0"万元"', '"第"0"位";"第"0"位"', '0"户"',
    ]  # fmt: skip
    assert table["C4"].is_date
    assert table.column_dimensions["B"].width > 9  # 13600.5万元 would be hash signs in less


def test_a_range_is_words() -> None:
    assert measured(Quantity(20, "%", asked=True, low=15)) == "15%至20%"


def test_a_state_has_its_shape_its_word_and_its_colours() -> None:
    assert PALETTE.keys() == set(State)
    table = sheet(*((Badge(state), None, None) for state in State))
    for line, state in enumerate(State, 4):
        cell, (ink, paper) = table[f"A{line}"], PALETTE[state]
        assert cell.value == f"{state.shape} {state.word}"
        assert cell.font.color.rgb == f"FF{ink[1:].upper()}"
        assert cell.fill.fgColor.rgb == f"FF{paper[1:].upper()}"


def test_it_prints_with_its_head_on_every_page_and_says_which_it_is() -> None:
    table = sheet(("甲", 1, None), ("甲", 2, None))
    assert table.page_setup.orientation == "landscape"
    assert int(table.page_setup.paperSize) == 8
    assert int(table.page_setup.fitToHeight) == 0  # as many pages as it takes, one across
    assert table.print_title_rows == "$3:$3"
    assert table.freeze_panes == "B4"
    assert table.auto_filter.ref == "A3:C5"
    assert "甲&&乙" in str(table.oddFooter.left.text)
    assert "&P" in str(table.oddFooter.right.text)
    assert "&N" in str(table.oddFooter.right.text)
    assert table["A5"].font.color.rgb != table["A4"].font.color.rgb  # said again


@pytest.mark.parametrize(
    ("text", "lines"), [("甲" * 11, 2), ("甲乙丙丁" * 40, 16), ("一\n二\n三", 3)]
)
def test_a_row_is_as_high_as_its_words_take(text: str, lines: int) -> None:
    table = sheet((text, None, None), ("甲", None, None))
    assert table.row_dimensions[5].height == 18
    assert table.row_dimensions[4].height == pytest.approx(14 * lines + 4, abs=0.5)


@pytest.mark.parametrize(("signs", "size"), [(280, 10), (400, 8), (600, 6), (2000, 6)])
def test_what_would_make_a_row_too_high_is_smaller_and_whole(signs: int, size: int) -> None:
    table = sheet(("甲" * signs, None, None))
    assert len(table["A4"].value) == signs
    assert table["A4"].font.size == size
    assert table.row_dimensions[4].height <= 409


def test_it_is_the_same_bytes_in_any_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    made = set()
    for zone in ("Asia/Shanghai", "America/New_York", "UTC"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        made.add(xlsx.written(book(("甲", 1, date(2023, 6, 30))), PALETTE))
    monkeypatch.undo()
    time.tzset()
    assert len(made) == 1


def test_a_foot_that_begins_with_a_year_keeps_it() -> None:
    whole = Workbook("2027年台账", book().sheets, "2027年台账 · 公开版", date(2027, 7, 25))
    with zipfile.ZipFile(BytesIO(xlsx.written(whole, PALETTE))) as found:
        sheet = found.read("xl/worksheets/sheet1.xml").decode()
    assert ',Regular"2027年台账' in sheet
    assert not re.search(r"&amp;\d\d", sheet)


def test_what_xml_does_not_hold_is_left_out_and_an_empty_table_is_one() -> None:
    table = sheet(("甲\x07乙\ud800丙", None, None))
    assert table["A4"].value == "甲乙丙"
    assert [cell.value for cell in sheet()["A"]][3:] == ["没有。", "按通知的顺序。"]
