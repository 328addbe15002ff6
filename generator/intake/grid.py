"""The cells of one sheet: what is stored in each, how far they reach and which are merged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import isinf
from typing import NamedTuple, TypeVar

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel, from_ISO8601

from .archive import Archive, Attributes, UnreadableError
from .parts import SHEET, Book, Words
from .patterns import MAX_CELLS

_ROW = re.compile(r"([1-9][0-9]{0,6})(?:\.0+)?")
_POSITION = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_NUMBER = re.compile(
    "[-+]?[0-9]+(?:[.][0-9]*)?(?:[eE][-+]?[0-9]+)?|[-+]?[.][0-9]+(?:[eE][-+]?[0-9]+)?"
)
"""A number as XML Schema has doubles; what else stands in its place is shown as it stands."""
_FRACTION = re.compile("[.eE]")
_Item = TypeVar("_Item")


class Cell(NamedTuple):
    """A cell as the spreadsheet stored it; ``formula`` begins with = and is None without one."""

    value: object
    data_type: str
    number_format: str
    formula: str | None


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of merged cells; rows and columns count from 1, its ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@dataclass(slots=True)
class Grid:
    """What is in a sheet: the text of each cell by row and column, from 1, and how far it reaches.

    Of a sheet that reaches too far no cell is kept beyond, only how far it reaches.
    """

    height: int = 0
    width: int = 0
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)

    @property
    def too_large(self) -> bool:
        """Whether there is no room for so much."""
        return self.height * self.width > MAX_CELLS

    def reach(self, row: int, column: int) -> None:
        """Grow, so that a cell (from 1) lies inside."""
        if row > self.height or column > self.width:
            self.height, self.width = max(self.height, row), max(self.width, column)


def read(archive: Archive, part: str, book: Book, text: Callable[[Cell], str]) -> Grid:
    """Walk through the part of a sheet; ``text`` says what a cell reads as."""
    walk = _Walk(book, text)
    archive.walk(part, SHEET, walk.begin, walk.end)
    return walk.grid


class _Walk:
    """Where a walk through a sheet is: the row, the cell, and what of the cell was met so far."""

    def __init__(self, book: Book, text: Callable[[Cell], str]) -> None:
        self.grid = Grid()
        self._book, self._text = book, text
        self._row, self._column, self._in_row = 0, 0, False
        self._cell: Attributes | None = None
        self._at = self._count = 0
        self._value: str | None = None
        self._formula: str | None = None
        self._written: Attributes = {}
        self._shared: dict[str, str] = {}
        self._words = Words()

    @property
    def begin(self) -> Mapping[str, Callable[[Attributes], None]]:
        return {
            **self._words.begin,
            "row": self._begin_row,
            "c": self._begin_cell,
            "is": self._begin_words,
            "f": self._begin_formula,
            "mergeCell": self._merge,
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

    def _begin_row(self, attributes: Attributes) -> None:
        self._row = _row(attributes["r"]) if "r" in attributes else self._row + 1
        self._column, self._in_row = 0, True

    def _end_row(self, _: str) -> None:
        self._in_row = False

    def _begin_cell(self, attributes: Attributes) -> None:
        """A cell without a position of its own stands beside the one before it.

        More cells than a sheet has room for can only be the same ones again.
        """
        if "r" in attributes:
            self._at, self._column = _position(attributes["r"])
        else:
            self._at, self._column = self._row, self._column + 1
        self._value = self._formula = self._cell = None
        if not self._in_row:
            return
        self._count += 1
        if self._count > MAX_CELLS:
            raise UnreadableError("展开后过大")
        self.grid.reach(self._at, self._column)
        self._cell = None if self.grid.too_large else attributes

    def _begin_words(self, _: Attributes) -> None:
        self._words.taken()

    def _end_cell(self, _: str) -> None:
        if self._cell is not None:
            text = self._text(self._read(self._cell))
            self.grid.rows.setdefault(self._at, {})[self._column] = text

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
        first, _, last = attributes["ref"].partition(":")
        (top, left), (bottom, right) = _position(first), _position(last or first)
        if bottom < top or right < left:
            raise ValueError(attributes["ref"])
        self.grid.areas.append(Area(top, left, bottom, right))
        self.grid.reach(bottom, right)

    def _read(self, attributes: Attributes) -> Cell:
        data_type = attributes.get("t", "n")
        if data_type == "inlineStr":
            return Cell(self._words.taken(), data_type, "", self._formula)
        if not self._value:
            return Cell(None, data_type, "", self._formula)
        shown_as = _at(self._book.formats, attributes.get("s", "0"))
        return Cell(self._typed(data_type, shown_as), data_type, shown_as, self._formula)

    def _typed(self, data_type: str, shown_as: str) -> object:
        value = self._value or ""
        match data_type:
            case "n":
                return self._number(value, shown_as)
            case "s":
                return _at(self._book.texts, value)
            case "b":
                return value in ("1", "true")
            case "d":
                moment: object = from_ISO8601(value)  # type: ignore[no-untyped-call]
                return moment
            case _:
                return value

    def _number(self, value: str, shown_as: str) -> object:
        """A number, or the moment that it stands for where it is shown as one."""
        if not _NUMBER.fullmatch(value):
            return value
        number = float(value) if _FRACTION.search(value) else int(value)
        if isinf(number):
            return value
        dated, lasting = _shows(shown_as)
        if not dated:
            return number
        try:
            return from_excel(number, self._book.epoch, timedelta=lasting)
        except (OverflowError, ValueError):
            return "#VALUE!"


def _row(text: str) -> int:
    found = _ROW.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1])


def _position(text: str) -> tuple[int, int]:
    """Row and column: “BC12” is row 12, column 55."""
    found = _POSITION.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[2]), _column(found[1])


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number


def _at(items: Sequence[_Item], number: str) -> _Item:
    """What is referred to by its number; there is none before the first."""
    index = int(number)
    if index < 0:
        raise IndexError(index)
    return items[index]


@lru_cache(maxsize=1024)
def _shows(number_format: str) -> tuple[bool, bool]:
    """Whether a format shows a moment, and whether that is a length of time."""
    return is_date_format(number_format), is_timedelta_format(number_format)
