"""Values in Markdown of a forge, in a comment or a file, in which nothing acts but what is made here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...markdown import literal, loud
from ...problems import printable
from .. import values as v
from ..medium import Medium
from . import terminal

_DEEPEST = 6
"""So many levels of headings Markdown knows."""

_ACTS_FIRST = re.compile(r"^(?:[-+=#]|\d+[.)](?= |$))")
"""At the beginning of a line a heading, an item of a list, or a rule."""


def words(value: v.Value, lead: v.Lead | None = None) -> str:
    """A value in a line; whoever is mentioned is told, and links lead where ``lead`` says."""
    match value:
        case tuple():
            return "".join(words(each, lead) for each in value)
        case v.Mention():
            return f" @{value.account}"
        case v.Link() if lead:
            return f"[{words(value.words)}](<{lead(value.to)}>)"
        case _:
            return _spaced(terminal.words(value))


def table(table: v.Table, lead: v.Lead | None = None, level: int = 2) -> Iterator[str]:
    """A table under its title, if it has one, in lines."""
    if table.title:
        yield from (_heading(level, table.title, lead), "")
    if table.rows:
        yield f"| {' | '.join(map(literal, table.columns))} |"
        yield f"|{' --- |' * len(table.columns)}"
        for row in table.rows:
            yield f"| {' | '.join(words(cell, lead) for cell in row)} |"
    else:
        yield v.NOTHING
    yield ""


def paper(paper: v.Paper, lead: v.Lead | None = None, level: int = 1) -> Iterator[str]:
    """A paper in lines, from its title on."""
    yield from (_heading(level, paper.title, lead), "")
    for part in paper.parts:
        yield from _part(_untitled(part, paper.title), lead, level + 1)


def _untitled(part: v.Part, title: v.Value) -> v.Part:
    """A table that is called as what it stands in does not say it again."""
    if isinstance(part, v.Table) and str(title).endswith(part.title):
        return replace(part, title="")
    return part


def _part(part: v.Part, lead: v.Lead | None, level: int) -> Iterator[str]:
    match part:
        case v.Paper():
            yield from paper(part, lead, level)
        case v.Table():
            yield from table(part, lead, level)
        case v.Outline():
            for depth, says in part.lines:
                yield from (f"{'  ' * depth}- {line}" for line in _lines(says, lead))
            yield ""
        case v.Excerpt():
            yield from (_first(literal(f"{part.title} {part.place}")), "")
            yield from (f"    {printable(line)}" for line in part.lines)
            yield ""
        case _:
            yield from (*_lines(part, lead), "")


def _lines(value: v.Value, lead: v.Lead | None) -> Iterator[str]:
    if isinstance(value, v.Cells):
        yield from map(literal, terminal.told(value))
    else:
        yield _first(words(value, lead).strip())


def _heading(level: int, title: v.Value, lead: v.Lead | None) -> str:
    return f"{'#' * min(level, _DEEPEST)} {words(title, lead).strip()}"


def _first(line: str) -> str:
    """A line at the beginning of which nothing acts."""
    return _ACTS_FIRST.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", line)


def _spaced(text: str) -> str:
    """A text among others, apart from them where it says so."""
    bare = literal(text)
    before, after = (" " if edge.isspace() else "" for edge in (text[:1], text[-1:]))
    return f"{before}{bare}{after}" if bare else before


def _file(written: v.Paper, lead: v.Lead | None) -> bytes:
    return loud("\n".join(paper(written, lead))).encode()


MEDIUM = Medium(".md", _file)
