"""Findings of one filing: what is said comes from MESSAGES, where it is from the file itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.intake import privacy
from generator.intake.messages import MESSAGES
from generator.intake.patterns import MAX_FINDINGS
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands: physical line, 0-based position in its record, spreadsheet row."""

    line: int | None = None
    position: int | None = None
    record: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A finding without its place: the code and the words."""

    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is used otherwise than it was written: 原值 → 采用值."""

    file: str
    sheet: str
    line: int
    record: int
    column: int
    field: str
    was: str
    used: str


def said(key: str, **words: object) -> Said:
    """The words for a finding; ``text`` is what the file says, so it is masked and shortened."""
    message, hint = MESSAGES[key]
    if isinstance(words.get("text"), str):
        words["text"] = short(str(words["text"]))
    return Said(key.partition(".")[0], message.format(**words), hint.format(**words))


_LONGEST = 100
"""No personal data is longer: of a long text this much more than is shown has to be looked at."""


def short(text: str, most: int = 40) -> str:
    """The text as it may be shown: personal data masked, no longer than a message needs."""
    text = privacy.masked(text[: most + _LONGEST])
    return text if len(text) <= most else f"{text[:most]}…"


class Teller:
    """Collects the findings of one filing."""

    def __init__(self, path: str, sheet: str = "") -> None:
        self.path, self.sheet = path, sheet
        self.problems: list[Problem] = []
        self.changes: list[Change] = []
        self._told = Counter[str]()

    def close(self) -> None:
        """Say how much was left out, if anything was."""
        untold = sum(max(0, count - MAX_FINDINGS) for count in self._told.values())
        if untold:
            words = said("W402", count=untold)
            self.problems.append(
                Problem(words.code, words.message, words.hint, self.path, sheet=self.sheet)
            )

    def tell(
        self,
        what: Said,
        place: Place | None = None,
        field: str | None = None,
        value: str | None = None,
    ) -> None:
        self._told[what.code[0]] += 1
        if self._told[what.code[0]] > MAX_FINDINGS:
            return
        at = place or Place()
        self.problems.append(
            Problem(
                what.code,
                what.message,
                what.hint,
                self.path,
                at.line,
                None if at.position is None else at.position + 1,
                at.record,
                field,
                None if value is None else short(value, 200),
                sheet=self.sheet,
            )
        )

    def change(self, place: Place, field: str, was: str, used: str) -> None:
        column = (place.position or 0) + 1
        self.changes.append(
            Change(
                self.path,
                self.sheet,
                place.line or 1,
                place.record or 1,
                column,
                field,
                short(was, 200),
                short(used, 200),
            )
        )

    @property
    def broken(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)
