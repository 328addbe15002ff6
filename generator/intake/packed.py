"""Columns of cells in little room: what few distinct ones stand for by numbers, figures as such, words end to end.

Whoever reads them has sequences of values, or of texts, that are like lists of them. A million rows of ten columns
take a hundred megabytes and not a thousand. What is short stays a list: there is nothing to be saved.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar, overload

from ..catalogue.fields import Value

_Cell = TypeVar("_Cell", bound=Value, covariant=True)

_Any = TypeVar("_Any")

SHORT = 64
"""A column with fewer rows stays as it is."""

_SOME = 100_000
"""So many characters of words are taken apart at a time."""

_END = "\0"
"""What is in no cell, so that words may stand end to end."""

_BLANK = type(None)

_CODES = (("B", 1 << 8), ("H", 1 << 16), ("I", 1 << 32))


class Packed(Sequence[_Cell], Generic[_Cell]):
    """Cells that are made when they are asked for; equal to any sequence of the same ones."""

    __slots__ = ()

    @abstractmethod
    def _at(self, row: int) -> _Cell:
        """The cell of a row, from 0."""

    @overload
    def __getitem__(self, row: int) -> _Cell: ...

    @overload
    def __getitem__(self, row: slice) -> list[_Cell]: ...

    def __getitem__(self, row: int | slice) -> _Cell | list[_Cell]:
        if isinstance(row, slice):
            return [self._at(each) for each in range(len(self))[row]]
        return self._at(range(len(self))[row])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({[*self]!r})"


class Coded(Packed[_Cell]):
    """Cells by the numbers of their distinct ones."""

    __slots__ = ("codes", "distinct")

    def __init__(self, codes: array[int], distinct: Sequence[_Cell]) -> None:
        self.codes, self.distinct = codes, distinct

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[_Cell]:
        return map(self.distinct.__getitem__, self.codes)

    def _at(self, row: int) -> _Cell:
        return self.distinct[self.codes[row]]


class Figures(Packed[Value]):
    """Numbers; none is NaN, and so that stands for a blank."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: array[float]) -> None:
        self.numbers = numbers

    @classmethod
    def of(cls, values: Sequence[Value]) -> Figures:
        """Numbers, blanks among them."""
        if None in values:
            values = [_NAN if value is None else value for value in values]
        return cls(array("d", values))  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Value]:
        return (None if number != number else number for number in self.numbers)

    def _at(self, row: int) -> Value:
        number = self.numbers[row]
        return None if number != number else number


_NAN = float("nan")


class Words(Packed[_Cell]):
    """Texts end to end; an empty one stands for ``blank``, which is '' where they are texts of cells."""

    __slots__ = ("_ends", "blank", "joined", "rows")

    def __init__(self, joined: str, rows: int, blank: _Cell) -> None:
        self.joined, self.rows, self.blank = joined, rows, blank
        self._ends: array[int] | None = None

    def __len__(self) -> int:
        return self.rows

    def __iter__(self) -> Iterator[Any]:
        words = chain.from_iterable(self._some())
        return words if self.blank == "" else (word or self.blank for word in words)

    def _some(self) -> Iterator[list[str]]:
        """Some words at a time: a million of them are not to be there at once for whoever goes through them."""
        start, stop = 0, 0
        while stop >= 0:
            stop = self.joined.find(_END, start + _SOME)
            yield self.joined[start : None if stop < 0 else stop].split(_END)
            start = stop + 1

    def _at(self, row: int) -> Any:
        if self._ends is None:
            lengths = (len(word) + 1 for word in self.joined.split(_END))
            self._ends = array("I", accumulate(lengths))
        start = self._ends[row - 1] if row else 0
        return self.joined[start : self._ends[row] - 1] or self.blank


def joined(pieces: Sequence[Sequence[Any]], known: Sequence[Any] = ()) -> Sequence[Any]:
    """Columns behind one another as one, packed as they are where all are packed in one way. ``known`` is another one
    whose words are used where these are the same."""
    if len(pieces) == 1:
        return pieces[0]
    if all(isinstance(each, Coded) for each in pieces):
        return _coded(pieces)  # type: ignore[arg-type]
    kinds = set().union(*map(_kinds, pieces))
    if kinds <= {float, _BLANK}:
        numbers = array("d")
        for each in pieces:
            numbers += each.numbers if isinstance(each, Figures) else Figures.of([*each]).numbers
        return Figures(numbers)
    rows, blank = sum(map(len, pieces)), None if _BLANK in kinds else ""
    if kinds <= {str, _BLANK} and not any(_has_other(each, blank) for each in pieces):
        words = _END.join(map(_end_to_end, pieces))
        if words.count(_END) < rows:
            same = isinstance(known, Words) and known.joined == words
            return Words(known.joined if same else words, rows, blank)  # type: ignore[attr-defined]
    return [*chain.from_iterable(pieces)]


