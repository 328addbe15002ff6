"""Values in a comment on a forge: Markdown in which nothing acts but what is made here."""

from __future__ import annotations

from collections.abc import Iterator

from ...markdown import literal
from ..values import Mention, Table, Value
from . import terminal


def words(value: Value) -> str:
    """A value in a line; whoever is mentioned is told."""
    match value:
        case tuple():
            return "".join(map(words, value))
        case Mention():
            return f" @{value.account}"
        case _:
            return literal(terminal.words(value))


def table(table: Table) -> Iterator[str]:
    """A table under its title, in lines."""
    yield from (f"## {table.title}", "")
    if table.rows:
        yield f"| {' | '.join(table.columns)} |"
        yield f"|{' --- |' * len(table.columns)}"
        yield from (f"| {' | '.join(map(words, row))} |" for row in table.rows)
    else:
        yield "没有。"
    yield ""
