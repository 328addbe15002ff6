"""Findings of one filing: what is said comes from the table of codes, where it is from the file.

A text from a file becomes part of a sentence through ``short``, which masks what is personal in it and
cuts it. That is held by type: a sentence takes ``Shown``, and nothing becomes that unmasked.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, islice
from typing import overload
from unicodedata import category

from ..catalogue.fields import Later, Remark
from ..frozen import dataclass
from ..problems import Problem, Untold
from ..words import privacy
from ..words.sentences import Said, Shown, as_masked, said
from .patterns import MAX_ALIKE
from .persons import nameless


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: physical line, 0-based position in its record, spreadsheet row."""

    line: int | None = None
    position: int | None = None
    record: int | None = None


NOTE = 80
"""Characters of a note that people are shown: a reason and the number of a paper."""


def short(text: str, most: int = 40) -> Shown:
    """A text from outside as it may be shown: personal data masked, no longer than a message needs."""
    # Masking keeps the length, so that what is cut off was looked at far enough.
    text = _masked(text[: most + privacy.LONGEST])
    return as_masked(text if len(text) <= most else f"{text[:most]}…")


@lru_cache(1 << 10)
def _masked(text: str) -> str:
    """A short text as it may be shown: a header and a cell are shown again and again."""
    return privacy.masked(text)


def worded(remark: Remark | Later) -> Said:
    """A remark of a type in words; what the file says of it is masked."""
    words = remark.words.items()
    return said(remark.key, **{n: w if isinstance(w, Shown | int) else short(w) for n, w in words})


def joined(separator: str, parts: Iterable[Shown]) -> Shown:
    """Shown words in one."""
    return as_masked(separator.join(parts))


def covered(text: str, hit: privacy.Hit) -> Shown:
    """Something personal as it may be shown: its ends only."""
    return as_masked(privacy.cover(text[hit.start : hit.end], hit.kind))


@lru_cache(1 << 10)
def file_name(name: str) -> Shown:
    """A file name as it may be shown: masked, and what is no text or cannot be seen as escapes.

    Masked first: an escape before a number would make it look like a part of a word.
    """
    masked = privacy.masked(name)
    text = masked.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return as_masked("".join(_escaped(c) if is_unseen(c) else c for c in text))


def is_unseen(char: str) -> bool:
    """Whether nobody sees a character: control and format characters, line and page separators."""
    return category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def file_path(path: str) -> Shown:
    """A path below the root, name by name."""
    return joined("/", map(file_name, path.split("/")))


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode()


_VALUE = 200
"""Characters of a value that programs are given; people are shown fewer."""

_KEPT = _VALUE + privacy.LONGEST + 1
"""So much of a text decides what is shown of it."""


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

    __slots__ = ("_at", "_ends", "_fields", "_file", "_fresh", "_sheet", "_texts", "persons")

    def __init__(self, file: str, sheet: Shown) -> None:
        self._file, self._sheet = file, sheet
        self.persons: Set[str] = frozenset()
        self._fields: dict[str, int] = {}
        self._at = array("i")  # line, record, position and field of each
        self._texts, self._ends = (
            "",
            array("q", [0]),
        )  # what was and what is used, and where each ends
        self._fresh: list[str] = []  # such as are not in there yet

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
        named = self._fields.setdefault(field, len(self._fields))
        at = array("i", (1, 1, position, named)) * rows
        at[::4], at[1::4] = array("i", lines), array("i", records)
        self._at += at
        fresh = [""] * (2 * rows)
        for which, texts in enumerate(pairs):
            is_long = max(map(len, texts), default=0) > _KEPT
            fresh[which::2] = [text[:_KEPT] for text in texts] if is_long else texts
        self._fresh += fresh

    def add(self, place: CellPlace, field: str, was: str, used: str) -> None:
        """Another one, behind all others."""
        lines, records = [place.line or 1], [place.record or 1]
        self.note(lines, records, place.position or 0, field, ([was], [used]))

    def pack(self) -> None:
        """Put the texts behind one another, so that none of the file's is kept alive."""
        self._texts = "".join((self._texts, *self._fresh))
        self._ends.extend(
            islice(accumulate(map(len, self._fresh), initial=self._ends[-1]), 1, None)
        )
        self._fresh.clear()

    def repeat(self, others: Changes) -> None:
        """Those of another filing once more."""
        for number in range(len(others)):
            self.add(*others._noted(number))

    def __len__(self) -> int:
        return len(self._at) // 4

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
        line, record, position, named = self._at[4 * number : 4 * number + 4]
        field = next(name for name, at in self._fields.items() if at == named)
        place = CellPlace(line, position, record)
        return place, field, self._text(2 * number), self._text(2 * number + 1)

    def _text(self, number: int) -> str:
        if self._fresh:
            self.pack()
        return self._texts[self._ends[number] : self._ends[number + 1]]

    def _shown(self, text: str) -> Shown:
        shown = short(text, _VALUE)
        return nameless(shown, self.persons) if self.persons else shown


