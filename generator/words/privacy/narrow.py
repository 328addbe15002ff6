"""A text as it is read for what is personal: in narrow forms, without what nobody sees."""

from __future__ import annotations

from unicodedata import category, normalize

from ..digits import FOREIGN

_UNSEEN = frozenset(("Cf", "Mn", "Me", "Co", "Cn"))
"""What parts no number and no name, for nobody sees it, or sees a box: formats and what is put over a
letter, and characters that are private or nobody's."""

_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"


def plain(text: str) -> tuple[str, list[int]]:
    """The text in narrow forms without what nobody sees, and where each character came from."""
    if text.isprintable() and text.isascii():
        return text, list(range(len(text)))
    narrowed: list[str] = []
    where: list[int] = []
    for index, char in enumerate(text):
        if "\u4e00" <= char <= "\u9fff" or (char.isascii() and char.isprintable()):
            narrowed.append(char)
            where.append(index)
        elif not is_unseen(char):
            each = narrow(char)
            narrowed.append(each)
            where += [index] * len(each)
    return "".join(narrowed), where


def is_unseen(char: str) -> bool:
    """Whether a character counts for nothing; one that breaks a line, or parts words, does."""
    kind = category(char)
    return kind in _UNSEEN or (kind == "Cc" and char not in _BREAKS)


def narrow(char: str) -> str:
    """A character in its narrow form; of a digit with something around it the digits alone: ⑴, ⒈."""
    if char in FOREIGN:
        return FOREIGN[char]
    each = normalize("NFKC", char)
    return "".join(c for c in each if c in "0123456789") or each
