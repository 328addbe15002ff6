"""Sentences of findings: what the table of codes says, its gaps filled.

What comes from outside may name a person, and no text tells where it comes from. A sentence therefore
takes ``Shown`` alone, and ``Shown`` masks whatever is made one: there is no other way in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from . import privacy
from .code import Severity
from .codes import CODES
from .expression import late


class Shown(str):
    """Words that may stand in a sentence: what is personal in them was masked when they were made.

    In them 、 parts what is listed, for they are ours, or mostly; what is somebody else's goes through
    ``short``, in which nothing but words parts two numbers.
    """

    __slots__ = ()

    def __new__(cls, words: object) -> Shown:
        """Anything by its words; what is ``Shown`` already stays as it is."""
        return words if isinstance(words, Shown) else as_masked(_masked(str(words)))

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Carried to another process as it stands: a commit of eight digits is masked no second time."""
        return as_masked, (str(self),)


Word: TypeAlias = Shown | int
"""What fills a gap in a sentence."""


class Said(NamedTuple):
    """A finding without its place: the code and the words."""

    code: str
    message: Shown
    hint: Shown

    @property
    def severity(self) -> Severity:
        """By its code."""
        return CODES[self.code].severity


class Sentence(NamedTuple):
    """A row's words with their gaps."""

    code: str
    message: str
    hint: str

    @property
    def severity(self) -> Severity:
        """By its code."""
        return CODES[self.code].severity


SENTENCES: Mapping[str, Sentence] = {
    f"{code.id}.{variant}" if variant else code.id: Sentence(code.id, *words)
    for code in CODES.values()
    for variant, words in code.sentences.items()
}
"""Every sentence of the table with its gaps, by its code, or by its code and its variant after a dot."""


def said(key: str, **words: Word) -> Said:
    """The words for a finding."""
    code, message, hint = SENTENCES[key]
    shown = {name: Shown(word) for name, word in words.items()}
    return Said(code, as_masked(message.format(**shown)), as_masked(hint.format(**shown)))


def as_masked(text: str) -> Shown:
    """What was masked already, or is known to be nobody's, as it stands; for ``telling`` and printers."""
    return str.__new__(Shown, text)


def revision(id_: str) -> Shown:
    """A commit, a blob or a digest by its first characters, whose digits are nobody's."""
    return as_masked(id_) if _REVISION.fullmatch(id_) else Shown(id_)


_REVISION = late("[0-9a-f]{7,64}")
_KEPT = 1_000
"""Texts no longer than this are looked at once, for they are told again and again."""


_WHOLE = 20_000
"""No text is told beyond this."""


def _masked(text: str) -> str:
    if len(text) <= _KEPT:
        return _once(text)
    masked = privacy.masked(text[: _WHOLE + privacy.LONGEST], listed=True)
    return masked if len(text) <= _WHOLE else f"{masked[:_WHOLE]}…"


@lru_cache(4096)
def _once(text: str) -> str:
    return privacy.masked(text, listed=True)
