"""Papers in plain text, as mails and messages have them: a line after the other, each of a kind; addresses in
brackets behind what leads there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from ...frozen import dataclass
from .. import values as v
from . import terminal

Kind = Literal["title", "heading", "item", "line"]


@dataclass(frozen=True, slots=True)
class Laid:
    """A line: the title of the whole, the heading of a part, the ``number``-th item of an outline, or what is
    said below either."""

    kind: Kind
    says: v.Value
    number: int = 0


def laid(paper: v.Paper, kind: Kind = "title") -> Iterator[Laid]:
    """A paper line by line; tables row by row, each cell under the name of its column."""
    yield Laid(kind, paper.title)
    for part in paper.parts:
        match part:
            case v.Paper():
                yield from laid(part, "heading")
            case v.Table():
                yield Laid("heading", part.title)
                yield from _rows(part)
            case v.Outline():
                yield from _items(part)
            case _:
                yield Laid("line", part)


def lines(paper: v.Paper, lead: v.Lead | None = None) -> Iterator[str]:
    """The same as text, an empty line before each part."""
    for each in laid(paper):
        said = words(each.says, lead)
        match each.kind:
            case "title":
                yield said
            case "heading":
                yield from ("", said)
            case "item":
                yield f"{each.number}. {said}"
            case _:
                yield f"   {said}"


def words(value: v.Value, lead: v.Lead | None = None) -> str:
    """A value in a line; a link with its address where ``lead`` knows it, or it was declared."""
    match value:
        case tuple():
            return "".join(words(each, lead) for each in value)
        case v.Link() if where := address(value, lead):
            return f"{terminal.words(value)}（{where}）"
        case _:
            return terminal.words(value)


def address(link: v.Link, lead: v.Lead | None) -> str:
    """Where a link leads, if that is worth telling in words: to another place, a file, or a page with something
    filled in; '' for what only explains, and where ``lead`` is not known."""
    match link.to:
        case v.Web():
            return link.to.address
        case v.Place(query=""):
            return ""
        case _:
            return lead(link.to) if lead else ""


def _items(outline: v.Outline) -> Iterator[Laid]:
    number = 0
    for depth, says in outline.lines:
        number += depth == 0
        yield Laid("line" if depth else "item", says, number)


def _rows(table: v.Table) -> Iterator[Laid]:
    if not table.rows:
        yield Laid("line", v.NOTHING)
    for number, row in enumerate(table.rows, 1):
        told = ((name, "：", cell) for name, cell in zip(table.columns, row, strict=True))
        yield Laid("item", v.joined(told, "；"), number)
