"""The cells of one sheet: what is stored in each, how far they reach, which are merged and hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from math import isinf

from ...catalogue.fields import Remark
from ...words.characters import is_blank
from ..patterns import MAX_CELLS
from . import shown
from .archive import Archive, Attributes, UnreadableError
from .areas import LAST_COLUMN, LAST_ROW, Area, area, position, row
from .parts import SHEET, TRUE, Book, Words, unescaped
from .shown import Seen

_NUMBER = re.compile(
    "[-+]?[0-9]+(?:[.][0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?[.][0-9]+(?:[eE][-+]?[0-9]+)?"
)
"""A number as XML Schema has doubles; what else stands in its place is shown as it stands."""
_FRACTION = re.compile("[.eE]")
_COUNT = re.compile("[1-9][0-9]{0,4}")
_NOUGHT = re.compile("0+(?:[.]0+)?")


@dataclass(slots=True)
class Grid:
    """What is in a sheet: the text of each cell by row and column, from 1, and how far it reaches.

    What is blank reaches nowhere, however it is formatted. Of a sheet that reaches too far no cell is
    kept beyond, only how far it reaches. ``hidden`` are the rows with cells that are, ``filtered``
    where a filter hides them, ``drawn`` whether anything lies over the cells, ``too_large``
    whether there is no room for so much. ``told`` has the cells of
    which there is more to say than their text.
    """

    height: int = 0
    width: int = 0
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    told: dict[tuple[int, int], Seen] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: Area | None = None
    drawn: bool = False
    too_large: bool = False

    def reach(self, row: int, column: int) -> None:
        """Grow, so that a cell (from 1) lies inside."""
        if row > self.height or column > self.width:
            self.height, self.width = max(self.height, row), max(self.width, column)
            self.too_large = self.height * self.width > MAX_CELLS

    def keep(self, row: int, column: int, seen: Seen) -> None:
        """Note what a cell reads as; of one that is written twice, what it says must be the same."""
        text = seen.text
        if (row > self.height or column > self.width) and not is_blank(text):
            self.reach(row, column)
        if self.too_large or not text:
            return
        cells = self.rows.setdefault(row, {})
        if cells.setdefault(column, text) != text:
            raise UnreadableError(f"第 {row} 行第 {column} 列的单元格写了两次，内容不同")
        if seen.remarks or seen.day:
            self.told[row, column] = seen


def read(archive: Archive, part: str, book: Book, counted: Callable[[str], None]) -> Grid:
    """Walk through the part of a sheet; ``counted`` is told the text of each cell."""
    walk = _Walk(book, counted)
    archive.walk(part, SHEET, walk.begin, walk.end)
    if not walk.begun:
        raise UnreadableError("文件已损坏")
    return walk.grid


class _Walk:
    """Where a walk through a sheet is: the row, the cell, and what of the cell was met so far."""

    def __init__(self, book: Book, counted: Callable[[str], None]) -> None:
        self.grid = Grid()
        self._book, self._counted = book, counted
        self.begun = False
        self._row, self._column, self._in_row = 0, 0, False
        self._hidden, self._noughts = False, True
        self._within = False
        self._columns = 0
        self._filter: Area | None = None
        self._cell: Attributes | None = None
        self._at = self._count = 0
        self._value: str | None = None
        self._formula: str | None = None
        self._written: Attributes = {}
        self._shared: dict[str, str] = {}
        self._words = Words()
        self._shown_as = cache(book.shown_as)

    @property
    def begin(self) -> Mapping[str, Callable[[Attributes], None]]:
        return {
            **self._words.begin,
            "worksheet": self._begin,
            "sheetPr": self._begin_properties,
            "sheetView": self._begin_view,
            "col": self._begin_columns,
            "row": self._begin_row,
            "c": self._begin_cell,
            "is": self._begin_words,
            "f": self._begin_formula,
            "mergeCell": self._merge,
            "autoFilter": self._begin_filter,
            "filterColumn": self._begin_criterion,
            "drawing": self._draw,
            "picture": self._draw,
        }

    @property
    def end(self) -> Mapping[str, Callable[[str], None]]:
        return {
            **self._words.end,
            "v": self._end_value,
            "f": self._end_formula,
            "c": self._end_cell,
            "row": self._end_row,
        }

    def _begin(self, _: Attributes) -> None:
        self.begun = True

    def _begin_properties(self, attributes: Attributes) -> None:
        """What is hidden while a filter is on was hidden by it; where, is told later, if at all."""
        if attributes.get("filterMode") in TRUE:
            self.grid.filtered = Area(1, 1, LAST_ROW, LAST_COLUMN)

    def _begin_view(self, attributes: Attributes) -> None:
        """A sheet may be set to show nothing where there is a nought."""
        self._noughts = attributes.get("showZeros", "1") in TRUE

    def _begin_filter(self, attributes: Attributes) -> None:
        with suppress(ValueError):
            self._filter = area(attributes.get("ref", ""))
            if self.grid.filtered:
                self.grid.filtered = self._filter

    def _begin_criterion(self, _: Attributes) -> None:
        self.grid.filtered = self._filter

    def _draw(self, _: Attributes) -> None:
        self.grid.drawn = True

    def _begin_columns(self, attributes: Attributes) -> None:
        """Columns come in their order, so that what is told of one again would be told for ever."""
        ends = attributes.get("min", ""), attributes.get("max", "")
        first, last = (int(end) if _COUNT.fullmatch(end) else 0 for end in ends)
        if self._columns < first <= last <= LAST_COLUMN:
            self._columns = last
            if _is_hidden(attributes, "width"):
                self.grid.hidden_columns.update(range(first, last + 1))

    def _begin_row(self, attributes: Attributes) -> None:
        at = attributes.get("r")
        self._row = row(at) if at else self._row + 1
        self._column, self._in_row = 0, True
        self._hidden = _is_hidden(attributes, "ht")

    def _end_row(self, _: str) -> None:
        self._in_row = False

    def _begin_cell(self, attributes: Attributes) -> None:
        """A cell without a position of its own stands beside the one before it.

        More cells than a sheet has room for can only be the same ones again.
        """
        if at := attributes.get("r"):
            self._at, self._column = position(at)
        else:
            self._at, self._column = self._row, self._column + 1
        self._value = self._formula = self._cell = None
        self._within = False
        if not self._in_row:
            return
        self._count += 1
        if self._count > MAX_CELLS:
            raise UnreadableError("展开后过大")
        self._cell = attributes

    def _begin_words(self, _: Attributes) -> None:
        self._words.taken()
        self._within = True

    def _end_cell(self, _: str) -> None:
        if self._cell is None:
            return
        seen = self._read(self._cell)
        self._counted(seen.text)
        self.grid.keep(self._at, self._column, seen)
        if self._hidden and seen.text:
            self.grid.hidden.add(self._at)

    def _begin_formula(self, attributes: Attributes) -> None:
        self._written = attributes

    def _end_formula(self, text: str) -> None:
        """What several cells share is written in the first."""
        kind, number = self._written.get("t"), self._written.get("si", "")
        if kind == "shared":
            text = text or self._shared.get(number, "")
            self._shared.setdefault(number, text)
        self._formula = f"={text}"

    def _end_value(self, text: str) -> None:
        if self._value is None:
            self._value = text

    def _merge(self, attributes: Attributes) -> None:
        """Whole rows or columns that are merged reach no farther than what is written in the sheet."""
        merged = area(attributes.get("ref", ""))
        if merged.is_whole_rows != merged.is_whole_columns:
            merged = merged.within(max(self.grid.height, 1), max(self.grid.width, 1))
        self.grid.areas.append(merged)
        self.grid.reach(merged.bottom, merged.right)

    def _read(self, attributes: Attributes) -> Seen:
        """A cell as it is shown; a formula without a stored value stays a formula, and is told.

        A text within the cell is read whatever type the cell says it has, for some programs say none. An
        empty text that a formula gave is stored as a text (``str``) without a value. Programs that
        cannot reckon store nothing or a 0, and leave it to the spreadsheet to reckon when it opens the file.
        """
        data_type = attributes.get("t") or "n"
        value, within = self._value, False
        if (
            self._within
            and (data_type == "inlineStr" or not value)
            and (words := self._words.taken())
        ):
            value, within = words, True
        if not value or (value == "0" and self._formula and self._book.unreckoned):
            unsaved = self._formula and data_type not in ("str", "inlineStr")
            return _unsaved(_unbroken(self._formula or "")) if unsaved else Seen("")
        shown_as = self._shown_as(attributes.get("s", ""))
        match "inlineStr" if within else data_type:
            case "n":
                return self._number(value, shown_as)
            case "s":
                text = self._book.shared(value)
                return _LOST if text is None else shown.of_text(_unbroken(text), shown_as)
            case "b":
                return Seen("TRUE" if value in TRUE else "FALSE")
            case "d":
                return shown.of_moment(value, shown_as, self._book.since_1904)
            case "e":
                return Seen(value)
            case _:
                return shown.of_text(_unbroken(value if within else unescaped(value)), shown_as)

    def _number(self, value: str, shown_as: str) -> Seen:
        """A number of a size that a program can hold; anything else in its place as it stands."""
        number: float
        if value.isascii() and value.isdigit():
            number = int(value)
        elif _NUMBER.fullmatch(value):
            number = float(value) if _FRACTION.search(value) else int(value)
        else:
            return Seen(_unbroken(value))
        if isinf(number):
            return Seen(value)
        if not number and not self._noughts:
            return Seen("0", (Remark("W225.noughts", {}),))
        return shown.of_number(number, shown_as, self._book.since_1904)


_LOST = Seen("#REF!", (Remark("E217.lost", {}),))
"""A cell whose text is not among the shared ones."""


def _unsaved(formula: str) -> Seen:
    return Seen(formula, (Remark("E302.unsaved", {"text": formula}),))


def _unbroken(text: str) -> str:
    """A text with the line breaks that all texts have here."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _is_hidden(attributes: Attributes, size: str) -> bool:
    """Whether a row or columns are hidden, or have no size, which comes to the same."""
    return attributes.get("hidden") in TRUE or bool(_NOUGHT.fullmatch(attributes.get(size, "")))
