"""Numbers that lead to a person, however their digits are set apart.

A text is cut into runs: digits with at most three separators between them. Where a group of a run
begins or ends is a border, and a number goes from border to border; what its groups look like tells it
from figures that merely stand side by side. Resident numbers with the right check digit are found
between whatever stands beside them: of all other runs one in fifty thousand looks like that.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from ...frozen import dataclass
from .digits import checks, is_credit_code, is_old, luhn, of_a_person
from .hit import Hit
from .patterns import spelling

_BEFORE = 20
"""So many characters before a number say what it is."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Digits of a text, the place of each, and the indices of those at which a number may begin or end."""

    text: str
    digits: str
    at: Sequence[int]
    borders: Sequence[int]

    def before(self, start: int) -> str:
        """What stands before a digit."""
        place = self.at[start]
        return self.text[max(0, place - _BEFORE) : place]

    def label(self, start: int) -> str:
        """The same where it may say what the number is: amid a run another number stands there."""
        return self.before(start) if start == 0 else ""

    def after(self, end: int) -> str:
        """What stands behind the last of some digits."""
        place = self.at[end - 1] + 1
        return self.text[place : place + _BEFORE]

    def groups(self, start: int, end: int) -> list[str]:
        """The digits from one border to another, group by group."""
        return [self.digits[a:b] for a, b in pairwise((start, *self.between(start, end), end))]

    def between(self, start: int, end: int) -> Sequence[int]:
        """The borders inside."""
        return self.borders[bisect_right(self.borders, start) : bisect_left(self.borders, end)]

    def hit(self, kind: str, start: int, end: int) -> Hit:
        return Hit(kind, self.at[start], self.at[end - 1] + 1, kind != "old")


def numbers(plain: str, *, numeric: bool, wary: bool) -> Iterator[Hit]:
    """Resident numbers, cards and telephones, the surest first.

    In the cell of a ``numeric`` column a number of a phone's or a card's length is an amount. ``wary``
    takes for a resident number whatever could be one.
    """
    sure = list(residents(plain))
    yield from sure
    for run in _runs(plain, sure):
        yield from _cards_and_papers(run, numeric, wary)
        if not numeric:
            yield from _phones(run)


def residents(plain: str) -> Iterator[Hit]:
    """Those with the right check digit; set apart by anything they begin and end where groups do."""
    at = 0
    while found := spelling("resident").search(plain, at):
        digits = re.sub("[^0-9Xx]", "", found.group())
        start, end = found.span()
        alone = not (_is_digit(plain[start - 1 : start]) or _is_digit(plain[end : end + 1]))
        if (alone or end - start == 18) and of_a_person(digits) and checks(digits):
            yield Hit("id", start, end)
            at = end
        else:
            at = start + 1


def _is_digit(char: str) -> bool:
    """Whether it is one of the ten; what only looks like a digit belongs to no number."""
    return "0" <= char <= "9"


def _runs(plain: str, sure: Sequence[Hit]) -> Iterator[_Run]:
    cuts = {place for hit in sure for place in (hit.start, hit.end)}
    for found in spelling("run").finditer(plain):
        at: Sequence[int] = range(*found.span())
        digits = found.group()
        if not digits.isdecimal():
            at = [place for place in at if plain[place] in "0123456789"]
            digits = "".join(plain[place] for place in at)
        borders = _borders(at, cuts)
        several = spelling("mobiles").fullmatch(digits)
        more = range(11, len(digits), 11) if several and len(borders) == 1 else ()
        yield _Run(plain, digits, at, [*borders, *more, len(digits)])


def _borders(at: Sequence[int], cuts: Set[int]) -> list[int]:
    if isinstance(at, range):
        return [0, *sorted(place - at.start for place in cuts if at.start < place < at.stop)]
    return [k for k, place in enumerate(at) if not k or place - at[k - 1] > 1 or place in cuts]


# --- what may be long ----------------------------------------------------------------------------


def _cards_and_papers(run: _Run, numeric: bool, wary: bool) -> Iterator[Hit]:
    for start in run.borders[:-1]:
        before = run.label(start)
        identity = bool(before and spelling("identity").search(before))
        named = identity or (before and spelling("account_number").search(before))
        if named and (end := _last(run, start, 8 if identity else 12)):
            yield run.hit("id" if identity else "card", start, end)
        numbered = bool(before and spelling("numbered").search(before))
        for end in run.between(start + 14, start + 20):
            kind = _kind(run, start, end, numbered, numeric, wary)
            if kind == "x":
                more = spelling("x").match(run.text, run.at[end - 1] + 1)
                yield Hit("id", run.at[start], more.end() if more else run.at[end - 1] + 1)
            elif kind:
                yield run.hit(kind, start, end)


def _last(run: _Run, start: int, least: int) -> int:
    """The last border of a number that is called what it is; 0 where it is too short."""
    return max(run.between(start + least - 1, start + 24), default=0)


def _kind(run: _Run, start: int, end: int, numbered: bool, numeric: bool, wary: bool) -> str | None:
    """What the digits between two borders are, if they are personal; x is an id that an X completes."""
    digits = run.digits[start:end]
    if (
        len(digits) == 17
        and end == len(run.digits)
        and spelling("x").match(run.text, run.at[end - 1] + 1)
    ):
        return "x" if _resident(run, start, end, digits + "X", numbered, wary) else None
    if len(digits) == 18 and _resident(run, start, end, digits, numbered, wary):
        return "id"
    if numeric or numbered:
        return None
    if len(digits) == 15:
        old = is_old(digits) and not run.between(start, end) and not _is_else(run, start, end)
        return "old" if old else None
    return "card" if _is_card(run, start, end, digits) else None


