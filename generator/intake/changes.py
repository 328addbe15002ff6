"""Cells that are used otherwise than they were written, and how a text from outside is shown."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import accumulate
from operator import itemgetter
from typing import overload

from ..frozen import dataclass
from ..words import privacy
from ..words.sentences import Shown, as_masked
from .persons import nameless

VALUE = 200
"""Characters of a value that programs are given; people are shown fewer."""

_KEPT = VALUE + privacy.LONGEST + 1
"""So much of a text decides what is shown of it."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: physical line, 0-based position in its record, spreadsheet row."""

    line: int | None = None
    position: int | None = None
    record: int | None = None


def short(text: str, most: int = 40) -> Shown:
    """A text from outside as it may be shown: personal data masked, no longer than a message needs."""
    # Masking keeps the length, so that what is cut off was looked at far enough.
    text = _masked(text[: most + privacy.LONGEST])
    return as_masked(text if len(text) <= most else f"{text[:most]}…")


@lru_cache(1 << 10)
def _masked(text: str) -> str:
    """A short text as it may be shown: a header and a cell are shown again and again."""
    return privacy.masked(text)


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is used otherwise than it was written: 原值 → 采用值."""

    file: str
    sheet: str
    line: int
    record: int
    column: int
    field: Shown
    was: Shown
    used: Shown


class Changes(Sequence[Change]):
    """The changes of one filing in the order in which they were noted; names of ``persons`` are hidden in all
    that it gives."""

    __slots__ = (
        "_at",
        "_ends",
        "_file",
        "_fresh",
        "_lengths",
        "_packed",
        "_runs",
        "_sheet",
        "persons",
    )

    def __init__(self, file: str, sheet: Shown) -> None:
        self._file, self._sheet = file, sheet
        self.persons: Set[str] = frozenset()
        self._runs: list[tuple[int, int, str]] = []  # how far a column goes, its position and field
        self._at = array("i")  # line and record of each
        self._packed: list[str] = []  # what was and what is used, behind one another
        self._lengths = array("H")  # of both of each, none of them longer than _KEPT
        self._ends: array[int] | None = None  # where both of each end, once somebody asks
        self._fresh: list[str] = []  # such as are not packed yet

    def note(
        self,
        lines: Sequence[int],
        records: Sequence[int],
        position: int,
        field: str,
        pairs: tuple[Sequence[str], Sequence[str]],
    ) -> None:
        """Those of some rows of a column, behind all others: what was, and what is used."""
        rows = len(lines)
        at = array("i", bytes(8)) * rows
        at[::2], at[1::2] = array("i", lines), array("i", records)
        self._at += at
        self._run(len(self), position, field)
        fresh = [""] * (2 * rows)
        for which, texts in enumerate(pairs):
            is_long = max(map(len, texts), default=0) > _KEPT
            fresh[which::2] = [text[:_KEPT] for text in texts] if is_long else texts
        self._fresh += fresh

    def _run(self, end: int, position: int, field: str) -> None:
        if self._runs and self._runs[-1][1:] == (position, field):
            self._runs.pop()
        self._runs.append((end, position, field))

    def add(self, place: CellPlace, field: str, was: str, used: str) -> None:
        """Another one, behind all others."""
        lines, records = [place.line or 1], [place.record or 1]
        self.note(lines, records, place.position or 0, field, ([was], [used]))

    def pack(self) -> None:
        """Put the texts behind one another, so that none of the file's is kept alive."""
        if self._fresh:
            self._packed.append("".join(self._fresh))
            self._lengths.extend(map(len, self._fresh))
            self._fresh.clear()
            self._ends = None

    def absorb(self, others: Changes) -> None:
        """Those of others of the same file, behind all others."""
        self.pack()
        others.pack()
        for end, position, field in others._runs:
            self._run(len(self) + end, position, field)
        self._at += others._at
        self._packed += others._packed
        self._lengths += others._lengths
        self._ends = None

    def repeat(self, others: Changes) -> None:
        """Those of another filing once more."""
        for number in range(len(others)):
            self.add(*others._noted(number))

    def __len__(self) -> int:
        return len(self._at) // 2

    @overload
    def __getitem__(self, index: int) -> Change: ...

    @overload
    def __getitem__(self, index: slice) -> list[Change]: ...

    def __getitem__(self, index: int | slice) -> Change | list[Change]:
        numbers = range(len(self))[index]
        if isinstance(numbers, int):
            return self._made(numbers)
        return [self._made(number) for number in numbers]

    def __iter__(self) -> Iterator[Change]:
        return map(self._made, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]

    def _made(self, number: int) -> Change:
        place, field, was, used = self._noted(number)
        return Change(
            self._file,
            self._sheet,
            place.line or 1,
            place.record or 1,
            (place.position or 0) + 1,
            self._shown(field),
            self._shown(was),
            self._shown(used),
        )

    def _noted(self, number: int) -> tuple[CellPlace, str, str, str]:
        line, record = self._at[2 * number : 2 * number + 2]
        _, position, field = self._runs[bisect_right(self._runs, number, key=itemgetter(0))]
        place = CellPlace(line, position, record)
        return place, field, self._text(2 * number), self._text(2 * number + 1)

    def _text(self, number: int) -> str:
        self.pack()
        if self._ends is None:
            self._ends = array("Q", accumulate(self._lengths, initial=0))
            self._packed = ["".join(self._packed)]
        return self._packed[0][self._ends[number] : self._ends[number + 1]]

    def _shown(self, text: str) -> Shown:
        shown = short(text, VALUE)
        return nameless(shown, self.persons) if self.persons else shown
