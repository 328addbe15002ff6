"""CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, CRLF; a blank form as one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

from ..catalogue.model import Column
from ..words.marked import defused, harmless
from .blank import Blank

BOM = b"\xef\xbb\xbf"

_TOGETHER = 1 << 16
"""So many characters are written in one piece, or one row more."""


def as_csv(blank: Blank) -> bytes:
    """A header and the rows filled in beforehand; the columns beside the form come last."""
    columns, beside = blank.form.columns, blank.beside
    return written(
        defused([*(column.header for column in columns), *(header for header, _ in beside)]),
        (
            [
                *(cell(column, row.get(column.id, "")) for column in columns),
                *defused(texts[index] for _, texts in beside),
            ]
            for index, row in enumerate(blank.rows)
        ),
    )


def filed(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bytes:
    """A filing: a text for each of some columns of its form, row by row."""
    header = defused(column.header for column in columns)
    return written(header, (list(map(cell, columns, row)) for row in rows))


def cell(column: Column, text: str) -> str:
    """A cell of a filing as it can be opened, and reads as before. A declared name gets a mark of text, by which intake
    knows it as well; what units write acts in no spreadsheet, or is refused (E302)."""
    named = column.to or column.values or column.equals
    return harmless(text) if named and not text.startswith("'") else text


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A header and rows as the bytes of a file."""
    return b"".join(pieces(header, rows))


def pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same piece by piece, of which no more than one is there at a time."""
    yield BOM
    yield from lines(chain((header,), rows))


def lines(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The bytes of some rows as they stand in a file, likewise."""
    stream = StringIO(newline="")
    write = csv.writer(stream, lineterminator="\r\n").writerow
    for row in rows:
        write(row)
        if stream.tell() >= _TOGETHER:
            yield stream.getvalue().encode()
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue().encode()
