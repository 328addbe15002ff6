"""Where a title goes on in the next line: words stay whole, and the lines are of about one length, or make a
trapezium or a rhombus (GB/T 9704-2012, 7.3.1).

No dictionary comes along: what stands in the titles of many offices is listed beside this (titles.txt), dates and names
in marks stay whole, and in doubt a line ends after a particle. Whoever signs the paper moves what reads badly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ..widths import cells

_MOST = 4
"""A title of more lines is a text, and is left to flow."""

_SHORTEST = 0.4
"""No line is a smaller part of what there is room for."""

_WORDS = Path(__file__).with_name("titles.txt").read_text("utf-8").split("\n\n", 1)[1]
_NAMES = r"《[^《》]{1,18}》|"
"""Names of papers, which stay whole where a line has room for them."""

_PIECES = (
    r"“[^”]{1,10}”|〔\d+〕\d*号?|（[^）]{1,8}）"
    r"|\d+年(?:\d+月)?(?:\d+日)?|\d+月(?:\d+日)?|第?[\d一二三四]+(?:季度|期|号|次|批|轮)|[A-Za-z0-9.%-]+|"
    + "|".join(sorted(_WORDS.split(), key=len, reverse=True))
    + "|."
)
_BEGIN_NO_LINE, _END_NO_LINE = "的之等地得年月日，。、；：）》”！？", "（《“第"
_END_A_LINE = ("和", "及", "与", "暨", "同", "、", "，", "的", "》")

_INSIDE, _BESIDE_WORD, _BEFORE_PARTICLE = 40, 6, 14
"""How bad it is to part two single characters, which may be a word; beside a word; before a particle."""


def broken(title: str, room: int) -> str:
    """A title in lines of at most ``room`` columns, parted by line feeds: a Chinese character takes two."""
    if cells(title) <= room or "\n" in title:
        return title
    whole = cells(title)
    for number in range(-(-whole // room), _MOST + 1):
        for pattern in (_NAMES + _PIECES, _PIECES):
            pieces = re.findall(pattern, title, re.DOTALL)
            ways = list(_ways(pieces, 0, number, room, whole / number))
            if ways:
                _, ends = min(ways)
                lines = pairwise((0, *ends, len(pieces)))
                return "\n".join("".join(pieces[a:b]) for a, b in lines)
    return title


def _ways(
    pieces: Sequence[str], start: int, number: int, room: int, mean: float
) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Each way to put the pieces from ``start`` on into so many lines: how bad it is, and where they end."""
    if number == 1:
        last = sum(map(cells, pieces[start:]))
        if room * _SHORTEST <= last <= room:
            yield _off(last, mean), ()
        return
    wide = 0
    for end in range(start + 1, len(pieces)):
        wide += cells(pieces[end - 1])
        if wide > room:
            return
        cost = _cost(pieces[end - 1], pieces[end])
        if wide < room * _SHORTEST or cost is None:
            continue
        for more, ends in _ways(pieces, end, number - 1, room, mean):
            yield _off(wide, mean) + cost + more, (end, *ends)


def _off(wide: float, mean: float) -> float:
    """How bad it is that a line is shorter or longer than the others: a little is wanted."""
    return max(abs(wide - mean) - 4, 0) ** 2


def _cost(before: str, after: str) -> int | None:
    """How bad it is to end a line between two pieces; None where none may."""
    if after[0] in _BEGIN_NO_LINE or before[-1] in _END_NO_LINE:
        return None
    if before[-1] in _END_A_LINE:
        return 0
    if after in _END_A_LINE:
        return _BEFORE_PARTICLE
    return _BESIDE_WORD if len(before) > 1 or len(after) > 1 else _INSIDE
