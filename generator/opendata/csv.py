"""A table as CSV: a header of column names, values exactly as they are, and no cell that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime
from typing import BinaryIO, assert_never

from .. import wording
from ..forms.csv import lines, pieces
from ..measured import span
from ..words.marked import harmless
from .earlier import Earlier, Span
from .table import Parts, Row, Table, Value


def written(table: Table, earlier: Earlier | None = None) -> Iterator[bytes]:
    """The file piece by piece; a blank is nothing, what is withheld says so. What of an ``earlier`` one was made of the
    same is taken from it."""
    header = [column.name for column in table.columns]
    parts = table.parts() if earlier else None
    if earlier is None or parts is None:
        return pieces(header, map(_row, table.rows()))
    return _joined(table.name, b"".join(pieces(header, ())), parts, earlier)


def _joined(name: str, header: bytes, parts: Parts, earlier: Earlier) -> Iterator[bytes]:
    yield header
    made: dict[str, int] = {}
    with ExitStack() as opened:
        was: BinaryIO | None = None
        for run in earlier.runs(name, parts):
            if isinstance(run, Span):
                was = was or opened.enter_context(earlier.place.open("rb"))
                yield from span(was, run.start, run.size)
                continue
            size = 0
            for piece in lines(map(_row, run.rows())):
                size += len(piece)
                yield piece
            made[run.made_of] = size
    earlier.note(name, parts, len(header), made)


def _row(row: Row) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return harmless(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return wording.exact(value)
        case datetime() | date():
            return value.isoformat()
        case _:
            assert_never(value)
