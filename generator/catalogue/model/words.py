"""Words in the form in which they are compared."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from ...words.characters import UNSEEN
from ...words.expression import late

_WIDE = (
    (0x3000, 0x3000),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x00A0, 0x00A0),
    (0x2000, 0x200A),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
)
"""Full-width forms and blanks, as first and last of each range: all that is narrowed. Footnote marks
and circled or raised digits only look like digits, and are none."""

WIDE = f"[{''.join(f'{chr(first)}-{chr(last)}' for first, last in _WIDE)}]"
"""One such character, as an expression."""

_WIDER = late(WIDE)
_UNSEEN = late(UNSEEN)
_NARROW = {
    code: normalize("NFKC", chr(code)) for first, last in _WIDE for code in range(first, last + 1)
}


def narrow(text: str) -> str:
    """The text with full-width forms as their ASCII ones and every kind of blank as a space."""
    if text.isascii() or not _WIDER.search(text):
        return text
    if len(text) < _LONG:
        return text.translate(_NARROW)
    for char in set(_WIDER.findall(text)):  # none becomes one that would become another
        text = text.replace(char, _NARROW[ord(char)])
    return text


_LONG = 1_000
"""In a text of so many characters each that is met is quicker replaced wherever it stands."""


def bare(header: str) -> str:
    """A column header less white space, what nobody sees, the mark of a required field, and full-width
    forms."""
    seen = header if header.isascii() else _UNSEEN.sub("", header)
    return squeeze(narrow(seen)).strip("*")


@lru_cache(maxsize=1 << 14)
def letters(text: str) -> str:
    """The text without marks and white space: the form in which what is told is compared."""
    return "".join(char for char in narrow(text) if char.isalnum())


WITHHELD = "（不转载）"
"""What stands in the stored notice where a person or a way to reach one stood."""

BORDERS = "|｜\t"
"""What parts the cells of a row in a stored notice."""

_FLAT = str.maketrans("", "", BORDERS)


def flat(text: str) -> str:
    """The form in which a notice is quoted: without white space, borders of cells, and the mark of what
    was taken out."""
    return squeeze(text).translate(_FLAT).replace(WITHHELD, "")


def squeeze(text: str) -> str:
    """The text without white space: the form in which names are compared."""
    return "".join(text.split())
