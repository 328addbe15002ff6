"""A blank form as a CSV that a spreadsheet opens as it is: UTF-8 with a byte order mark, CRLF."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from .blank import Blank

BOM = b"\xef\xbb\xbf"


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
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return BOM + stream.getvalue().encode()
