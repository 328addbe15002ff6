"""Names of persons: behind the word that asks for one, or beside a number that leads to one.

Behind a label of persons any two to four characters are a name, if they are no word of an office; the
list of surnames matters where there is no colon. What is a declared name of a unit or of an item is no
person's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ..offices import PHRASES as WORDS
from .hit import Hit
from .patterns import spelling

_LABELS = (
    ("label", ("whole_name", "apart", "cut_name")),
    ("spaced_label", ("apart", "whole_name", "plain_name")),
    ("glued_label", ("plain_name",)),
    ("part", ("apart", "cut_name")),
)
"""What goes before a name, and how the name behind it may look."""

_PHRASES = frozenset(WORDS.split())
_NEAR = 30
_CALLED = ("mobile", "landline", "id", "old", "card", "account")


def names(plain: str, numbers: Sequence[Hit], known: Set[str]) -> Iterator[Hit]:
    """The names in a text in which ``numbers`` were found."""
    if plain.isascii():
        return
    for label, shapes in _LABELS:
        for found in spelling(label).finditer(plain):
            yield from _behind(plain, found.end(), shapes, known)
    for hit in numbers:
        if hit.kind in _CALLED:
            yield from _beside(plain, hit, known)
    for found in spelling("short_number").finditer(plain):
        if not _is_word(found.group(1), known):
            yield Hit("name", *found.span(1))
            yield Hit("mobile", *found.span(2))


def _behind(plain: str, start: int, shapes: Sequence[str], known: Set[str]) -> Iterator[Hit]:
    """The name that begins at a place, and those that are listed behind it."""
    while shapes:
        found = next(
            (m for m in (spelling(shape).match(plain, start) for shape in shapes) if m), None
        )
        if found is None or _is_word("".join(found.group().split()), known):
            return
        yield Hit("name", *found.span())
        more = spelling("next_name").match(plain, found.end())
        start, shapes = (more.end(), ("plain_name",)) if more else (0, ())


def _beside(plain: str, hit: Hit, known: Set[str]) -> Iterator[Hit]:
    """Names directly before and behind a number."""
    since = max(0, hit.start - _NEAR)
    before = spelling("before_number").search(plain[since : hit.start])
    if before and not _is_word(before.group(1), known):
        yield Hit("name", since + before.start(1), since + before.end(1))
    behind = spelling("behind_number").match(plain, hit.end)
    if behind and not _is_word(behind.group(1), known):
        yield Hit("name", *behind.span(1))


def _is_word(text: str, known: Set[str]) -> bool:
    """Whether what could be a name is a place, an office, or a phrase of those who report."""
    if text in known or text[:2] in _PHRASES or text[:3] in _PHRASES or text[:4] in _PHRASES:
        return True
    if spelling("unnamed").search(text[1:]):
        return True
    if spelling("of_double").match(text):
        return False
    if spelling("of_surname").match(text):
        return len(text) > 3 or spelling("ends").search(text) is not None
    foreign = "·" in text
    return (
        not foreign
        and (
            len(text) > 3
            or spelling("unnamed").match(text)
            or spelling("ends_strange").search(text)
        )
        is not None
    )
