"""Digits that no message shows together, whether they are found to be somebody's or not.

A number with one digit lost, doubled or mistyped passes every check of what it is and still leads to a
person. Eight digits are therefore too many for a message, whatever is put between them but words. What
may stand all the same is closed: days, a year with what is counted in it, figures that are round, and
what git and digests call a thing by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from .. import characters
from ..digits import FOREIGN, SPOKEN
from .narrow import is_unseen, narrow
from .patterns import HAN

MOST = 7
"""So many digits are shown together."""

BESIDE_DATES = 3
"""So many digits may stand beside days."""

CENTS = 2
"""So many decimals stand behind a figure that is shown."""

_SPOKEN = "".join(SPOKEN)
_DIGIT = f"0-9\uff10-\uff19{_SPOKEN}{''.join(FOREIGN)}{characters.any_of('digits')[1:-1]}"
_MONTH, _DAY = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
_TIME = "(?: {1,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"

RUNS: Mapping[str, str] = {
    "stretch": f"[{_DIGIT}](?:[^A-Za-z{HAN}]|[{_SPOKEN}])*",
    "hash": "(?<![0-9A-Za-z])(?![0-9a-f]*[0-9]{15})(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9A-Za-z])",
    "date": (
        "(?:19|20)[0-9]{2}(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
        f"|[./-]{_MONTH}(?:[./-]{_DAY}{_TIME})?)(?![0-9])"
    ),
    "year": "(?:19|20)[0-9]{2}",
    "figure": "([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.]([0-9]+))?",
}
"""A stretch, from a digit on to the next word, what is passed over, and the shapes that may stand in
one; spelt as ``patterns`` are."""


def long_runs(text: str, listed: bool = False) -> Iterator[tuple[int, int]]:
    """Where digits stand that are too many, from the first to the last of them.

    ``listed``: in a sentence of ours 、 parts what is listed; in a file it may part anything.
    """
    if _few().fullmatch(text):
        return
    text = _shape("hash").sub(lambda found: "h" * len(found.group()), text)
    for since, until in _items(text) if listed else ((0, len(text)),):
        for found in _shape("stretch").finditer(text, since, until):
            each = [_narrowed(char) for char in found.group()]
            end = max(at for at, part in enumerate(each, 1) if _digits(part) or at == 1)
            shape = "".join(each[:end])
            if _digits(shape) > MOST and not _may_stand(shape):
                yield found.start(), found.start() + end


def _items(text: str) -> Iterator[tuple[int, int]]:
    """What 、 parts, but for what stands in quotation marks: there it is somebody else's."""
    since, depth = 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char == "“") - (char == "”"))
        if char == "、" and not depth:
            yield since, at
            since = at + 1
    yield since, len(text)


def _may_stand(shape: str) -> bool:
    figure = _shape("figure").fullmatch(shape)
    if figure:
        whole = figure[1].replace(",", "")
        part = (figure[2] or "").rstrip("0")
        telling = (whole + part if part else whole.rstrip("0")).lstrip("0")
        if len(telling) <= MOST or (len(whole) <= MOST and len(part) <= CENTS):
            return True
    if _digits(shape) == MOST + 1 and _shape("year").match(shape):
        return True
    rest = re.sub(f"(?<![0-9]){RUNS['date']}", "", shape)
    return rest != shape and _digits(rest) <= BESIDE_DATES


def _narrowed(char: str) -> str:
    return SPOKEN.get(char) or ("" if is_unseen(char) else narrow(char))


def _digits(shape: str) -> int:
    return sum(map(shape.count, "0123456789"))


@cache
def _few() -> re.Pattern[str]:
    """What holds too few digits for a run, each of them in a character of its own."""
    one = f"0-9\uff10-\uff19{_SPOKEN}{''.join(FOREIGN)}"
    return re.compile(f"(?:[^{_DIGIT}]*+[{one}]){{0,{MOST}}}+[^{_DIGIT}]*+")


@cache
def _shape(name: str) -> re.Pattern[str]:
    return re.compile(RUNS[name])
