"""A text as it is read for what is personal: in narrow forms, without what nobody sees."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import category, normalize

from ..digits import FOREIGN
from ..expression import late

_UNSEEN = frozenset(("Cf", "Mn", "Me", "Co", "Cn"))
"""What parts no number and no name, for nobody sees it, or sees a box: formats and what is put over a
letter, and characters that are private or nobody's."""

_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"

STABLE = (
    "\t-\r\x1c-~\u00b0\u00b1\u00b7\u00d7\u2010\u2013-\u2015\u2018-\u201f\u2022\u2190-\u21ff\u25a0-\u25cf"
    "\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff"
)
"""Characters of which most texts consist, as the inside of a set: seen, and of a form that NFKC leaves as it
is, whatever stands beside them."""

_ODD = late(f"[^{STABLE}]")
_COMMON = tuple((char, normalize("NFKC", char)) for char in "，：；（）")
_FEW = 40
"""So many different characters are looked for one by one: full-width digits and signs of units."""

_JAMO = "\u1100", "\u11ff"


def folded(text: str) -> tuple[str, set[str]]:
    """The text as NFKC has it, and which of its characters are not ``STABLE``.

    NFKC takes eight times as long for whatever holds a full-width comma. What a character becomes does not hang
    on those beside it, but for marks that are put over a letter and for parts of Korean syllables.
    """
    for char, narrowed in _COMMON:
        text = text.replace(char, narrowed)
    if not _ODD.search(text):
        return text, set()
    odd = set(_ODD.findall(text))
    if not all(map(_is_apart, odd)):
        text = normalize("NFKC", text)
    elif len(odd) <= _FEW:
        for char in odd:  # none becomes one that would become another
            text = text.replace(char, normalize("NFKC", char))
    else:
        text = _ODD.sub(lambda found: normalize("NFKC", found.group()), text)
    return text, set(_ODD.findall(text))


@lru_cache(1 << 12)
def _is_apart(char: str) -> bool:
    """Whether a character is folded to the same between any others."""
    return all(
        not _ODD.search(each)
        or (category(each)[0] in "LNPS" and each < "\uffff" and not _JAMO[0] <= each <= _JAMO[1])
        or category(each) == "So"
        for each in normalize("NFKC", char)
    )


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
