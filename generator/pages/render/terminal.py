"""Values on a terminal: words alone, outlines as trees, and tables."""

from __future__ import annotations

from typing import assert_never

from rich.console import RenderableType
from rich.table import Table as Rows
from rich.text import Text
from rich.tree import Tree

from ...ledger.cells import Cell, places
from ...words.states import State
from ..values import (
    Badge,
    Bar,
    Cells,
    Chart,
    Excerpt,
    Item,
    Link,
    Mark,
    Mention,
    Outline,
    Passage,
    Quantity,
    Raised,
    Sign,
    Spark,
    Table,
    Value,
)

_ONE_BY_ONE = 12
"""So many cells are told one by one; more of them as runs of lines."""


def words(value: Value) -> str:
    """A value in a line; a drawing by its title."""
    match value:
        case None:
            return ""
        case str() | int():
            return str(value)
        case tuple():
            return "".join(map(words, value))
        case Link():
            return words(value.words)
        case Quantity():
            return value.spelt
        case Cells():
            return "；".join(_cells(value))
        case Badge() | Mark() | Passage() | Raised() | Mention():
            return _sign(value)
        case Outline():
            return "；".join(words(item.says) for item in value.items if isinstance(item, Item))
        case Chart() | Spark() | Bar() | Excerpt():
            return value.title
        case _:
            assert_never(value)


def tree(title: str, outline: Outline) -> Tree:
    """An outline under its title."""
    root = Tree(title)
    for item in outline.items:
        _grow(root, item)
    return root


def table(table: Table) -> RenderableType:
    """A table under its title; a line in the place of an empty one."""
    if not table.rows:
        return Text(f"{table.title}：没有。")
    made = Rows(*table.columns, title=table.title, title_justify="left")
    for row in table.rows:
        made.add_row(*(Text(words(cell)) for cell in row))
    return made


def _grow(tree: Tree, item: Item | Cells) -> None:
    if isinstance(item, Cells):
        for line in _cells(item):
            tree.add(Text(line))
        return
    branch = tree.add(Text(words(item.says)))
    for part in item.rests_on:
        _grow(branch, part)


def _sign(value: Sign) -> str:
    match value:
        case Badge():
            return f"{value.state.shape} {_word(value)}" if value.state else "—"
        case Mark():
            return _word(value)
        case Passage():
            return value.words
        case Raised():
            return str(value.number)
        case Mention():
            return ""
        case _:
            assert_never(value)


def _word(value: Badge | Mark) -> str:
    state = value.state if isinstance(value, Badge) else value.look
    return value.word or (state.word if isinstance(state, State) else "")


def _cells(value: Cells) -> list[str]:
    few = len(value.cells) <= _ONE_BY_ONE
    return list(map(_cell, value.cells)) if few else list(places(value.cells))


def _cell(cell: Cell) -> str:
    """``file:line:column header 原值 → 采用值 @commit``; the values once where they are the same."""
    place = f"{cell.file}:{cell.line}:{cell.column}" if cell.line else cell.file
    value = cell.value if cell.filed in ("", cell.value) else f"{cell.filed} → {cell.value}"
    return f"{place} {cell.header} {value}" + (f" @{cell.commit}" if cell.commit else "")
