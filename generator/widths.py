"""Words in so many columns of a terminal: folded, in a table, as a tree; nothing is ever cut.

A Chinese character takes two columns, and a line may end after it; what is written without them, such as a
path or an id, stays in one piece as long as it fits. No line begins with a mark that closes something.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from rich.cells import cell_len

from .frozen import dataclass

_NARROWEST = 8
"""Columns that any terminal has."""

_GAP = "  "
_LONG = 32
"""Columns of a text that is no name: it is read in lines of half of that at least."""

_CLOSE = "，。；：、！？）》”’】」』〕…,.;:!?)]}%％"
_OPEN = "（《“‘【「『〔([{"

_WIDE = "\u1100"
"""The first of the characters of which any takes two columns."""

_Row: TypeAlias = Sequence[str]


def cells(text: str) -> int:
    """How many columns a text takes in a line."""
    return cell_len(text)


def fold(text: str, width: int, hang: int = 0) -> list[str]:
    """The lines of a text in so many columns; further ones stand ``hang`` columns deeper than the first."""
    width = max(width, 2)  # a character takes no more
    return [line for part in text.split("\n") for line in _folded(part, width, hang)]


def _folded(text: str, width: int, hang: int) -> Iterator[str]:
    if cells(text) <= width:
        yield text
        return
    own = len(text) - len(text.lstrip(" "))
    lead = " " * min(own + hang, width // 2)
    line, empty = " " * min(own, width // 2), True
    taken = len(line)  # counted along, since a line would be gone through for each of its pieces
    for piece in _pieces(text[own:]):
        more = cells(piece)
        if taken + more > width and not empty:
            yield line.rstrip(" ")
            line, taken, empty = lead, len(lead), True
        if empty and piece == " ":
            continue
        while taken + more > width:
            part = _start(piece, width - taken)
            yield line + part
            line, taken, piece = lead, len(lead), piece[len(part) :]
            more = cells(piece)
        line, taken, empty = line + piece, taken + more, empty and not piece
    if not empty:
        yield line.rstrip(" ")


def _pieces(text: str) -> list[str]:
    """What is not parted while it fits in a line."""
    pieces: list[str] = []
    before, after_narrow = " ", True
    for char in text:
        narrow = char < _WIDE or cells(char) < 2
        together = narrow and after_narrow and char != " " != before
        closes = char in _CLOSE and before != " "
        if pieces and (together or closes or (before in _OPEN and char != " ")):
            pieces[-1] += char
        else:
            pieces.append(char)
        before, after_narrow = char, narrow
    return pieces


def _start(piece: str, room: int) -> str:
    """So much of a piece as there is room for, and one character at least."""
    end = 1
    while end < len(piece) and cells(piece[: end + 1]) <= room:
        end += 1
    return piece[:end]


@dataclass(frozen=True, slots=True)
class Laid:
    """The lines of a table: those of its head, none where each row is a record, and all others."""

    head: list[str]
    body: list[str]


def table(columns: _Row, rows: Sequence[_Row], width: int, right: Collection[int] = ()) -> Laid:
    """Rows under the names of their columns; those of ``right`` are numbers.

    Where that is too wide the names of numbers fold, then texts; where it is still too wide each row is a
    record: its first cell, and below that each other one that says something after the name of its column.
    """
    width = max(width, _NARROWEST)
    widths = shared(columns, rows, width, right)
    if widths is None:
        return Laid([], _records(columns, rows, width, right))
    head = [*_line(columns, widths, right), _GAP.join("─" * each for each in widths)]
    told = [_line(row, widths, right) for row in rows]
    apart = any(
        cells(row[0]) > widths[0] for row in rows
    )  # else a line of a row before has it blank
    body = [line for lines in told for line in ("", *lines)[not apart :]]
    return Laid(head, body[apart:])


def shared(
    columns: _Row, rows: Sequence[_Row], width: int, right: Collection[int]
) -> list[int] | None:
    """How wide each column of a table is, two free between them; None where they do not fit."""
    room = width - len(_GAP) * (len(columns) - 1)
    inner = [max((_longest(row[at]) for row in rows), default=0) for at in range(len(columns))]
    full = [max(cells(name), own) for name, own in zip(columns, inner, strict=True)]
    if sum(full) <= room:
        return full
    numbers = [
        min(whole, max(own, 4, -(-len(name) // 2) * 2)) if at in right else whole
        for at, (name, own, whole) in enumerate(zip(columns, inner, full, strict=True))
    ]
    if sum(numbers) <= room:
        return numbers
    least = [
        each if at in right else min(each, _LONG // 2 if each > _LONG or not at else 10)
        for at, each in enumerate(numbers)
    ]
    if sum(least) > room:
        return [room] if len(columns) == 1 else None
    return _given(least, numbers, room)


def _longest(cell: str) -> int:
    return max(map(cells, cell.split("\n")))


def _given(least: Sequence[int], most: Sequence[int], room: int) -> list[int]:
    """What is left given out evenly, to each no more than it takes."""
    widths = list(least)
    for _ in range(room - sum(least)):
        wanting = [at for at in range(len(widths)) if widths[at] < most[at]]
        widths[min(wanting, key=lambda at: widths[at])] += 1
    return widths


def _line(row: _Row, widths: Sequence[int], right: Collection[int]) -> list[str]:
    folded = [fold(cell, width) for cell, width in zip(row, widths, strict=True)]
    lines = []
    for parts in zip_longest(*folded, fillvalue=""):
        filled = (
            " " * (width - cells(part)) + part
            if at in right
            else part + " " * (width - cells(part))
            for at, (part, width) in enumerate(zip(parts, widths, strict=True))
        )
        lines.append(_GAP.join(filled).rstrip(" "))
    return lines


def _records(columns: _Row, rows: Sequence[_Row], width: int, right: Collection[int]) -> list[str]:
    lines: list[str] = []
    for row in rows:
        first, *others = row
        lines += ["", *fold(first or "—", width)]
        told = [
            (at in right, f"{name}：{cell}")
            for at, (name, cell) in enumerate(zip(columns[1:], others, strict=True), start=1)
            if cell
        ]
        lines += _packed(told, width)
    return lines[1:]


def _packed(told: Sequence[tuple[bool, str]], width: int) -> Iterator[str]:
    """Each on a line of its own below the first cell; numbers that follow each other on one, as they fit."""
    line = ""
    for number, words in told:
        if line and number and cells(line) + len(_GAP) + cells(words) <= width:
            line += _GAP + words
            continue
        if line:
            yield line
        line = _GAP + words if number else ""
        if not number or cells(line) > width:
            yield from fold(_GAP + words, width, len(_GAP))
            line = ""
    if line:
        yield line


@dataclass(frozen=True, slots=True)
class Branch:
    """Words with what stands below them."""

    words: str
    below: tuple[Branch, ...] = ()


def tree(branch: Branch, width: int) -> list[str]:
    """A line for the words and those of each branch after its guides, which are short where there is little
    room, and never take more than half of it."""
    width = max(width, _NARROWEST)
    return [*fold(branch.words, width), *_below(branch, "", width)]


def _below(branch: Branch, lead: str, width: int) -> Iterator[str]:
    fork, last, bar, none = _GUIDES[width < 60]
    room = width // 2
    for left, each in zip(reversed(range(len(branch.below))), branch.below, strict=True):
        further = lead + (bar if left else none)
        first, *others = fold(each.words, width - min(cells(further), room))
        yield (lead + (fork if left else last))[-room:] + first
        yield from (further[-room:] + line for line in others)
        yield from _below(each, further, width)


_GUIDES = (("├── ", "└── ", "│   ", "    "), ("├ ", "└ ", "│ ", "  "))
