"""Rows that a stray quote swallowed: a cell of several lines in which lines are rows of the form.

A quote that was meant as a sign opens a cell, another one some rows later happens to close it, and to
any reader of CSV the rows between are the text of one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set

from ..words.sentences import said
from .asked import Asked
from .header import Header
from .records import Record
from .rowlike import rows_of, several_lines
from .telling import CellPlace, Teller


def tell_swallowed(header: Header, below: Sequence[Record], asked: Asked, tell: Teller) -> Set[int]:
    """The numbers of the records whose quote swallowed rows; each is told where the quote opened."""
    spoilt: set[int] = set()
    is_row: Callable[[Sequence[str]], bool] | None = None
    for record in (header.record, *below):
        for index, opened, lines in several_lines(record, asked.delimiter):
            is_row = is_row or rows_of(asked, header.positions, header.width)
            if rows := sum(map(is_row, lines[1:])):
                words = said("E133.rows", record=record.number, count=rows)
                tell.tell(words, CellPlace(opened, index, record.number))
                spoilt.add(record.number)
    return spoilt
