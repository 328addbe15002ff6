"""Findings of one filing: what is said comes from the table of codes, where it is from the file.

A text from a file becomes part of a sentence through ``short``, which masks what is personal in it and
cuts it. That is held by type: a sentence takes ``Shown``, and nothing becomes that unmasked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from unicodedata import category

from ..catalogue.fields import Later, Remark
from ..problems import Problem, Untold
from ..words import privacy
from ..words.sentences import Said, Shown, as_masked, said
from .changes import VALUE, CellPlace, Changes, short
from .patterns import MAX_ALIKE
from .persons import nameless

__all__ = [
    "NOTE",
    "CellPlace",
    "Teller",
    "covered",
    "file_name",
    "file_path",
    "is_unseen",
    "joined",
    "short",
    "worded",
]

NOTE = 80
"""Characters of a note that people are shown: a reason and the number of a paper."""


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
                None if field is None else short(field, VALUE),
                None if value is None else short(value, VALUE),
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

    def absorb(self, other: Teller) -> None:
        """Note what another one told of the same file, behind all that is told here; of a kind no more than the
        first ones of both."""
        left: dict[tuple[str, str | None], int] = {}
        for (code, field), count in other._counts.items():
            left[code, None if field is None else short(field, VALUE)] = self.count(
                code, field, count
            )
        for problem in other.problems:
            kind = problem.code, problem.field
            left[kind] -= 1
            if left[kind] >= 0:
                self.broken = self.broken or problem.is_error
                self.problems.append(problem)
        self.changes.absorb(other.changes)

    @property
    def whole(self) -> bool:
        """Whether all that was noted is told, one by one."""
        return max(self._counts.values(), default=0) <= MAX_ALIKE

    def _tell_more(self, code: str, field: str | None, count: int) -> None:
        """The findings of a kind that are not told, in one."""
        named = None if field is None else short(field, VALUE)
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
