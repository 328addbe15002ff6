"""What a row of the table of codes holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from ..frozen import dataclass


class Severity(StrEnum):
    """What a finding does: an error stops a run, a warning asks somebody to look."""

    word: str
    effect: str
    mark: str

    def __new__(cls, value: str, word: str, effect: str, mark: str) -> Severity:
        """A row: the word in files, the one for people, what follows, the sign before it."""
        self = str.__new__(cls, value)
        self._value_, self.word, self.effect, self.mark = value, word, effect, mark
        return self

    @property
    def is_error(self) -> bool:
        """Whether it stops a run."""
        return self is Severity.ERROR

    ERROR = "error", "错误", "改正后才能通过", "✗"
    WARNING = "warning", "提醒", "请核对，不妨碍通过", "▲"


@dataclass(frozen=True, slots=True)
class Code:
    """A check: what it is called, why it is made, an example of it put right, and what is said.

    ``sentences`` are pairs of what was found and what to do, with ``{name}`` for whatever the place
    fills in, by the variant: ``said("E110.sheet")`` is the one under ``sheet``, ``said("E110")`` the
    one under ``""``. A code without any is told in sentences that its place makes.
    """

    id: str
    title: str
    why: str
    wrong: str
    right: str
    sentences: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """By the letter: E is an error, W a warning."""
        return Severity.ERROR if self.id.startswith("E") else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Area:
    """The codes of what is looked at together, under one name; ``id`` is that of their page. ``of_root``:
    they are found in the files of a root, without its history and whatever is made of it."""

    id: str
    name: str
    codes: tuple[Code, ...]
    of_root: bool = True
