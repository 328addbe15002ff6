"""How a workbook names cells: rows and columns from 1, and rectangles of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache

from ...frozen import dataclass

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""As far as a spreadsheet goes."""

_ROW = re.compile(r"([1-9][0-9]{0,6})(?:\.0+)?")
_POSITION = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns count from 1, its ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    @property
    def is_whole_rows(self) -> bool:
        """Whether it goes from the first column of a spreadsheet to its last."""
        return self.left == 1 and self.right == LAST_COLUMN

    @property
    def is_whole_columns(self) -> bool:
        """Whether it goes from the first row of a spreadsheet to its last."""
        return self.top == 1 and self.bottom == LAST_ROW

    def within(self, height: int, width: int) -> Area:
        """As much of it as so many rows and columns hold, but its first cell always."""
        bottom = max(self.top, min(self.bottom, height))
        return Area(self.top, self.left, bottom, max(self.left, min(self.right, width)))


class Covered(Set[tuple[int, int]]):
    """The cells of merged areas but for the first of each, which alone has a value, as (row, column);
    a byte for each cell as far as they reach, whatever there are of them."""

    __slots__ = ("_cells", "_width")

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        every = list(areas)
        self._width = max((each.right for each in every), default=0)
        self._cells = bytearray(self._width * max((each.bottom for each in every), default=0))
        for each in every:
            first = self._at(each.top, each.left)
            kept, length = self._cells[first], each.right - each.left + 1
            for row in range(each.top, each.bottom + 1):
                at = self._at(row, each.left)
                self._cells[at : at + length] = b"\1" * length
            self._cells[first] = kept

    def __contains__(self, cell: object) -> bool:
        match cell:
            case (int(row), int(column)) if 0 < column <= self._width:
                at = self._at(row, column)
                return 0 <= at < len(self._cells) and bool(self._cells[at])
            case _:
                return False

    def __iter__(self) -> Iterator[tuple[int, int]]:
        covered = (at for at, cell in enumerate(self._cells) if cell)
        return ((at // self._width + 1, at % self._width + 1) for at in covered)

    def __len__(self) -> int:
        return sum(self._cells)

    def _at(self, row: int, column: int) -> int:
        return (row - 1) * self._width + column - 1


def row(text: str) -> int:
    """The number of a row; ValueError for what is none."""
    found = _ROW.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1])


def position(text: str) -> tuple[int, int]:
    """Row and column: “BC12” is row 12, column 55; ValueError for what is no cell."""
    found = _POSITION.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[2]), _column(found[1])


def area(text: str) -> Area:
    """“A1:C2”, or one cell; ValueError for what is none."""
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    if bottom < top or right < left:
        raise ValueError(text)
    return Area(top, left, bottom, right)


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number
