"""What is personal made unreadable, and every number that is long enough to be."""

from __future__ import annotations

from unicodedata import normalize

from ..expression import late
from .finding import find
from .narrow import narrow
from .runs import long_runs

USUAL = late(
    "(?!.*(?:[qvw][qx]|weix|e1))(?:[a-z_.-]*+(?:[0-9][a-z_.-]*+){0,6}|20[0-9]{2}-[01][0-9]-[0-3][0-9]w?)"
)
"""What files and folders are mostly called: small letters with fewer digits than any number that is somebody's, none of
the ways to begin an account, or a day. All the expressions for what is personal take long to compile, and find
nothing in it."""


def masked(text: str, *, listed: bool = False) -> str:
    """The text with everything personal made unreadable: a few characters at the ends remain.

    Its length stays. More is masked than is found: what could be a resident number (a spreadsheet rounds
    the last digits of a long one), and digits that are too many (``runs``; for ``listed`` see there).
    What is masked is masked whole: beside a covered number another one may begin.
    """
    return text if USUAL.fullmatch(text) else hidden(text, listed=listed)


def hidden(text: str, *, listed: bool) -> str:
    """The same, looked for in whatever it is."""
    while (found := _once(text, listed)) != text:
        text = found
    return text


def _once(text: str, listed: bool) -> str:
    for hit in find(text, wary=True):
        text = _with(text, hit.start, hit.end, hit.kind)
    for start, end in [*long_runs(text, listed)]:
        text = _with(text, start, end, "number")
    return text


def _with(text: str, start: int, end: int, kind: str) -> str:
    """A text of which a part is covered."""
    return f"{text[:start]}{cover(text[start:end], kind)}{text[end:]}"


def cover(part: str, kind: str) -> str:
    """A personal text as it may be shown, of the same length: 1101**********002X, 张**."""
    if kind == "name":
        return part[0] + "*" * (len(part) - 1)
    if kind == "email":
        at = next((place for place, char in enumerate(part) if normalize("NFKC", char) == "@"), 0)
        if at > 1:
            return part[0] + "*" * (at - 1) + part[at:]
    ends = 4 if len(part) >= 15 else 2 if len(part) >= 7 else 0
    if not ends or any(len(narrow(char)) > 1 for char in part[:ends] + part[-ends:]):
        return "*" * len(part)  # one character may stand for several digits: ⑩
    return part[:ends] + "*" * (len(part) - 2 * ends) + part[-ends:]
