"""A cell read by the rows of its kind: the first counts that fits it and means something.

The self-check does the same with the same rows (``fitting.js``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from ..calendar import Term
from ..words.expression import late
from ..words.sentences import SENTENCES
from .alike import shapes_by
from .fields import Read, Reader, Remark, fault_of
from .meanings import CONDITIONS, GUESSED, MEANINGS
from .meanings.cell import Cell, Setting, Test
from .model import Catalogue, Column, narrow
from .spellings import SPELLINGS, Row

Way: TypeAlias = tuple[Row, Sequence[Test]]
"""A row that may count in a column, and what is still to be asked of a cell that looks like it."""


def either(patterns: Iterable[str | None]) -> str:
    """One expression for what any of some rows look like."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_SLIPS = late(either(row.pattern for row in SPELLINGS.rows["any"]))


def reader(
    kind: str, *, example: str = "", whole: bool = False
) -> Callable[[Column, Catalogue, Term], Reader]:
    """Reads the columns of a type by the rows of a kind; ``whole`` numbers only, or any."""

    def of(column: Column, catalogue: Catalogue, period: Term) -> Reader:
        at = Setting(column, catalogue, period, example, whole)
        return _fitting(kind, at)

    return of


def slip(at: Setting, text: str, seen: str) -> Read | None:
    """What any cell may hold by mistake; None where it does not."""
    return _first([*ways("any", at)], at, text, seen, seen) if _SLIPS.fullmatch(seen) else None


def ways(kind: str, at: Setting) -> Iterator[Way]:
    """The rows of a kind less those that hold for no cell of a column."""
    for row in SPELLINGS.rows[kind]:
        asked = [CONDITIONS[name](at, wanted) for name, wanted in row.when.items()]
        if all(asked):
            yield row, [test for test in asked if not isinstance(test, bool)]


def _first(
    ways: Sequence[Way], at: Setting, text: str, seen: str, plain: str, since: int = 0
) -> Read | None:
    """What the first row says that fits ``plain``, of those from one on; None where none does."""
    for number in range(since, len(ways)):
        row, tests = ways[number]
        if code := GUESSED.get(row.gives or ""):
            return fault_of(code, partial(_guess, ways[number:], Cell(text, seen, plain, {}, at)))
        pieces = row.fit(plain)
        if pieces is None:
            continue
        cell = Cell(text, seen, plain, pieces, at)
        if tests and not all(test(cell) for test in tests):
            continue
        if read := _said(row, cell):
            return read
    return None


def _guess(ways: Sequence[Way], cell: Cell) -> Remark:
    """What the first of some rows says of a cell that they all fit."""
    read = next(read for row, _ in ways if (read := _said(row, cell)))
    (remark,) = read.remarks
    return Remark(remark.key, remark.words)


def _fitting(kind: str, at: Setting) -> Reader:
    """Reads by the first of the ways of a kind, of which the last fits anything; they are looked for with the first
    cell that is not plainly plain, which most columns have not."""
    asked = 0
    own: list[Way] = []
    codes: list[str] = []
    first: First | None = None

    def read(text: str, seen: str) -> Read:
        nonlocal asked, first
        plain = narrow(seen)
        if not own:
            own.extend(ways(kind, at))
            codes.extend(map(only_told, own))
        if first is None:
            asked += 1
            if asked == MANY:
                first = first_of([row for row, _ in own])
        since = first(plain) if first else 0
        if first and (code := codes[since]):
            return fault_of(code, partial(tell, own[since][0], at, text, seen, plain))
        found = _first(own, at, text, seen, plain, since)
        if found is None:
            raise LookupError(at.column.type)
        return found

    return read


def only_told(way: Way) -> str:
    """The code of a row that is a fault of whatever looks like it; '' of any other."""
    row, tests = way
    return SENTENCES[row.tells].code if row.tells and row.gives is None and not tests else ""


def tell(row: Row, at: Setting, text: str, seen: str, plain: str) -> Remark:
    """What a row tells of a cell that looks like it."""
    return Remark(row.tells or "", Cell(text, seen, plain, row.fit(plain) or {}, at).words())


_ANYTHING = "[\\s\\S]*"
MANY = 1_000
"""Of so many cells of a column the rows are looked for together: that takes a while to be made."""


class First:
    """From a text to the first of some rows that it looks like, found by one expression: what ends the way of a
    row is a group of its own, and the last that is closed.

    ``ends`` leads from that group to the number of its row; ``shapes`` are those of texts (``alike``).
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows, self.ends = len(rows), dict[int, int]()
        self._groups: list[list[tuple[str, int]]] = []
        count = 0
        for number, row in enumerate(rows):
            self._groups.append([(name, count + at) for at, name in enumerate(row.pieces, 1)])
            count += len(row.pieces) + 1
            self.ends[count] = number
        every = "|".join(f"(?:{row.pattern or _ANYTHING})()" for row in rows)
        self.match = re.compile(every).fullmatch
        self.shapes = shapes_by(row.pattern for row in rows)

    def __call__(self, plain: str) -> int:
        """The number of the row, or that of all rows where it looks like none."""
        found = self.match(plain)
        return self._rows if found is None else self.ends[found.lastindex or 0]

    def places(self, plain: str) -> tuple[int, Mapping[str, slice]]:
        """The same, and where the pieces of ``Row.fit`` stand: of several with one name the first."""
        found = self.match(plain)
        if found is None:
            return self._rows, {}
        places: dict[str, slice] = {}
        number = self.ends[found.lastindex or 0]
        for name, group in self._groups[number]:
            if name not in places and found[group] is not None:
                places[name] = slice(*found.span(group))
        return number, places


def first_of(rows: Sequence[Row]) -> First:
    """The same for the same patterns, which takes a while to be made."""
    key = tuple(row.pattern for row in rows), tuple(tuple(row.pieces) for row in rows)
    if key not in _FIRSTS:
        if len(_FIRSTS) >= _KEPT:
            _FIRSTS.clear()
        _FIRSTS[key] = First(rows)
    return _FIRSTS[key]


_KEPT = 64
_FIRSTS: dict[Hashable, First] = {}


def _said(row: Row, cell: Cell) -> Read | None:
    """What a row says of a cell that looks like it, None where that is nothing."""
    if row.gives is None:
        key = row.tells or ""
        return fault_of(SENTENCES[key].code, lambda: Remark(key, cell.words()))
    read = MEANINGS[row.gives](cell)
    if read is None or row.tells is None or read.faulty:
        return read
    told = Remark(row.tells, cell.words(read))
    return Read(read.value, read.used, (told, *read.remarks))
