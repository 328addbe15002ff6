"""From a workbook (.xlsx) to records: each sheet as the spreadsheet would save it as CSV.

Formulas are never computed: the value that the spreadsheet stored counts. A workbook is an archive
that anyone can make, so its true size is looked at before it is opened.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from generator.intake.patterns import MAX_CELLS
from generator.intake.records import Record

MAX_UNPACKED = 10 * 1024 * 1024
_ARCHIVE, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_FORMULA = re.compile(rb"<(?:[a-z]+:)?f[ >/]")
_PERCENT = re.compile(r"0(?:\.(0+))?%")


class UnreadableError(Exception):
    """A workbook that cannot be opened; the text is for the clerk."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet: its records, and the cells that a merged cell covers, as (row, column) from 1."""

    name: str
    records: list[Record]
    merged: frozenset[tuple[int, int]]


def read(data: bytes) -> Mapping[str, Tab]:
    """The visible sheets of a workbook in their order; UnreadableError when it is none."""
    import openpyxl

    computed = _looked_over(data)
    try:
        stored = openpyxl.load_workbook(BytesIO(data), data_only=True)
        typed = openpyxl.load_workbook(BytesIO(data)) if computed else stored
        return {
            sheet.title: _tab(sheet, typed[sheet.title])
            for sheet in stored.worksheets
            if sheet.sheet_state == "visible"
        }
    except UnreadableError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers meet in a broken part
        raise UnreadableError("文件已损坏") from error


def _looked_over(data: bytes) -> bool:
    """Whether there are formulas in it; UnreadableError for what must not be opened."""
    computed = False
    if data.startswith(_OLD):
        raise UnreadableError("是旧版格式（.xls、.et），或设了打开密码")
    if not data.startswith(_ARCHIVE):
        raise UnreadableError("不是 Excel 工作簿（.xlsx）")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnreadableError("展开后过大")
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise UnreadableError("不是 Excel 工作簿（.xlsx）")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    content = archive.read(part)
                    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                        raise UnreadableError("含不被接受的内容")
                    sheet = part.filename.startswith("xl/worksheets/")
                    computed = computed or (sheet and _FORMULA.search(content) is not None)
    except UnreadableError:
        raise
    except Exception as error:  # zipfile and zlib have a dozen ways to say that bytes are wrong
        raise UnreadableError("文件已损坏或不完整") from error
    return computed


def _tab(stored: Any, typed: Any) -> Tab:
    height, width = stored.max_row or 0, stored.max_column or 0
    if height * width > MAX_CELLS:
        raise UnreadableError(
            f"工作表“{stored.title}”的内容一直到第 {height} 行第 {width} 列，过大"
        )
    covered = frozenset(
        (row, column)
        for area in stored.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, height) + 1)
        for column in range(area.min_col, min(area.max_col, width) + 1)
        if (row, column) != (area.min_row, area.min_col)
    )
    records = [
        Record(number, number, [_text(cell, formula) for cell, formula in zip(*both, strict=True)])
        for number, both in enumerate(zip(stored.iter_rows(), typed.iter_rows(), strict=True), 1)
    ]
    while records and records[-1].blank:
        records.pop()
    return Tab(stored.title, records, covered)


def _text(cell: Any, formula: Any) -> str:
    """A cell's value as a CSV would have it; a formula without a stored value stays a formula.

    An empty text that a formula gave is stored as a text (``str``) without a value.
    """
    value = cell.value
    computed = isinstance(formula.value, str) and formula.value.startswith("=")
    if value is None and computed and cell.data_type != "str":
        return str(formula.value)
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return str(value.date()) if value.time() == time() else value.isoformat(" ", "seconds")
        case date():
            return str(value)
        case int() | float():
            return _number(value, cell.number_format or "")
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _number(value: float, shown_as: str) -> str:
    if _PERCENT.search(shown_as):
        return f"{_plain(round(value * 100, 10))}%"
    return _plain(value)


def _plain(value: float) -> str:
    """A number in digits, to the 15 that a spreadsheet keeps."""
    if isinstance(value, int) or float(value).is_integer():
        return str(int(value))
    text = f"{value:.15g}"
    return text if "e" not in text else f"{value:.15f}".rstrip("0")
