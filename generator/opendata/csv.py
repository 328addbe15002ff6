"""A table as CSV: a header of column names, values exactly as they are, and no cell that a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import assert_never

from .. import wording
from ..forms.csv import pieces
from ..words.marked import harmless
from .table import Row, Table, Value


def written(table: Table) -> Iterator[bytes]:
    """The file piece by piece; a blank is nothing, what is withheld says so."""
    return pieces([column.name for column in table.columns], map(_row, table.rows()))


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
