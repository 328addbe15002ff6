"""Personal data in a text: found, named by kind, and masked wherever it would be shown.

Git history is publication, so what is found here never gets in. Counts are all that is ever asked
for; amounts, project numbers and credit codes (GB 32100) must not raise an alarm. Resident numbers
follow GB 11643: region, date of birth, serial, check digit by ISO 7064 MOD 11-2. Bank cards carry a
Luhn digit. A licence plate leads to a person, and so does the number of a house that is called a home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from unicodedata import category, normalize

from ...catalogue.model import Catalogue
from ...words.digits import FOREIGN, SPOKEN
from ...words.offices import PLACES
from .hit import Hit
from .names import names
from .numbers import numbers
from .patterns import HAN, spelling

__all__ = ["LONGEST", "Hit", "cover", "declared", "find", "is_column", "masked", "suspicious"]

_SPOKEN = str.maketrans(SPOKEN)
_DECLARED = re.compile(f"[{HAN}]{{2,5}}")
_WINDOW = 4_000
"""Characters that are looked at together."""

_BESIDE = 20
"""So many characters beside a number say what it is."""

LONGEST = 100
"""The length that nothing personal exceeds."""

_NOTHING: Set[str] = frozenset()
_FIRST = {"email": "email", "spelt_email": "email", "mangled": "mangled"}
_LAST = {
    "local": "landline",
    "account": "account",
    "paper": "paper",
    "plate": "plate",
    "address": "address",
}
"""What is found as it stands, by the kind that it is told as: before the numbers, and after them."""


def suspicious(text: str) -> bool:
    """Whether a closer look is due; False means that there is surely nothing."""
    plain = text if text.isascii() else normalize("NFKC", text)
    if spelling("hint").search(plain):
        return True
    return not plain.isascii() and spelling("unseen").search(plain) is not None


def find(
    text: str, *, numeric: bool = False, wary: bool = False, known: Set[str] = _NOTHING
) -> list[Hit]:
    """What is personal in a text, in its order, nothing twice.

    In the cell of a ``numeric`` column a number of a phone's or a card's length is an amount; only
    what can be no amount is told there. ``wary`` takes for a resident number whatever could be one,
    also what is let pass as the number of a project. ``known`` are names of units and items
    (``declared``), which are no persons'.
    """
    if len(text) > _WINDOW:
        return list(_in_parts(text, numeric, wary, known))
    if not suspicious(text):
        return []
    plain, where = _plain(text)
    taken: list[Hit] = []
    for hit in _hits(plain, numeric, wary, known):
        start, end = where[hit.start], where[hit.end - 1] + 1
        if all(end <= other.start or other.end <= start for other in taken):
            taken.append(Hit(hit.kind, start, end, hit.sure))
    return sorted(taken, key=lambda hit: hit.start)


def _in_parts(text: str, numeric: bool, wary: bool, known: Set[str]) -> Iterator[Hit]:
    """The same of a text longer than any cell should be, in time that grows with its length only."""
    end = 0
    for start in range(0, len(text), _WINDOW - LONGEST):
        part = text[start : start + _WINDOW]
        last = start + _WINDOW >= len(text)
        for hit in find(part, numeric=numeric, wary=wary, known=known):
            torn = (hit.start == 0 and start > 0) or (hit.end == len(part) and not last)
            if not torn and start + hit.start >= end:
                end = start + hit.end
                yield Hit(hit.kind, start + hit.start, end, hit.sure)


def is_column(header: str) -> bool:
    """Whether a header asks for what nobody may file: one thing, or several in one column."""
    parts = spelling("between").split(header)
    asked = [spelling("column").fullmatch(part) is not None for part in parts]
    return any(asked) and all(
        own or spelling("beside").fullmatch(part) for own, part in zip(asked, parts, strict=True)
    )


def declared(catalogue: Catalogue) -> frozenset[str]:
    """The names of units and items that could be taken for a person's, also without the end that
    makes places of them."""
    called = {name for names in catalogue.names.values() for name in names.ids}
    called = {name for name in called if _DECLARED.fullmatch(name)}
    stems = {
        name.removesuffix(end) for name in called for end in PLACES if len(name) > len(end) + 1
    }
    return frozenset(name for name in called | stems if len(name) <= 4)


def masked(text: str) -> str:
    """The text with everything personal made unreadable: a few characters at the ends remain.

    What could be a resident number is covered too: a spreadsheet rounds the last digits of a long
    number, and what is left of one then fails every check. What is masked is masked whole: beside a
    covered number another one may begin.
    """
    while hits := find(text, wary=True):
        for hit in reversed(hits):
            text = text[: hit.start] + cover(text[hit.start : hit.end], hit.kind) + text[hit.end :]
    return text


def cover(part: str, kind: str) -> str:
    """A personal text as it may be shown, of the same length: 1101**********002X, 张**."""
    if kind == "name":
        return part[0] + "*" * (len(part) - 1)
    if kind == "email":
        at = next((place for place, char in enumerate(part) if normalize("NFKC", char) == "@"), 0)
        if at > 1:
            return part[0] + "*" * (at - 1) + part[at:]
    ends = 4 if len(part) >= 15 else 2 if len(part) >= 7 else 0
    if not ends:  # one character may stand for several digits: ⑩
        return "*" * len(part)
    return part[:ends] + "*" * (len(part) - 2 * ends) + part[-ends:]


def _plain(text: str) -> tuple[str, list[int]]:
    """The text in narrow forms without what nobody sees, and where each character came from."""
    if text.isascii():
        return text, list(range(len(text)))
    plain: list[str] = []
    where: list[int] = []
    for index, char in enumerate(text):
        if char.isascii() or "\u4e00" <= char <= "\u9fff":
            plain.append(char)
            where.append(index)
        elif category(char) not in ("Cf", "Mn", "Me"):
            narrow = _narrow(char)
            plain.append(narrow)
            where += [index] * len(narrow)
    return "".join(plain), where


def _narrow(char: str) -> str:
    """A character in its narrow form; of a digit with something around it the digits alone: ⑴, ⒈."""
    if char in FOREIGN:
        return FOREIGN[char]
    narrow = normalize("NFKC", char)
    return "".join(c for c in narrow if c in "0123456789") or narrow


def _hits(plain: str, numeric: bool, wary: bool, known: Set[str]) -> Iterator[Hit]:
    """Candidates, the surest kind first: what an earlier one covers is not told again."""
    for name, kind in _FIRST.items():
        for found in spelling(name).finditer(plain):
            yield Hit(kind, *found.span(found.lastindex or 0))
    counted = [*numbers(plain, numeric=numeric, wary=wary), *_spoken(plain, numeric, wary)]
    yield from counted
    labelled = [
        Hit(kind, *found.span(1))
        for name, kind in _LAST.items()
        for found in spelling(name).finditer(plain)
    ]
    yield from labelled
    yield from names(plain, [*counted, *labelled], known)


def _spoken(plain: str, numeric: bool, wary: bool) -> Iterator[Hit]:
    """Numbers some of whose digits are Chinese numerals."""
    for found in () if numeric else spelling("spoken").finditer(plain):
        if found.group().isascii():
            continue
        # What stands before may be a name that ends in a numeral: 张三一三八…
        for start in range(found.start(), found.start() + 3):
            since, end = max(0, start - _BESIDE), found.end()
            text = plain[since:start] + plain[start:end].translate(_SPOKEN) + plain[end:][:_BESIDE]
            told = [
                Hit(hit.kind, since + hit.start, since + hit.end, hit.sure)
                for hit in numbers(text, numeric=False, wary=wary)
                if since + hit.start >= start
            ]
            told = [hit for hit in told if not plain[hit.start : hit.end].isascii()]
            yield from told
            if told:
                break
