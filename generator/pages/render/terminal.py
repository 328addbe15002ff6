"""Values on a terminal: words alone, outlines as trees, tables, and papers of them, in whatever width it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.text import Text

from ... import widths
from ...frozen import dataclass
from ...ledger.cells import Cell, places
from ...problems import printable
from ...widths import Branch
from ...words.states import State
from .. import values as v
from ..drawings import Chart, Progress

_ONE_BY_ONE = 12
"""So many cells are told one by one; more of them as runs of lines."""


def words(value: v.Value) -> str:
    """A value in a line; a drawing by its title."""
    match value:
        case None:
            return ""
        case str() | int():
            return str(value)
        case tuple():
            return "".join(map(words, value))
        case v.Link():
            return words(value.words)
        case v.Quantity():
            return value.spelt
        case v.Cells():
            return "；".join(told(value))
        case v.Badge() | v.Mark() | v.Passage() | v.Unquoted() | v.Raised() | v.Mention():
            return _sign(value)
        case v.Outline():
            return "；".join(words(item.says) for item in value.items if isinstance(item, v.Item))
        case v.Excerpt():
            return value.title
        case Chart() | Progress() | v.Bars() | v.Tiles():
            return _drawing(value)
        case _:
            assert_never(value)


def told(value: v.Cells) -> list[str]:
    """Cells by their places, a line each; of many, the runs of them."""
    few = len(value.cells) <= _ONE_BY_ONE
    return list(map(_cell, value.cells)) if few else list(places(value.cells))


def paper(paper: v.Paper) -> RenderableType:
    """A paper under its title, a part after the other."""
    title = Lines(words(paper.title), style="bold")
    return Group(title, *(line for part in paper.parts for line in _part(part)))


def table(table: v.Table) -> RenderableType:
    """A table under its title; a line in the place of an empty one."""
    if not table.rows:
        return Lines(f"{table.title}：{v.NOTHING}")
    return _Table(table)


@dataclass(frozen=True, slots=True)
class Lines:
    """Words folded to the width there is; further lines of a paragraph stand ``hang`` columns deeper."""

    words: str
    hang: int = 0
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Each line by itself, so that nobody folds it again."""
        return _lines(widths.fold(_safe(self.words), options.max_width, self.hang), self.style)


@dataclass(frozen=True, slots=True)
class Tree:
    """An item with what it rests on."""

    item: v.Item

    @property
    def branch(self) -> Branch:
        """The same in words alone."""
        return _branch(self.item)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Lines after their guides."""
        return _lines(widths.tree(self.branch, options.max_width))


@dataclass(frozen=True, slots=True)
class _Table:
    table: v.Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """The title, the head, and each row."""
        columns, rows = self.table.columns, self.table.rows
        shown = [[_safe(words(cell)) for cell in row] for row in rows]
        right = {
            at
            for at in range(1, len(columns))
            if all(isinstance(row[at], int | v.Quantity | None) for row in rows)
        }
        laid = widths.table([*map(_safe, columns)], shown, options.max_width, right)
        yield from _lines(widths.fold(_safe(self.table.title), options.max_width), "bold")
        yield from _lines(laid.head, "bold")
        yield from _lines(laid.body)


def _lines(lines: Sequence[str], style: str = "") -> Iterator[Text]:
    return (Text(line, style=style) for line in lines)


def _safe(text: str) -> str:
    """The text without what would drive a terminal, its line ends kept."""
    return "\n".join(map(printable, text.split("\n")))


def _part(part: v.Part) -> Iterator[RenderableType]:
    match part:
        case v.Paper():
            yield paper(part)
        case v.Table():
            yield table(part)
        case v.Outline():
            for item in part.items:
                yield Tree(item) if isinstance(item, v.Item) else Lines("\n".join(told(item)))
        case _:
            yield Lines(words(part))


def _branch(item: v.Item) -> Branch:
    below: list[Branch] = []
    for part in item.rests_on:
        if isinstance(part, v.Cells):
            below += [Branch(_safe(line)) for line in told(part)]
        else:
            below.append(_branch(part))
    return Branch(_safe(words(item.says)), tuple(below))


def _sign(value: v.Sign) -> str:
    match value:
        case v.Badge():
            return f"{value.state.shape} {_word(value)}" if value.state else "—"
        case v.Mark():
            return _word(value)
        case v.Passage() | v.Unquoted():
            return value.words
        case v.Raised():
            return str(value.number)
        case v.Mention():
            return ""
        case _:
            assert_never(value)


def _drawing(value: v.Drawing) -> str:
    """What a drawing says."""
    match value:
        case Chart():
            return f"{value.title}：{value.description}"
        case Progress():
            return value.title
        case v.Bars():
            lanes = (
                "，".join(filter(None, map(words, (n.name, n.now, n.left)))) for n in value.lanes
            )
            return f"{value.title}：{'；'.join(lanes)}"
        case v.Tiles():
            groups = (f"{words(g.name)}{g.done}/{len(g.tiles)}" for g in value.groups)
            return f"{value.title}：{'；'.join(groups)}"
        case _:
            assert_never(value)


def _word(value: v.Badge | v.Mark) -> str:
    state = value.state if isinstance(value, v.Badge) else value.look
    return value.word or (state.word if isinstance(state, State) else "")


def _cell(cell: Cell) -> str:
    """``file:line:column header 原值 → 采用值 @commit``; the values once where they are the same."""
    place = f"{cell.file}:{cell.line}:{cell.column}" if cell.line else cell.file
    value = cell.value if cell.filed in ("", cell.value) else f"{cell.filed} → {cell.value}"
    return f"{place} {cell.header} {value}" + (f" @{cell.commit}" if cell.commit else "")
