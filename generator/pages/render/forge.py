"""Values in a comment on a forge: Markdown in which nothing acts but what is made here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...problems import printable
from ..values import Mention, Table, Value
from . import terminal

_SPECIAL = re.compile(r"([\\`*_\[\]|~])")


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


def literal(text: str) -> str:
    """The text on one line, with nothing left that Markdown or HTML would act on."""
    flat = printable(" ".join(text.split()))
    escaped = flat.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # A forge would make a mention of @ and a link of # and of an address.
    quiet = re.sub("([@#]|:(?=//))", "\\1\u200b", escaped)
    return _SPECIAL.sub(r"\\\1", quiet)


def code(text: str) -> str:
    """The text as code, which no back-tick of its own can end."""
    flat = printable(" ".join(text.split()))
    fence = "`" * (max((len(run) for run in re.findall("`+", flat)), default=0) + 1)
    return f"{fence} {flat} {fence}" if "`" in flat else f"`{flat}`"
