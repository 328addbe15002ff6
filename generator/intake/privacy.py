"""Personal data in a text: found, named by kind, and masked wherever it would be shown.

Git history is publication, so what is found here never gets in. Counts are all that is ever asked
for; amounts, project numbers and credit codes (GB 32100) must not raise an alarm. Resident numbers
follow GB 11643: region, date of birth, serial, check digit by ISO 7064 MOD 11-2. Bank cards carry a
Luhn digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import category, normalize

from ..words.surnames import DOUBLE, DOUBTFUL, SURNAMES
from .patterns import HEAD, NAMED, PERSONAL


@dataclass(frozen=True, slots=True)
class Hit:
    """Something personal in a text, by 0-based positions; ``kind`` is the variant of E301.

    ``sure`` is False for what is only told, such as a number of 15 digits.
    """

    kind: str
    start: int
    end: int
    sure: bool = True


_RE = {name: re.compile(pattern) for name, pattern in PERSONAL.items()}
_NAMED = re.compile(NAMED.replace("SURNAME", "|".join((*DOUBLE, f"[{SURNAMES}{DOUBTFUL}]"))))
_HEAD = re.compile(HEAD.replace("SURNAME", "|".join((*DOUBLE, f"[{SURNAMES}]"))))
_WINDOW = 4_000
"""Characters that are looked at together."""

LONGEST = 100
"""The length that nothing personal exceeds."""

_BEFORE = 20
"""So many characters before a number say what it is."""

_SEPARATED = re.compile("[ .·/_—–-]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_PLAIN_KINDS = {"mobile": "mobile", "tel_mobile": "mobile", "landline": "landline"}


def suspicious(text: str) -> bool:
    """Whether a closer look is due; False means that there is surely nothing."""
    plain = text if text.isascii() else normalize("NFKC", text)
    if _RE["hint"].search(plain):
        return True
    return not plain.isascii() and _RE["unseen"].search(plain) is not None


def find(text: str, *, numeric: bool = False, wary: bool = False) -> list[Hit]:
    """What is personal in a text, in its order, nothing twice.

    In the cell of a ``numeric`` column a number of a phone's or a card's length is an amount; only
    what can be no amount is told there. ``wary`` takes for a resident number whatever could be one,
    also what is let pass as the number of a project.
    """
    if len(text) > _WINDOW:
        return list(_in_parts(text, numeric, wary))
    if not suspicious(text):
        return []
    plain, where = _plain(text)
    taken: list[Hit] = []
    for hit in _hits(plain, numeric, wary):
        start, end = where[hit.start], where[hit.end - 1] + 1
        if all(end <= other.start or other.end <= start for other in taken):
            taken.append(Hit(hit.kind, start, end, hit.sure))
    return sorted(taken, key=lambda hit: hit.start)


def _in_parts(text: str, numeric: bool, wary: bool) -> Iterator[Hit]:
    """The same of a text longer than any cell should be, in time that grows with its length only."""
    end = 0
    for start in range(0, len(text), _WINDOW - LONGEST):
        part = text[start : start + _WINDOW]
        last = start + _WINDOW >= len(text)
        for hit in find(part, numeric=numeric, wary=wary):
            torn = (hit.start == 0 and start > 0) or (hit.end == len(part) and not last)
            if not torn and start + hit.start >= end:
                end = start + hit.end
                yield Hit(hit.kind, start + hit.start, end, hit.sure)


def is_column(header: str) -> bool:
    """Whether a header asks for what nobody may file."""
    return _RE["column"].fullmatch(header) is not None


def masked(text: str) -> str:
    """The text with everything personal made unreadable: a few characters at the ends remain.

    What could be a resident number is covered too: a spreadsheet rounds the last digits of a long
    number, and what is left of one then fails every check.
    """
    for hit in reversed(find(text, wary=True)):
        text = text[: hit.start] + cover(text[hit.start : hit.end], hit.kind) + text[hit.end :]
    return text


def cover(part: str, kind: str) -> str:
    """A personal text as it may be shown, of the same length: 1101**********002X, 张**."""
    if kind == "name":
        return part[0] + "*" * (len(part) - 1)
    if kind == "email":
        at = next(place for place, char in enumerate(part) if normalize("NFKC", char) == "@")
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
        if char.isascii():
            plain.append(char)
            where.append(index)
        elif category(char) != "Cf":
            narrow = normalize("NFKC", char)
            plain.append(narrow)
            where += [index] * len(narrow)
    return "".join(plain), where


def _hits(plain: str, numeric: bool, wary: bool) -> Iterator[Hit]:
    """Candidates, the surest kind first: what an earlier one covers is not told again."""
    for found in _RE["mangled"].finditer(plain):
        yield Hit("mangled", *found.span())
    yield from _whatever_stands_beside(plain)
    for found in _RE["digits"].finditer(plain):
        digits = re.sub("[ -]", "", found.group())
        kind = _number(digits, _before(plain, found), numeric, wary)
        if kind:
            yield Hit(kind, *found.span(), sure=kind != "old")
    if not numeric:
        yield from _phones(plain)
    for found in _RE["email"].finditer(plain):
        yield Hit("email", *found.span())
    for pattern in (_NAMED, _HEAD):
        for found in pattern.finditer(plain):
            yield Hit("name", *found.span(1))


def _phones(plain: str) -> Iterator[Hit]:
    for name, kind in _PLAIN_KINDS.items():
        for found in _RE[name].finditer(plain):
            if kind == "mobile" or not _RE["numbered"].search(_before(plain, found)):
                yield Hit(kind, *found.span(found.lastindex or 0))
    for found in _RE["labelled"].finditer(plain):
        yield Hit("landline", *found.span(1))


def _whatever_stands_beside(plain: str) -> Iterator[Hit]:
    """Resident numbers with the right check digit, next to whatever letters and digits: of all other
    runs of digits one in fifty thousand looks like that."""
    at = 0
    while found := _RE["resident"].search(plain, at):
        digits = _SEPARATED.sub("", found.group())
        if _checks(digits) and _of_a_person(digits):
            yield Hit("id", *found.span())
            at = found.end()
        else:
            at = found.start() + 1


def _before(plain: str, found: re.Match[str]) -> str:
    return plain[max(0, found.start() - _BEFORE) : found.start()]


def _number(digits: str, before: str, numeric: bool, wary: bool) -> str | None:
    """What a run of 14 to 19 digits (the last may be X) is, if it is personal."""
    numbered = _RE["numbered"].search(before) is not None
    if len(digits) == 18:
        kind = _resident(digits, numbered, wary)
        if kind:
            return kind
    if len(digits) == 15 and digits.isdigit() and not numbered and not numeric:
        born = _RE["short_birth"].fullmatch(digits[6:12])
        if born and _RE["region"].fullmatch(digits[:6]) and _is_day(f"19{digits[6:12]}"):
            return "old"
    if numeric or numbered or not digits.isdigit() or not 16 <= len(digits) <= 19:
        return None
    dated = _RE["region"].match(digits) and _RE["birth"].fullmatch(digits[6:14])
    if _RE["card"].fullmatch(digits) and not dated and _luhn(digits):
        return "card"
    return None


def _resident(digits: str, numbered: bool, wary: bool) -> str | None:
    if not _of_a_person(digits):
        return None
    if wary or _checks(digits):
        return "id"
    # A wrong check digit is a slip of the pen, unless the number is plainly one of something else:
    # it is called a number, it checks as a credit code, or its date is that of a project.
    another = numbered or (_RE["credit"].fullmatch(digits) and _credit(digits))
    return None if another or _RE["recent"].fullmatch(digits[6:14]) else "id"


def _of_a_person(digits: str) -> bool:
    """Whether 18 digits begin with a region and a date of birth."""
    born = digits[6:14]
    region, birth = _RE["region"].fullmatch(digits[:6]), _RE["birth"].fullmatch(born)
    return region is not None and birth is not None and _is_day(born)


def _checks(digits: str) -> bool:
    """Whether the last of 18 is the check digit of the others."""
    weighed = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=False))
    return digits[17].upper() == "10X98765432"[weighed % 11]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def _credit(digits: str) -> bool:
    """Whether 18 digits end in the check digit of a unified social credit code (MOD 31)."""
    total = sum(int(d) * w for d, w in zip(digits, _CREDIT, strict=False))
    return (31 - total % 31) % 31 == int(digits[17])


def _luhn(digits: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
