"""Texts that are the same but for their digits: a thousand amounts are written in a dozen ways.

A row whose pattern takes one digit for another fits all of such texts or none, with its pieces at the same places.
What one of them looks like is therefore asked once for all of them, unless a row that tells digits apart, as months
do, fits any of the texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..words.expression import late

_ESCAPED = late(r"\\[^A-Za-z0-9]")
_SET = late(r"\[[^\]]*\]")
_CODED = r"\\u(?!003[0-9])[0-9a-f]{4}"
"""A character by its number, which is no digit."""

_IN_SETS = late(f"0-9|{_CODED}")
_OUTSIDE = late(rf"\{{[0-9]+(?:,[0-9]*)?\}}|{_CODED}")
_DIGIT = late("[0-9]")


def takes_any_digit(pattern: str) -> bool:
    """Whether a pattern surely takes one digit for another: those of its sets come together, or not at all, and
    outside of sets stand none but those that count."""
    pattern = _ESCAPED.sub("", pattern)
    rest = [_IN_SETS.sub("", each) for each in _SET.findall(pattern)]
    rest.append(_OUTSIDE.sub("", _SET.sub("", pattern)))
    return not any(map(_DIGIT.search, rest))


def shapes_by(patterns: Iterable[str | None]) -> Callable[[Sequence[str]], Sequence[str | None]]:
    """From texts, none of them with a line end, to what each looks like to some rows: the same with noughts for its
    digits, or None where a row that tells digits apart fits it."""
    telling = [p for p in patterns if p is not None and not takes_any_digit(p)]
    told_apart = re.compile("|".join(f"(?:{each})" for each in telling)).fullmatch

    def shapes(texts: Sequence[str]) -> Sequence[str | None]:
        joined = "\n".join(texts)
        for digit in "123456789":
            joined = joined.replace(digit, "0")
        every = joined.split("\n")
        if not telling or not any(map(told_apart, texts)):
            return every
        return [None if told_apart(t) else each for t, each in zip(texts, every, strict=True)]

    return shapes


def together(
    texts: Sequence[str], plains: Sequence[str], shapes: Sequence[str | None]
) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Texts of one shape together, with their shape, and they narrowed (``plains``); one that has none alone."""
    alike: dict[str, tuple[list[str], list[str]]] = {}
    for text, plain, shape in zip(texts, plains, shapes, strict=True):
        if shape is None:
            yield plain, [text], [plain]
        else:
            some, narrowed = alike.get(shape) or alike.setdefault(shape, ([], []))
            some.append(text)
            narrowed.append(plain)
    yield from ((shape, *both) for shape, both in alike.items())
