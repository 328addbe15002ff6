"""Rows that a stray quote swallowed: a cell of several lines in which lines are rows of the form.

A quote that was meant as a sign opens a cell, another one some rows later happens to close it, and to
any reader of CSV the rows between are the text of one cell. What gives it away is that such a line has
as many cells as the header and names its unit or its month; it may be as faulty as any row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..catalogue.fields import Read
from ..catalogue.model import Form
from ..words.sentences import said
from .records import Record
from .sheet import Sheet
from .telling import CellPlace, Teller


def without_swallowed(
    laid: Sheet,
    form: Form,
    delimiter: str,
    parser: Callable[[str], Callable[[str], Read]],
    tell: Teller,
) -> Sheet:
    """The sheet less the rows whose quote swallowed others; each is told where the quote opened.

    ``parser`` gives by the id of a column what reads its cells.
    """
    spoilt: set[int] = set()
    keys = [form.column(name) for name in form.key if name in laid.positions]
    own = [column for column in keys if column.equals]
    enough = any if own else all
    for record in (laid.header, *laid.below):
        for index, opened, inner in _of_several_lines(record, delimiter):
            rows = sum(
                len(cells) >= laid.width
                and not any(cell.strip() for cell in cells[laid.width :])
                and enough(_reads(parser(c.id)(cells[laid.positions[c.id]])) for c in own or keys)
                for cells in inner
            )
            if rows:
                words = said("E133.rows", record=record.number, count=rows)
                tell.tell(words, CellPlace(opened, index, record.number))
                spoilt.add(record.number)
    return replace(laid, rows=[row for row in laid.rows if row.number not in spoilt])


def _of_several_lines(record: Record, delimiter: str) -> Iterator[tuple[int, int, list[list[str]]]]:
    """The cells with line breaks: position, line on which they open, and their further lines as
    records of their own, the last one with what stands behind the closing quote."""
    line = record.line
    for index, cell in enumerate(record.cells):
        if "\n" in cell:
            inner = [part.split(delimiter) for part in cell.split("\n")[1:]]
            inner[-1] += record.cells[index + 1 :]
            yield index, line, inner
        line += cell.count("\n")


def _reads(read: Read) -> bool:
    return read.value is not None and not read.faulty
