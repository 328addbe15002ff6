"""What is personal in a text, by kind and place, and headers that ask for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Set
from typing import Protocol

from ..digits import SPOKEN
from ..offices import PLACES
from .hit import Hit
from .names import names
from .narrow import folded, is_unseen, plain
from .numbers import numbers, residents
from .patterns import HAN, spelling

_SPOKEN = str.maketrans(SPOKEN)
_WINDOW = 4_000
"""Characters that are looked at together."""

_LARGE = 20_000
"""Before so many characters are looked at a second expression takes longer to compile than it saves."""

_BESIDE = 20
"""So many characters beside a number say what it is."""

LONGEST = 100
"""The length that nothing personal exceeds."""

_APART = "\u21ff"
"""What is in nothing personal and nothing is folded to, so that it may stand between texts."""

_ENDS = frozenset(map(len, PLACES))
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
    narrowed, odd = folded(text)
    return spelling("hint").search(narrowed) is not None or any(map(_is_hidden, odd))


def suspects(texts: Collection[str]) -> set[str]:
    """Those of some texts that deserve a closer look (``suspicious``), and perhaps some more: looked at
    together, for a look at each takes longer than it looks."""
    every, joined = [*texts], _APART.join(texts)
    found = set[str]()
    if max(map(len, every), default=0) > _WINDOW or joined.count(_APART) >= max(1, len(every)):
        found = {text for text in texts if len(text) > _WINDOW or _APART in text}
        every = [text for text in texts if text not in found]
        joined = _APART.join(every)
    narrowed, odd = folded(joined)
    is_calm = _are_many(len(narrowed)) and spelling("calm").fullmatch(narrowed)
    looks = [spelling("worded" if is_calm else "hint")]
    if hidden := [re.escape(char) for char in odd if _is_hidden(char)]:
        looks.append(re.compile(f"[{''.join(hidden)}]"))
    for look in looks:
        found.update(every[number] for number in _parts_with(look, narrowed))
    return found


def _are_many(more: int) -> bool:
    """Whether with so many more characters enough are looked at, here and before, to be looked at in another way."""
    global _seen
    _seen += more
    return _seen > _LARGE


_seen = 0


def _parts_with(look: re.Pattern[str], text: str) -> Iterator[int]:
    """The parts of a text, by their numbers, in which something begins that is looked for."""
    number, at = 0, 0
    while found := look.search(text, at):
        number += text.count(_APART, at, found.start())
        yield number
        at = text.find(_APART, found.start()) + 1
        if not at:
            return
        number += 1


def _is_hidden(char: str) -> bool:
    return spelling("unseen").match(char) is not None or is_unseen(char)


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
    narrowed, where = plain(text)
    taken: list[Hit] = []
    covered = bytearray(len(text))
    for hit in _hits(narrowed, numeric, wary, known):
        start, end = where[hit.start], where[hit.end - 1] + 1
        if not any(covered[start:end]):
            covered[start:end] = b"\1" * (end - start)
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


def proved(text: str) -> list[Hit]:
    """Resident numbers alone, with the right check digit, however they are spelt."""
    narrowed, where = plain(text)
    found = residents(narrowed.translate(_SPOKEN))
    return [Hit(hit.kind, where[hit.start], where[hit.end - 1] + 1) for hit in found]


def is_column(header: str) -> bool:
    """Whether a header asks for what nobody may file: one thing, or several in one column."""
    parts = spelling("between").split(header)
    asked = [spelling("column").fullmatch(part) is not None for part in parts]
    return any(asked) and all(
        own or spelling("beside").fullmatch(part) for own, part in zip(asked, parts, strict=True)
    )


class _Called(Protocol):
    """How the things of one list may be called."""

    @property
    def ids(self) -> Collection[str]: ...


class _Declaring(Protocol):
    """What knows all lists of names: a catalogue."""

    @property
    def names(self) -> Mapping[str, _Called]: ...


def declared(catalogue: _Declaring) -> frozenset[str]:
    """The names of units and items that could be taken for a person's, also without the end that
    makes places of them."""
    called = {
        name
        for names in catalogue.names.values()
        for name in names.ids
        if 2 <= len(name) <= 5 and HAN[0] <= min(name) and max(name) <= HAN[-1]
    }
    stems = {
        name[:-length]
        for name in called
        for length in _ENDS
        if len(name) > length + 1 and name[-length:] in PLACES
    }
    return frozenset(name for name in called | stems if len(name) <= 4)


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
    for found in () if numeric or plain.isascii() else spelling("spoken").finditer(plain):
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
