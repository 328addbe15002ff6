"""From a workbook (.xlsx) to records: each sheet as the spreadsheet would save it as CSV.

Formulas are never computed: the value that the spreadsheet stored counts. A workbook is an archive
that anyone can make: an area in it is a few letters and may stand for seventeen billion cells, so
areas are held against how far a sheet may reach before anything runs over them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice, product
from typing import TYPE_CHECKING

from ..wording import exact
from .archive import MAX_UNPACKED, Archive, UnreadableError
from .patterns import MAX_TOGETHER
from .records import Record

if TYPE_CHECKING:
    from .grid import Cell, Grid
    from .parts import Book

__all__ = ["Tab", "UnreadableError", "read"]

_PERCENT = re.compile(r"0(?:\.(0+))?%")


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet: its records, and the cells that a merged cell covers, as (row, column) from 1."""

    name: str
    records: list[Record]
    merged: frozenset[tuple[int, int]]


def read(data: bytes) -> Mapping[str, Tab]:
    """The visible sheets of a workbook in their order; UnreadableError when it is none."""
    from . import parts  # with it comes openpyxl, which no CSV needs

    archive = Archive(data)
    try:
        book = parts.book(archive)
        reader = _Reader(archive, book)
        tabs = {name: reader.tab(name, part) for name, part in book.sheets.items()}
        archive.look_over()
    except UnreadableError:
        raise
    except Exception as error:  # whatever numbers and references meet in a broken part
        raise UnreadableError("文件已损坏") from error
    return tabs


class _Reader:
    """Reads the sheets of one workbook, which together may hold so much and no more."""

    def __init__(self, archive: Archive, book: Book) -> None:
        self._archive, self._book = archive, book
        self._cells = self._characters = 0

    def tab(self, name: str, part: str) -> Tab:
        from . import grid as sheet

        grid = sheet.read(self._archive, part, self._book, self._counted)
        if grid.too_large:
            raise UnreadableError(
                f"工作表“{name}”的内容一直到第 {grid.height} 行第 {grid.width} 列，过大"
            )
        if sum(area.size for area in grid.areas) > grid.height * grid.width:
            raise UnreadableError(f"工作表“{name}”的合并单元格互相重叠")
        self._cells += grid.height * grid.width
        if self._cells > MAX_TOGETHER:
            raise UnreadableError("各工作表的内容加起来过大")
        merged = _covered(grid)
        return Tab(name, _records(grid, merged), merged)

    def _counted(self, cell: Cell) -> str:
        """The text of a cell; what is stored once may be meant by any number of them."""
        text = _text(cell)
        self._characters += len(text)
        if self._characters > MAX_UNPACKED:
            raise UnreadableError("展开后过大")
        return text


def _covered(grid: Grid) -> frozenset[tuple[int, int]]:
    """The cells of merged areas but for the first of each, which alone has a value."""
    covered: set[tuple[int, int]] = set()
    for area in grid.areas:
        rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
        covered.update(islice(product(rows, columns), 1, None))
    return frozenset(covered)


def _records(grid: Grid, merged: frozenset[tuple[int, int]]) -> list[Record]:
    """A record for each row down to the last that says something, all of them as wide."""
    blank = [""] * grid.width
    records = []
    for number in range(1, max(grid.rows, default=0) + 1):
        cells = blank
        if found := grid.rows.get(number):
            cells = list(blank)
            for column, text in found.items():
                if (number, column) not in merged:
                    cells[column - 1] = text
        records.append(Record(number, number, cells))
    while records and records[-1].blank:
        records.pop()
    return records


def _text(cell: Cell) -> str:
    """A cell's value as a CSV would have it; a formula without a stored value stays a formula.

    An empty text that a formula gave is stored as a text (``str``) without a value.
    """
    value = cell.value
    if value is None and cell.formula and cell.data_type != "str":
        return cell.formula
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
            return _number(value, cell.number_format)
        case _:
            return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _number(value: float, shown_as: str) -> str:
    if _PERCENT.search(shown_as):
        return f"{_plain(float(f'{_plain(value)}e2'))}%"  # its digits two places on, as it is shown
    return _plain(value)


def _plain(value: float) -> str:
    """A number in digits, to the 15 that a spreadsheet keeps."""
    return exact(value if isinstance(value, int) else float(f"{value:.15g}"))
