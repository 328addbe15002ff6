"""Sentences of findings: what the table of codes says, its gaps filled.

What comes from outside may name a person. A sentence therefore takes ``Shown`` alone, and a text from
outside becomes that only where it is masked (``intake.telling``); ``ours`` are words from inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from .code import Severity
from .codes import CODES


class Shown(str):
    """Words that may stand in a sentence as they are."""

    __slots__ = ()


Word: TypeAlias = Shown | int
"""What fills a gap in a sentence; whole numbers are our own counts."""


class Said(NamedTuple):
    """A finding without its place: the code and the words."""

    code: str
    message: str
    hint: str

    @property
    def severity(self) -> Severity:
        """By its code."""
        return CODES[self.code].severity


SENTENCES: Mapping[str, Said] = {
    f"{code.id}.{variant}" if variant else code.id: Said(code.id, *words)
    for code in CODES.values()
    for variant, words in code.sentences.items()
}
"""Every sentence of the table with its gaps, by its code, or by its code and its variant after a dot."""


def said(key: str, **words: Word) -> Said:
    """The words for a finding."""
    code, message, hint = SENTENCES[key]
    return Said(code, message.format(**words), hint.format(**words))


def ours(words: object) -> Shown:
    """Words of ours, or such as are declared, days and numbers that were read; never what a file says."""
    return Shown(words)