def _resident(run: _Run, start: int, end: int, digits: str, numbered: bool, wary: bool) -> bool:
    if not of_a_person(digits) or _is_code(run, start) or _is_decimal(run, start, end):
        return False
    if wary or checks(digits):
        return True
    # A wrong check digit is a slip of the pen, unless the number is plainly one of something else:
    # it is called a number, it checks as a credit code, or its date is that of a project.
    another = numbered or (digits.isdigit() and is_credit_code(digits))
    return not another and not spelling("recent").fullmatch(digits[6:14])


def _is_card(run: _Run, start: int, end: int, digits: str) -> bool:
    if not spelling("card").fullmatch(digits) or not luhn(digits) or _is_else(run, start, end):
        return False
    groups = run.groups(start, end)
    if len(groups) == 1:
        return not spelling("filed_under").match(digits)
    sizes = [len(group) for group in groups]
    shaped = len(groups) == 2 or set(sizes[:-1]) == {4} or set(sizes) == {1}
    # Figures side by side come to such a sum one time in ten.
    return digits.startswith("62") and shaped and not spelling("counts").search(run.label(start))


# --- telephones ----------------------------------------------------------------------------------


def _phones(run: _Run) -> Iterator[Hit]:
    ends = set(run.borders)
    for start in (start for start in run.borders[:-1] if run.digits[start] in "018"):
        called = spelling("called").search(run.label(start)) is not None
        prefix = spelling("dialled").match(run.digits, start)
        since = prefix.end() if prefix else start
        mobile = spelling("mobile").match(run.digits, since)
        if mobile and mobile.end() in ends and _is_mobile(run, since, mobile.end(), called):
            yield run.hit("mobile", start, mobile.end())
        for name in ("landline", "abroad"):
            found = spelling(name).match(run.digits, start)
            if found and found.end() not in ends and found.end() - 1 in ends:
                found = spelling(name).match(run.digits, start, found.end() - 1)
            if found and found.end() in ends and _is_landline(run, start, found):
                yield run.hit("landline", start, found.end())


def _is_mobile(run: _Run, start: int, end: int, called: bool) -> bool:
    return called or (not _is_else(run, start, end) and _looks_dialled(run, start, end))


def _looks_dialled(run: _Run, start: int, end: int) -> bool:
    """Whether eleven digits are in groups as people set apart one number, and not figures."""
    groups = run.groups(start, end)
    sizes = [len(group) for group in groups]
    between = {run.text[run.at[k - 1] + 1 : run.at[k]] for k in run.between(start, end)}
    if len(groups) == 2:
        dated = spelling("birth").fullmatch(groups[1]) or re.fullmatch("20[0-9]{2}", groups[1])
        plain = between != {"."} and min(sizes) >= 3 and not dated
        return plain or any("\n" in each for each in between)
    if sizes == [3, 2, 2, 2, 2]:
        return between in ({"-"}, {"."}, {"·"})
    three = len(groups) == 3 and min(sizes) >= 3
    figures = sizes[0] > 3 and any(re.fullmatch("[ \t\n]+", each) for each in between)
    return len(groups) == 1 or set(sizes) == {1} or (three and not figures)


def _is_landline(run: _Run, start: int, found: re.Match[str]) -> bool:
    """Whether area code and number stand as such, and not in the middle of a file's number."""
    gap = run.text[run.at[start - 1] + 1 : run.at[start]] if start else " "
    apart = not gap or any(c in gap for c in " \t\n()") or run.digits[:start] in ("86", "0086")
    local = run.groups(found.start(1), found.end()) if found.start(1) in run.borders else []
    area = run.groups(start, found.start(1))
    year = len(local) > 1 and re.fullmatch("(?:19|20)[0-9]{2}", local[0])
    whole = len(run.groups(start, found.end())) == 1
    split = bool(local) and len(local) <= 2 and len(area) <= 2
    known = found.re is not spelling("abroad") or run.digits.startswith("00", start) or split
    if not apart or year or not known or _is_code(run, start):
        return False
    return (whole or split) and not spelling("numbered").search(run.label(start))


# --- what is none --------------------------------------------------------------------------------


def _is_else(run: _Run, start: int, end: int) -> bool:
    """Whether a number is an amount, a part of a code or between letters, or has decimals."""
    after = run.after(end)
    amid = end == len(run.digits) and re.match("[A-Za-z]", after) and _letters(run, start)
    if amid or spelling("unit").match(after):
        return True
    return _is_code(run, start) or _is_decimal(run, start, end)


def _is_code(run: _Run, start: int) -> bool:
    """Whether capitals before a number make a code of it, if they are not the word for a telephone."""
    before = run.label(start)
    called = spelling("called").search(before) or spelling("identity").search(before)
    return not called and spelling("code").fullmatch(_letters(run, start)) is not None


def _letters(run: _Run, start: int) -> str:
    """The letters directly before a number."""
    found = spelling("letters").search(run.label(start))
    return found.group() if found else ""


def _is_decimal(run: _Run, start: int, end: int) -> bool:
    """Whether a number in one piece has decimals, or is some itself."""
    if run.between(start, end):
        return False
    return bool(re.match("[.][0-9]", run.after(end)) or re.search("[0-9][.]$", run.before(start)))
