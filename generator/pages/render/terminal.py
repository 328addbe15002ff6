"""Values on a terminal: words alone, outlines as trees, tables, and papers of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ...ledger.cells import Cell, places
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
    title = Text(words(paper.title), style="bold")
    return Group(title, *(line for part in paper.parts for line in _part(part)))


def tree(item: v.Item) -> Tree:
    """An item with what it rests on."""
    root = Tree(Text(words(item.says)))
    for part in item.rests_on:
        _grow(root, part)
    return root


def table(table: v.Table) -> RenderableType:
    """A table under its title; a line in the place of an empty one."""
    if not table.rows:
        return Text(f"{table.title}：{v.NOTHING}")
    made = Table(*table.columns, title=table.title, title_justify="left")
    for row in table.rows:
        made.add_row(*(Text(words(cell)) for cell in row))
    return made


def _part(part: v.Part) -> Iterator[RenderableType]:
    match part:
        case v.Paper():
            yield paper(part)
        case v.Table():
            yield table(part)
        case v.Outline():
            for item in part.items:
                yield tree(item) if isinstance(item, v.Item) else Text("\n".join(told(item)))
        case _:
            yield Text(words(part))


def _grow(tree: Tree, item: v.Item | v.Cells) -> None:
    if isinstance(item, v.Cells):
        for line in told(item):
            tree.add(Text(line))
        return
    branch = tree.add(Text(words(item.says)))
    for part in item.rests_on:
        _grow(branch, part)


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
