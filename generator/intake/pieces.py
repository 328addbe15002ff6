"""A large file by columns, so many lines at a time: what is read of a piece is packed, and what is told of it noted,
before the next one is cut, so that a million rows in one file take the room that they take in two thousand.

What is said of the structure of a piece hangs on its rows alone (``slices``), and so does what is said of its cells,
but for where the first row is that is filled in. It is told in the order in which it is told of a file at once:
column by column, check by check, row by row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ..catalogue.fields import Value
from ..catalogue.model import Column
from . import packed
from .cells import ZERO_REPORT
from .column import CHECKS
from .patterns import has_all
from .rows import says_nothing
from .sheet import Sheet, Told
from .telling import Teller

LARGE = 1_000_000
"""So many characters are looked at at a time."""

Read: TypeAlias = Callable[[Column, Sheet, Sequence[Teller], bool], tuple[Told, bool]]
"""What reads a column of a piece, and tells of it, check by check; it is told whether a cell above says anything, and
tells whether one of these does."""


class _Pile:
    """What was read of a column so far, and what each check told of it."""

    def __init__(self, column: Column, path: str) -> None:
        self.column, self.is_filled = column, False
        self.values: list[Sequence[Value]] = []
        self.texts: list[Sequence[str]] = []
        self.tells = [Teller(path) for _ in range(CHECKS)]

    def add(self, laid: Sheet, read: Read) -> None:
        """Another piece."""
        (values, texts), is_filled = read(self.column, laid, self.tells, self.is_filled)
        self.values.append(values)
        self.texts.append(texts)
        self.is_filled = self.is_filled or is_filled
        for tell in self.tells:
            tell.changes.pack()

    def told(self) -> Told:
        """The whole column; what it was put together of is let go."""
        texts = packed.joined(self.texts)
        values = packed.joined(self.values, texts)
        self.texts.clear()
        self.values.clear()
        return values, texts


class Pieces:
    """Puts together the rows of a file, of which the ``columns`` that it has are read by ``read``."""

    def __init__(self, path: str, columns: Sequence[Column], read: Read) -> None:
        self._piles = [_Pile(column, path) for column in columns]
        self._read = read
        self.rows = 0
        self.last: Sequence[str] = ()
        """The row that was read last."""
        self._positions: Mapping[str, int] = {}

    def add(self, laid: Sheet) -> bool:
        """The rows of another piece; False where one may be a zero report, which stands by itself."""
        if any(map(says_nothing, _doubtful(laid))):
            return False
        for pile in self._piles:
            pile.add(laid, self._read)
        self.rows += len(laid)
        self.last = [column[-1] for column in laid.columns]
        self._positions = laid.positions
        return True

    def sheet(self, tell: Teller) -> Sheet:
        """All rows, and what is to be told of them."""
        read: dict[str, Told] = {}
        for pile in self._piles:
            read[pile.column.id] = pile.told()
            for own in pile.tells:
                tell.absorb(own)
        rows = range(2, self.rows + 2)
        return Sheet(self._positions, rows, rows, (), (), read)


def _doubtful(laid: Sheet) -> Iterator[str]:
    """The texts that may be the words of a zero report: of most columns none, as one of its characters is not there."""
    for seen in laid.seen:
        if has_all("".join(seen), ZERO_REPORT):
            yield from seen
