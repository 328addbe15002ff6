"""The header of a filing: which record it is, and where each declared column stands.

What names the form's columns best is the header. One that names too few of them is told by its cause
(``causes``), once, instead of column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import pairwise

from ..catalogue.model import Column, bare, narrow, squeeze
from ..frozen import dataclass
from ..words import privacy
from ..words.characters import is_blank
from ..words.expression import late
from ..words.sentences import Shown, said
from . import causes
from .asked import REFERENCE, Asked, columns_in, required
from .patterns import MAX_COLUMNS, PATTERNS, SEARCHED
from .records import Record
from .rowlike import rows_of
from .telling import Teller, short

_NUMBERING = late(PATTERNS["numbering"])
_NUMBER = late("[0-9]{1,7}")
_BELOW = late(f"{PATTERNS['total']}|.*[:：].*")


@dataclass(frozen=True, slots=True)
class Header:
    """``positions`` maps column ids to cells, ``width`` is how many cells it fills; ``beside`` are the
    positions of what stands there for the clerk alone: references, and the numbers of the rows."""

    record: Record
    positions: Mapping[str, int]
    width: int
    beside: frozenset[int]


def find(records: Sequence[Record], asked: Asked, tell: Teller) -> Header | None:
    """The header; None when it does not fit, which is told."""
    filled = [record for record in records if not record.blank]
    if not filled:
        if records:
            tell.tell(said("E110"))
        return None
    at = _best(filled, asked)
    header = filled[at]
    if not required(asked.form) <= columns_in(header.cells, asked.spelt):
        cause = causes.of(filled, at, asked)
        if cause:
            _tell_private(header, tell)
            tell.tell(*cause)
            return None
    if at:
        if not asked.catalogue.filing.skip_title:
            first, rows = filled[0].number, causes.rows(filled[:at])
            words = said(
                "E120.data" if _holds_data(header, filled[:at], asked) else "E120",
                first=first, record=header.number, rows=rows,
            )  # fmt: skip
            tell.tell(words, filled[0].place())
            return None
        tell.tell(said("W128", count=at), filled[0].place())
    if len(header.cells) > MAX_COLUMNS:
        words = said("E402", count=len(header.cells), limit=MAX_COLUMNS)
        tell.tell(words, header.place())
        return None
    below = [record for record in records if record.number > header.number]
    found = _matched(header, below, asked, tell)
    return None if tell.broken else found


def is_numbering(name: str) -> bool:
    """Whether a bare header is one of what numbers the rows."""
    return _NUMBERING.fullmatch(name) is not None


def counts_rows(texts: Iterable[str]) -> bool:
    """Whether a column has nothing but the numbers of the rows, totals and notes below them aside."""
    filled = [text for each in texts if (text := narrow(each).strip())]
    found = [int(text) for text in filled if _NUMBER.fullmatch(text)]
    others = (text for text in filled if not _NUMBER.fullmatch(text))
    rising = all(one < other for one, other in pairwise(found))
    return bool(found) and rising and all(_BELOW.fullmatch(squeeze(text)) for text in others)


def _tell_private(header: Record, tell: Teller) -> None:
    """Tell of columns of personal data, which is told of every header."""
    for index, cell in enumerate(header.cells):
        if privacy.is_column(bare(cell)):
            name = cell.strip()
            tell.tell(said("E301.column", text=short(name)), header.place(index), name, name)


def _holds_data(header: Record, above: Sequence[Record], asked: Asked) -> bool:
    """Whether rows of data stand above the header, which nobody is to be told to delete."""
    words = [asked.spelt.get(bare(cell)) for cell in header.cells]
    positions = {column.id: index for index, column in enumerate(words) if column}
    is_row = rows_of(asked, positions, _width(header))
    return any(is_row(record.cells) for record in above)


def _best(filled: Sequence[Record], asked: Asked) -> int:
    """Which of the filled records names the form's columns best: the first, unless a later one that names
    enough of them names more."""
    best, most = 0, columns_in(filled[0].cells, asked.spelt)
    if required(asked.form) <= most:
        return best
    for index, record in enumerate(filled[1:SEARCHED], 1):
        found = columns_in(record.cells, asked.spelt)
        if len(found) > len(most) and len(found) >= asked.enough:
            best, most = index, found
    return best


def _matched(header: Record, below: Sequence[Record], asked: Asked, tell: Teller) -> Header:
    named: dict[str, list[int]] = {}
    numbers: set[int] = set()
    for index, cell in enumerate(header.cells):
        column = asked.spelt.get(bare(cell))
        if column:
            named.setdefault(column.id, []).append(index)
        if is_numbering(bare(cell)) and counts_rows(_at(record, index) for record in below):
            numbers.add(index)
    positions = {
        name: _one(asked.form.column(name), places, numbers, header, below, tell)
        for name, places in named.items()
    }
    for name, index in sorted(positions.items(), key=lambda each: each[1]):
        declared, cell = asked.form.column(name).header, header.cells[index]
        if cell.removeprefix("*") != declared:
            tell.change(header.place(index), declared, cell, declared)
    numbers -= set(positions.values())
    _tell_others(header, positions, numbers, asked, tell)
    beside = {i for i, cell in enumerate(header.cells) if cell.startswith(REFERENCE)} | numbers
    return Header(header, positions, _width(header), frozenset(beside))


def _one(
    column: Column, places: Sequence[int], numbers: Set[int], header: Record,
    below: Sequence[Record], tell: Teller,
) -> int:  # fmt: skip
    """Which of several cells that name a column is it. The declared word goes before a synonym and what is
    filled in before what is blank; where both are as good and differ, nobody can tell."""
    best = places[0]
    for index in places[1:]:
        left = _left(column, best, index, header, below)
        place = header.place(index if left is None else left)
        cell = header.cells[index if left is None else left]
        if left is None:
            words = said("E124", header=Shown(column.header), first=best + 1, n=index + 1)
            tell.tell(words, place, cell, cell)
            continue
        best = index if left == best else best
        if left not in numbers:
            words = said(
                "W127.twin", n=left + 1, text=short(cell.strip()), header=Shown(column.header),
                used=best + 1,
            )  # fmt: skip
            tell.tell(words, place, cell, cell)
    return best


def _left(
    column: Column, first: int, second: int, header: Record, below: Sequence[Record]
) -> int | None:
    """Which of two cells that name a column is not it; None where that cannot be told."""
    declared = [bare(header.cells[at]) == bare(column.header) for at in (first, second)]
    if declared[0] != declared[1]:
        return second if declared[0] else first
    one, other = ([_at(record, at) for record in below] for at in (first, second))
    if one == other or not any(other):
        return second
    return None if any(one) else first


def _tell_others(
    header: Record, positions: Mapping[str, int], numbers: Set[int], asked: Asked, tell: Teller
) -> None:
    """Tell of headers that nobody declared, and of columns that are missing."""
    form = asked.form
    unknown = [
        (index, cell.strip())
        for index, cell in enumerate(header.cells)
        if not is_blank(cell) and not cell.startswith(REFERENCE) and bare(cell) not in asked.passed
    ]
    absent = [column for column in form.columns if column.id not in positions]
    meant = {
        _unknown(name, index, header, absent, asked, tell)
        for index, name in unknown
        if index not in numbers
    }
    for column in absent:
        if column.required and column.id not in meant:
            words = said("E126", header=Shown(column.header))
            tell.tell(words, header.place(), column.header)


def _unknown(
    name: str, index: int, header: Record, absent: Sequence[Column], asked: Asked, tell: Teller
) -> str | None:
    """Tell of a header that nobody declared; the column that was probably meant."""
    place = header.place(index)
    if privacy.is_column(bare(name)):
        tell.tell(said("E301.column", text=short(name)), place, name, name)
        return None
    meant = causes.meant(name, absent)
    if meant:
        words = said("E125", text=short(name), header=Shown(meant.header))
        tell.tell(words, place, name, name)
        return meant.id
    key = "E127" if asked.catalogue.filing.strict_columns else "W127"
    tell.tell(said(key, text=short(name)), place, name, name)
    return None


def _width(header: Record) -> int:
    """How many cells a header has, less the empty ones at its end."""
    width = len(header.cells)
    while width > 1 and is_blank(header.cells[width - 1]):
        width -= 1
    return width


def _at(record: Record, position: int) -> str:
    return record.cells[position].strip() if position < len(record.cells) else ""
