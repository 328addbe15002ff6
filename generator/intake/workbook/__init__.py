"""From a workbook (.xlsx) to records: each sheet as the spreadsheet would save it as CSV.

Formulas are never computed: the value that the spreadsheet stored counts. A workbook is an archive
that anyone can make: an area in it is a few letters and may stand for seventeen billion cells, so
areas are held against how far a sheet may reach before anything runs over them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from ...catalogue.fields import Remark
from ...frozen import dataclass
from ..patterns import MAX_TOGETHER
from ..records import Record
from .archive import MAX_UNPACKED, Archive, UnreadableError
from .areas import Covered

if TYPE_CHECKING:
    from .grid import Grid
    from .parts import Listed

__all__ = ["Tab", "UnreadableError", "Workbook", "read"]


@dataclass(frozen=True, slots=True)
class Tab:
    """One sheet: its records, and the cells that a merged cell covers, as (row, column) from 1.

    ``hidden_rows`` (of which a filter hides the ``filtered``) and ``hidden_columns`` are by number, from
    1, as far as the records go; ``hidden`` is the sheet itself. ``drawn``: pictures lie over it.
    ``remarks`` are what is told of cells that show something else than they hold, ``days`` the whole days
    of those that show no year.
    """

    name: str
    records: list[Record]
    merged: Set[tuple[int, int]]
    hidden_rows: frozenset[int] = frozenset()
    filtered: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    drawn: bool = False
    remarks: Mapping[tuple[int, int], tuple[Remark, ...]] = field(default_factory=dict)
    days: Mapping[tuple[int, int], date] = field(default_factory=dict)


class Workbook:
    """A workbook of which each sheet is read when it is asked for; all of them together may hold so
    much and no more. UnreadableError when it is none."""

    def __init__(self, data: bytes) -> None:
        from . import parts  # which no CSV needs

        with _damage():
            self._archive = Archive(data)
            self._book = parts.book(self._archive)
        self._tabs: dict[str, Tab | UnreadableError] = {}
        self._cells = self._characters = 0

    @property
    def sheets(self) -> Mapping[str, Listed]:
        """All sheets by their names, the hidden ones as well, in their order."""
        return self._book.sheets

    def tab(self, name: str) -> Tab:
        """A sheet by its name; UnreadableError when it cannot be read."""
        if name not in self._tabs:
            try:
                with _damage():
                    self._tabs[name] = self._read(name)
            except UnreadableError as error:
                self._tabs[name] = error
        tab = self._tabs[name]
        if isinstance(tab, UnreadableError):
            raise tab
        return tab

    def _read(self, name: str) -> Tab:
        from . import grid as sheet

        listed = self.sheets[name]
        if listed.part is None:
            raise UnreadableError("文件已损坏或不完整")
        grid = sheet.read(self._archive, listed.part, self._book, self._counted)
        if grid.too_large:
            raise UnreadableError(
                f"工作表“{name}”的内容一直到第 {grid.height} 行第 {grid.width} 列，过大"
            )
        if sum(area.size for area in grid.areas) > grid.height * grid.width:
            raise UnreadableError(f"工作表“{name}”的合并单元格互相重叠")
        self._cells += grid.height * grid.width
        if self._cells > MAX_TOGETHER:
            raise UnreadableError("各工作表的内容加起来过大")
        merged = Covered(grid.areas)
        where = grid.filtered
        told = {at: seen for at, seen in grid.told.items() if at not in merged}
        return Tab(
            name,
            _records(grid, merged),
            merged,
            frozenset(grid.hidden),
            frozenset(row for row in grid.hidden if where and where.top < row <= where.bottom),
            frozenset(grid.hidden_columns),
            listed.hidden,
            grid.drawn,
            {at: seen.remarks for at, seen in told.items() if seen.remarks},
            {at: seen.day for at, seen in told.items() if seen.day},
        )

    def _counted(self, text: str) -> None:
        """What a cell reads as; what is stored once may be meant by any number of them."""
        self._characters += len(text)
        if self._characters > MAX_UNPACKED:
            raise UnreadableError("展开后过大")


def read(data: bytes) -> Mapping[str, Tab]:
    """The visible sheets of a workbook in their order; UnreadableError when one cannot be read."""
    book = Workbook(data)
    names = (name for name, each in book.sheets.items() if each.part and not each.hidden)
    return {name: book.tab(name) for name in names}


@contextmanager
def _damage() -> Iterator[None]:
    """Whatever numbers and references meet in a broken part is damage."""
    try:
        yield
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError("文件已损坏") from error


def _records(grid: Grid, merged: Set[tuple[int, int]]) -> list[Record]:
    """A record for each row down to the last that says something, all of them as wide."""
    blank = [""] * grid.width
    covered = merged if grid.areas else frozenset()
    records = []
    for number in range(1, min(max(grid.rows, default=0), grid.height) + 1):
        cells = blank
        if found := grid.rows.get(number):
            cells = list(blank)
            for column, text in found.items():
                if column <= grid.width and (number, column) not in covered:
                    cells[column - 1] = text
        records.append(Record(number, number, cells))
    while records and records[-1].blank:
        records.pop()
    return records