class Teller:
    """Collects the findings of one filing.

    Of one kind, which is a code in one column, or outside of all, the first ``MAX_ALIKE`` are told and the rest
    is counted: of a million alike nobody makes a sentence.
    """

    def __init__(self, path: str, sheet: str = "") -> None:
        self.path, self.sheet = path, short(sheet) if sheet else as_masked("")
        self.problems: list[Problem] = []
        self.changes = Changes(path, self.sheet)
        self.names: set[str] = set()
        self.broken = False
        """Whether there is an error, so that the filing will not count."""
        self._counts = Counter[tuple[str, str | None]]()

    def close(self) -> None:
        """Say how much was left out, if anything was, and hide the names that the file gives away."""
        for (code, field), count in self._counts.items():
            if count > MAX_ALIKE:
                self._tell_more(code, field, count - MAX_ALIKE)
        self.changes.pack()
        if self.names:
            self._hide_names()

    def tell(
        self,
        what: Said | Remark | Later,
        place: CellPlace | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        """Note a finding; a remark is put into words if it is one of those that are told."""
        if self.takes(what.code, field):
            self.add(what, place, field, value)

    def add(
        self,
        what: Said | Remark | Later,
        place: CellPlace | None,
        field: str | None,
        value: str | None,
    ) -> None:
        """Tell a finding that was counted (``takes``)."""
        at, words = place or CellPlace(), what if isinstance(what, Said) else worded(what)
        self.broken = self.broken or words.severity.is_error
        self.problems.append(
            Problem(
                *words,
                self.path,
                at.line,
                None if at.position is None else at.position + 1,
                at.record,
                None if field is None else short(field, _VALUE),
                None if value is None else short(value, _VALUE),
                sheet=self.sheet,
            )
        )

    def takes(self, code: str, field: str | None) -> bool:
        """Count a finding of a kind; whether it is one of those that are told."""
        count = self._counts[code, field] = self._counts.get((code, field), 0) + 1
        return count <= MAX_ALIKE

    def count(self, code: str, field: str | None, more: int) -> int:
        """Count so many findings of a kind at once; how many of them, the first ones, are told."""
        before = self._counts[code, field]
        self._counts[code, field] = before + more
        return max(0, min(more, MAX_ALIKE - before))

    def change(self, place: CellPlace, field: str, was: str, used: str) -> None:
        """Note a cell whose value is spelt otherwise than it was written."""
        self.changes.add(place, field, was, used)

    def repeat(self, other: Teller) -> None:
        """Note what was told of another file, all of it, as told of this one."""
        self._counts.update(other._counts)
        self.broken = self.broken or other.broken
        self.problems += [replace(problem, file=self.path) for problem in other.problems]
        self.changes.repeat(other.changes)

    @property
    def whole(self) -> bool:
        """Whether all that was noted is told, one by one."""
        return max(self._counts.values(), default=0) <= MAX_ALIKE

    def _tell_more(self, code: str, field: str | None, count: int) -> None:
        """The findings of a kind that are not told, in one."""
        named = None if field is None else short(field, _VALUE)
        if named is None:
            words = said("W402.alike", code=as_masked(code), count=count)
        else:
            words = said("W402.column", header=named, code=as_masked(code), count=count)
        untold = Untold(code, count)
        told = Problem(*words, self.path, field=named, sheet=self.sheet, untold=untold)
        self.problems.append(told)

    def _hide_names(self) -> None:
        """Cover the names that the file gives away wherever else they are told."""

        def hide(text: Shown) -> Shown:
            return nameless(text, self.names)

        self.problems[:] = [each.reworded(hide) for each in self.problems]
        self.changes.persons = frozenset(self.names)
