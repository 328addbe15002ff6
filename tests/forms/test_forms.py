"""Blank forms: what they hold, and that they come back."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator import forms, intake
from generator.calendar import Month
from generator.problems import letters
from generator.store import NOWHERE, Store
from tests.factory import City, codes, harbour, sheet
from tests.intake.filings import BEACH, BEACH_FILE, BEACHES, BRIEFS
from tests.ledger.merged import merged

JUNE, DECEMBER = Month(2027, 6), Month(2027, 12)


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def files(city: City, unit: str = "beigang", period: Month = JUNE) -> Mapping[str, bytes]:
    declared = city.catalogue()
    filed = intake.inspect(city.root, declared, unit=unit).filed
    return forms.files(declared, declared.units[unit], period, forms.before(filed, unit, period))


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    return list(csv.reader(StringIO(data.decode("utf-8-sig"))))


def filled(data: bytes, **sheets: list[list[Any]]) -> bytes:
    """A workbook with rows written from the second on; None leaves what is there."""
    book = openpyxl.load_workbook(BytesIO(data))
    for name, lines in sheets.items():
        for number, line in enumerate(lines, 2):
            for position, value in enumerate(line, 1):
                if value is not None:
                    book[name].cell(number, position, value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def collect(city: City, data: bytes, **more: Any) -> forms.Collected:
    return forms.collect("填好.xlsx", data, city.catalogue(), **more)


def test_a_unit_gets_exactly_the_forms_that_it_owes(city: City) -> None:
    assert set(files(city)) == {"beigang-2027-06.xlsx", "briefs.csv", "outlets.csv", "beaches.csv"}
    assert set(files(city, period=Month(2027, 3))) == {
        "beigang-2027-03.xlsx",
        "briefs.csv",
        "outlets.csv",
    }
    assert files(city, period=Month(2027, 4)) == {}


def test_the_tasks_of_the_unit_stand_in_rows(city: City) -> None:
    header, *body = rows(files(city)["briefs.csv"])
    assert header == [*BRIEFS.split(","), "参考：任务"]
    declared = city.catalogue()
    assert [row[2] for row in body] == [clause.id for clause in declared.duties_of("beigang")]
    assert {tuple(row[:2]) for row in body} == {("北港园区", "2027-06")}


def test_what_was_told_last_time_stands_beside(city: City) -> None:
    city.write(BEACH_FILE, sheet(BEACHES, BEACH, "北港园区,2027-06,月牙滩,2,0.5,"))
    header, *body = rows(files(city, period=DECEMBER)["beaches.csv"])
    assert header == [*BEACHES.split(","), "参考：2027-06 建成长度"]
    assert body == [
        ["北港园区", "2027-12", "金沙湾", "", "", "", "2.4"],
        ["北港园区", "2027-12", "月牙滩", "", "", "", "0.5"],
    ]


def test_a_workbook_helps_and_locks(city: City) -> None:
    book = openpyxl.load_workbook(BytesIO(files(city)["beigang-2027-06.xlsx"]))
    assert book.sheetnames == ["填报说明", "季度简报", "入海排口台账", "清洁岸滩", "选项"]
    briefs = book["季度简报"]
    assert (briefs.protection.sheet, briefs["A2"].protection.locked) == (True, True)
    assert briefs.column_dimensions["E"].protection.locked is False
    assert briefs.freeze_panes == "C2"
    assert "例：办理中" in briefs["D1"].comment.text
    rules = {str(r.sqref): (r.type, r.formula1) for r in briefs.data_validations.dataValidation}
    assert rules["D2:D201"] == ("list", '"未开始,办理中,办结"')
    assert rules["E2:E201"] == ("textLength", "500")
    outlets = {r.type for r in book["入海排口台账"].data_validations.dataValidation}
    assert outlets == {"list", "date", "textLength"}


def test_a_sheet_to_fill_in_looks_like_one(city: City) -> None:
    book = openpyxl.load_workbook(BytesIO(files(city)["beigang-2027-06.xlsx"]))
    assert (book.active, book["选项"].sheet_state) == (book["季度简报"], "hidden")
    sheet = book["入海排口台账"]
    head, known = sheet["A1"], sheet["A2"]
    (beside,) = (c for c in book["季度简报"][1] if c.value == "参考：任务")
    assert beside.offset(1).font.i is True
    assert (head.fill.fgColor.rgb, head.font.color.rgb) == ("FF0B5394", "FFFFFFFF")
    assert (head.font.name, head.font.b, head.alignment.wrap_text) == ("微软雅黑", True, True)
    assert (known.fill.fgColor.rgb, known.number_format) == ("FFEFEFEF", "@")
    days = next(c for c in sheet[1] if str(c.value).endswith("统计日"))
    dimension = sheet.column_dimensions[letters(days.column or 0)]
    assert (dimension.width, dimension.number_format) == (14, "yyyy-mm-dd")
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
    allowed = {"formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort"}
    assert not any(getattr(sheet.protection, name) for name in allowed)
    assert sheet.protection.deleteColumns is True
    assert book["填报说明"].column_dimensions["B"].width == 90


def test_what_is_packed_is_kept_and_a_broken_store_changes_nothing(
    city: City, tmp_path: Path
) -> None:
    declared, held = city.catalogue(), Store(tmp_path / "held")
    unit = declared.units["beigang"]

    def made(store: Store) -> Mapping[str, bytes]:
        return forms.files(declared, unit, JUNE, lambda _: None, store)

    fresh = made(NOWHERE)
    assert made(held) == fresh
    (kept,) = (tmp_path / "held" / "archives").glob("*/*")
    assert made(held) == fresh
    kept.write_bytes(kept.read_bytes()[:-1])
    assert made(held) == fresh


def test_the_same_input_gives_the_same_bytes(city: City) -> None:
    assert files(city) == files(city)
    assert forms.bundle(files(city)) == forms.bundle(files(city))


def test_every_form_comes_back_as_it_was_given(city: City) -> None:
    """A template that nobody filled in is told to be empty, and nothing else is wrong with it."""
    data = files(city)["beigang-2027-06.xlsx"]
    collected = collect(city, data)
    assert {p.code for p in collected.problems} == {"E201", "W111"}
    assert collected.files == {}


def test_a_filled_workbook_becomes_csvs_in_the_right_folder(city: City) -> None:
    data = filled(
        files(city)["beigang-2027-06.xlsx"],
        季度简报=[[None, None, "K1", "办理中", "完成排口编号。"], *_blank_rows(city)],
        入海排口台账=[[None, None, "PK001", None, "已整治", "是", "2027-06-30"]],
        清洁岸滩=[[None, None, "零报告"]],
    )
    collected = collect(city, data)
    assert codes(collected.problems) == []
    assert set(collected.files) == {
        f"submissions/2027-06/beigang/{form}.csv" for form in ("briefs", "outlets", "beaches")
    }
    for path, content in collected.files.items():
        city.write(path, content)
    assert city.filed() == []
    assert rows(collected.files["submissions/2027-06/beigang/beaches.csv"])[1][2] == "零报告"


def _blank_rows(city: City) -> list[list[Any]]:
    """Every task but the first is told as well."""
    return [[None, None, None, "未开始", "无新进展。"]] * (
        len(city.catalogue().duties_of("beigang")) - 1
    )


def test_a_workbook_uploaded_as_it_is_counts(city: City) -> None:
    data = filled(
        files(city)["beigang-2027-06.xlsx"],
        入海排口台账=[[None, None, "PK001", None, "已整治", "是", "2027-06-30"]],
    )
    book = openpyxl.load_workbook(BytesIO(data))
    del book["季度简报"]
    stream = BytesIO()
    book.save(stream)
    city.write("submissions/2027-06/beigang/六月报送.xlsx", stream.getvalue())
    ledger, problems = city.open()
    assert codes(problems) == ["W111"]
    (filing,) = [f for f in ledger.filings if f.valid]
    assert (filing.form, merged(ledger, "outlets").raw("stage")) == (
        "outlets",
        ["已整治"],
    )


def _book(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        tab = book.create_sheet(name)
        for line in lines:
            tab.append(line)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


OUTLETS = ["报送单位", "报送期", "排口编号", "位置", "整治阶段", "是否抽测", "统计日"]
ROW = ["北港园区", "2027-06", "PK001", None, "已整治", None, "2027-06-30"]
PATH = "submissions/2027-06/beigang/表.xlsx"


def test_typed_cells_are_read_as_they_are_shown(city: City) -> None:
    from datetime import datetime

    row = [*ROW[:6], datetime(2027, 6, 30)]
    beach = [*BEACHES.split(",")], ["北港园区", "2027-06", "金沙湾", 3, 2.4, 6.0]
    city.write(PATH, _book(入海排口台账=[OUTLETS, row], 清洁岸滩=list(beach)))
    ledger, problems = city.open()
    assert codes(problems) == []
    beaches = merged(ledger, "beaches")
    assert beaches.keys(["planned", "length", "sweepers"]) == {(3, 2.4, 6)}


def test_a_finding_in_a_workbook_names_sheet_and_cell(city: City) -> None:
    city.write(PATH, _book(入海排口台账=[OUTLETS, ROW, [*ROW[:2], "PK2", *ROW[3:]]]))
    (problem,) = city.filed()
    assert (problem.code, problem.sheet, problem.cell) == ("E223", "入海排口台账", "C3")


def test_merged_cells_are_told(city: City) -> None:
    book = openpyxl.Workbook()
    tab = book.worksheets[0]
    tab.title = "入海排口台账"
    for line in (OUTLETS, ROW, [*ROW[:2], "PK002", *ROW[3:]]):
        tab.append(line)
    tab.merge_cells("A2:A3")
    stream = BytesIO()
    book.save(stream)
    (problem,) = city.write(PATH, stream.getvalue()).filed()
    assert (problem.code, problem.cell) == ("E201", "A3")
    assert "合并单元格" in problem.message


SPOILT = [
    (_book(别的表=[["a"]]), "E114"),
    (_book(入海排口台账=[OUTLETS, ROW], 草稿=[["a"]]), "W115"),
    (_book(入海排口台账=[]), "E110"),
    (_book(入海排口台账=[OUTLETS, [*ROW[:6], "=TODAY()"]]), "E302"),
    (_book(入海排口台账=[OUTLETS, [*ROW[:3], "=A1&B1", *ROW[4:]]]), "E302"),
    (_book(入海排口台账=[OUTLETS, [*ROW[:3], "#REF!", *ROW[4:]]]), "E217"),
    (b"PK\x03\x04nothing", "E113"),
    (_book(入海排口台账=[OUTLETS, ROW])[:-200], "E113"),
]


@pytest.mark.parametrize(("data", "code"), SPOILT, ids=[code for _, code in SPOILT])
def test_a_spoilt_workbook(city: City, data: bytes, code: str) -> None:
    assert codes(city.write(PATH, data).filed()) == [code]


def test_one_form_in_two_files(city: City) -> None:
    city.write(PATH, _book(入海排口台账=[OUTLETS, ROW]))
    city.write(
        "submissions/2027-06/beigang/outlets.csv",
        sheet(",".join(OUTLETS), "北港园区,2027-06,PK001,,已整治,,2027-06-30"),
    )
    assert codes(city.filed()) == ["E253"]


def test_a_workbook_that_does_not_say_whose_it_is(city: City) -> None:
    data = _book(入海排口台账=[OUTLETS, ["", "", "PK001", "", "已整治", "", "2027-06-30"]])
    assert codes(collect(city, data).problems) == ["E406"]
    told = collect(city, data, unit="beigang", period=JUNE)
    assert codes(told.problems) == ["E201", "E201"]
