"""CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, CRLF; a blank form as one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain

from .blank import Blank

BOM = b"\xef\xbb\xbf"

_TOGETHER = 1 << 16
"""So many characters are written in one piece, or one row more."""

_ACTS = re.compile(r"'*[\t\r\n ]*[=＝+＋@＠\-－]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def as_csv(blank: Blank) -> bytes:
    """A header and the rows filled in beforehand; the columns beside the form come last."""
    headers = [column.header for column in blank.form.columns]
    return written(
        [*headers, *(header for header, _ in blank.beside)],
        (
            [
                *(row.get(column.id, "") for column in blank.form.columns),
                *(texts[index] for _, texts in blank.beside),
            ]
            for index, row in enumerate(blank.rows)
        ),
    )


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A header and rows as the bytes of a file."""
    return b"".join(pieces(header, rows))


def pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same piece by piece, of which no more than one is there at a time."""
    stream = StringIO(newline="")
    write = csv.writer(stream, lineterminator="\r\n").writerow
    before = BOM
    for row in chain((header,), rows):
        write(row)
        if stream.tell() >= _TOGETHER:
            yield before + stream.getvalue().encode()
            before = b""
            stream.seek(0)
            stream.truncate()
    yield before + stream.getvalue().encode()


def defused(row: Iterable[str]) -> list[str]:
    """A row as it can be opened: what a spreadsheet would take for a formula begins with a mark of text, and so
    does what looks as if it had one: whoever takes one mark off what fits ``_ACTS`` has every text back."""
    return [harmless(cell) for cell in row]


def harmless(cell: str) -> str:
    """One cell of it."""
    return f"'{cell}" if _ACTS.match(cell) and not _NUMBER.fullmatch(cell) else cell
