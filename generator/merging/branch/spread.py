"""Numbers that no line and no cell holds whole: spread over several, or spelt in the way of a format.

Of figures that stand side by side some come to look like a resident's number; what is told here has
the right check digit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from html import unescape
from itertools import accumulate

import yaml

from ...intake.telling import covered
from ...words import privacy
from ...words.sentences import Shown

_FEW = 3
"""Over so many cells an amount may be a part of a number; small figures are many, and chance finds one."""

_SOME = 12
"""Fewer signs of numbers than these are none of 18 digits, though a few are written by circles."""

_TAG = re.compile("<[^<>]*>")
_EDGES = " \t\r\n#>/*-"
"""What begins a line and is no part of what it says: comments, lists, quotes."""


def across(texts: Sequence[str]) -> Iterator[tuple[int, int, Shown]]:
    """The resident numbers that no one text holds, with the places of the first and the last that do.

    Blank texts are passed over.
    """
    kept = [(place, own) for place, text in enumerate(texts) if (own := _on_one_line(text))]
    joined = "\n".join(own for _, own in kept)
    if sum(map(str.isnumeric, joined)) < _SOME:
        return
    starts = [0, *accumulate(len(own) + 1 for _, own in kept)]
    for hit in privacy.proved(joined):
        first, last = (kept[bisect_right(starts, at) - 1][0] for at in (hit.start, hit.end - 1))
        if first != last:
            whole = "".join(joined[hit.start : hit.end].split())
            yield first, last, covered(whole, privacy.Hit("id", 0, len(whole)))


def in_cells(rows: Sequence[Sequence[str]], numeric: Set[int]) -> Iterator[tuple[int, Shown]]:
    """The same over the cells of a row and down a column, with the row; ``numeric`` are the places of
    columns of figures."""
    for place, cells in enumerate(rows):
        for first, last, text in across(cells):
            if last - first < _FEW or numeric.isdisjoint(range(first, last + 1)):
                yield place, text
    for at in range(max(map(len, rows), default=0)):
        if at not in numeric:
            column = [cells[at] if at < len(cells) else "" for cells in rows]
            yield from ((first, text) for first, _, text in across(column))


def as_shown(line: str) -> str:
    """A line as a page shows it: without the tags, and with the characters that stand for themselves."""
    return unescape(_TAG.sub("", line)) if "&" in line or "<" in line else line


def scalars(text: str) -> Iterator[tuple[int, str]]:
    """The words of YAML, or JSON, as programs read them, by their lines; nothing where it is neither."""
    if "\\" not in text:
        return
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                at = event.start_mark
                yield at.line + 1 if at else 1, event.value
    except yaml.YAMLError:
        return


def _on_one_line(text: str) -> str:
    return " ".join(text.split()).strip(_EDGES)
