"""Findings of one filing: what is said comes from the table of codes, where it is from the file.

A text from a file becomes part of a sentence through ``short``, which masks what is personal in it and
cuts it. That is held by type: a sentence takes ``Shown``, and nothing becomes that unmasked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import category

from ..catalogue.fields import Remark
from ..problems import Problem
from ..words import privacy
from ..words.code import Severity
from ..words.sentences import Said, Shown, as_masked, said
from .patterns import MAX_FINDINGS
from .persons import nameless


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands: physical line, 0-based position in its record, spreadsheet row."""

    line: int | None = None
    position: int | None = None
    record: int | None = None


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


NOTE = 80
"""Characters of a note that people are shown: a reason and the number of a paper."""


def short(text: str, most: int = 40) -> Shown:
    """A text from outside as it may be shown: personal data masked, no longer than a message needs."""
    # Masking keeps the length, so that what is cut off was looked at far enough.
    text = privacy.masked(text[: most + privacy.LONGEST])
    return as_masked(text if len(text) <= most else f"{text[:most]}…")


def worded(remark: Remark) -> Said:
    """A remark of a type in words; what the file says of it is masked."""
    words = remark.words.items()
    return said(remark.key, **{n: w if isinstance(w, Shown | int) else short(w) for n, w in words})


def joined(separator: str, parts: Iterable[Shown]) -> Shown:
    """Shown words in one."""
    return as_masked(separator.join(parts))


def covered(text: str, hit: privacy.Hit) -> Shown:
    """Something personal as it may be shown: its ends only."""
    return as_masked(privacy.cover(text[hit.start : hit.end], hit.kind))


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


class Teller:
    """Collects the findings of one filing."""

    def __init__(self, path: str, sheet: str = "") -> None:
        self.path, self.sheet = path, short(sheet)
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self.names: set[str] = set()
        self._counts = Counter[Severity]()

    def close(self) -> None:
        """Say how much was left out, if anything was, and hide the names that the file gives away."""
        untold = sum(max(0, count - MAX_FINDINGS) for count in self._counts.values())
        if untold:
            words = said("W402", count=untold)
            self.problems.append(Problem(*words, self.path, sheet=self.sheet))
        if self.names:
            self._hide_names()

    def tell(
        self,
        what: Said,
        place: CellPlace | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        """Note a finding; beyond MAX_FINDINGS of a severity it is only counted."""
        self._counts[what.severity] += 1
        if self._counts[what.severity] > MAX_FINDINGS:
            return
        at = place or CellPlace()
        self.problems.append(
            Problem(
                *what,
                self.path,
                at.line,
                None if at.position is None else at.position + 1,
                at.record,
                None if field is None else short(field, _VALUE),
                None if value is None else short(value, _VALUE),
                sheet=self.sheet,
            )
        )

    def change(self, place: CellPlace, field: str, was: str, used: str) -> None:
        """Note a cell whose value is spelt otherwise than it was written."""
        column = (place.position or 0) + 1
        self.changes.append(
            Change(
                self.path,
                self.sheet,
                place.line or 1,
                place.record or 1,
                column,
                short(field, _VALUE),
                short(was, _VALUE),
                short(used, _VALUE),
            )
        )

    def repeat(self, problems: Iterable[Problem], changes: Iterable[Change]) -> None:
        """Note what was told of another file as told of this one."""
        for problem in problems:
            self._counts[problem.severity] += 1
            self.problems.append(replace(problem, file=self.path))
        self.changes += [replace(change, file=self.path) for change in changes]

    @property
    def broken(self) -> bool:
        """Whether there is an error, so that the filing will not count."""
        return any(problem.is_error for problem in self.problems)

    def _hide_names(self) -> None:
        """Cover the names that the file gives away wherever else they are told."""

        def hide(text: Shown) -> Shown:
            return nameless(text, self.names)

        self.problems[:] = [each.reworded(hide) for each in self.problems]
        self.changes[:] = [
            replace(each, field=hide(each.field), was=hide(each.was), used=hide(each.used))
            for each in self.changes
        ]