def _kinds(piece: Sequence[Any]) -> set[type]:
    match piece:
        case Figures():
            return {float, _BLANK}
        case Words(blank=blank):
            return {str, type(blank)}
        case Coded(distinct=distinct):
            return set(map(type, distinct))
    return set(map(type, piece))


def _has_other(piece: Sequence[Any], blank: str | None) -> bool:
    """Whether a piece of words has another blank than these."""
    return blank is None and not (isinstance(piece, Words) and piece.blank is None) and "" in piece


def _end_to_end(piece: Sequence[Any]) -> str:
    return piece.joined if isinstance(piece, Words) else _END.join(cell or "" for cell in piece)


def _coded(pieces: Sequence[Coded[Any]]) -> Coded[Any]:
    """Of cells that are equal but not the same, as 0 and -0 are, each keeps its own number."""
    numbers: dict[tuple[type, str], int] = {}
    distinct: list[Any] = []
    tables: list[list[int]] = []
    for each in pieces:
        table: list[int] = []
        for cell in each.distinct:
            number = numbers.setdefault((type(cell), repr(cell)), len(distinct))
            if number == len(distinct):
                distinct.append(cell)
            table.append(number)
        tables.append(table)
    codes = array(next(code for code, limit in _CODES if len(distinct) <= limit))
    for each, table in zip(pieces, tables, strict=True):
        if each.codes.typecode == codes.typecode == "B":
            codes.frombytes(each.codes.tobytes().translate(bytes(table).ljust(256)))
        else:
            codes.extend(map(table.__getitem__, each.codes))
    return Coded(codes, distinct)


def nothing(rows: int) -> Sequence[None]:
    """A column of blanks."""
    return [None] * rows if rows < SHORT else Coded(array("B", bytes(rows)), (None,))


def left(cells: Sequence[_Any], rows: Sequence[int]) -> list[_Any]:
    """The cells of some rows of a column."""
    return [*map([*cells].__getitem__, rows)]


def is_varied(texts: Sequence[str], seen: Set[str]) -> bool:
    """Whether most of the texts of a column are different (``seen``), so that it is packed text by text."""
    return len(texts) >= SHORT and 2 * len(seen) > len(texts)


def columns_of(
    texts: Sequence[str], seen: Set[str], value: Mapping[str, Value]
) -> tuple[Sequence[Value], Sequence[str]]:
    """A column of texts (``seen`` are the distinct ones) as what they are read as, and as itself."""
    if len(texts) < SHORT:
        return [*map(value.__getitem__, texts)], texts
    if not is_varied(texts, seen):
        distinct = tuple(seen)
        if len(distinct) == 1:
            same = array("B", bytes(len(texts)))
            return Coded(same, (value[distinct[0]],)), Coded(same, distinct)
        numbers = {text: number for number, text in enumerate(distinct)}
        code = next(code for code, limit in _CODES if len(distinct) <= limit)
        codes = array(code, map(numbers.__getitem__, texts))
        return Coded(codes, [value[text] for text in distinct]), Coded(codes, distinct)
    return varied_of(texts, [*map(value.__getitem__, texts)])


def varied_of(
    texts: Sequence[str], values: Sequence[Value]
) -> tuple[Sequence[Value], Sequence[str]]:
    """The same of a column of varied texts, and what each is read as."""
    words = _END.join(texts)
    kinds = set(map(type, values)) - {type(None)}
    if words.count(_END) >= len(texts):
        return values, texts
    own = Words(words, len(texts), "")
    if values is texts:
        return Words(words, len(texts), None), own
    if kinds <= {str}:
        used = _END.join([word or "" for word in values])  # type: ignore[misc]
        if used.count(_END) >= len(texts):
            return values, own
        return Words(words if used == words else used, len(texts), None), own
    return (Figures.of(values) if kinds <= {float} else values), own
