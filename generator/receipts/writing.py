"""More lines for the log, at its end."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

from .. import disk
from ..calendar import SHANGHAI
from .line import HEADER, LOG, Receipt


def append(root: Path, receipts: Sequence[Receipt]) -> None:
    """Add lines to the log of a root, which is made if it is not there."""
    file = root / LOG
    with disk.renewed(file) as new:
        new.write_bytes(extended(file.read_bytes() if file.exists() else b"", receipts))


def extended(log: bytes, receipts: Sequence[Receipt]) -> bytes:
    """A log with more lines at its end; one that is begun where there is none."""
    known = log or (",".join(HEADER) + "\n").encode()
    between = b"" if known.endswith(b"\n") else b"\n"
    return known + between + _as_rows(receipts).encode()


def united(own: bytes, other: bytes, before: bytes) -> bytes:
    """One log of two that grew from one: the own one, and at its end what came to the other since.

    A line that was taken out of the other one since is left out.
    """
    lines, theirs = own.splitlines(keepends=True), other.splitlines(keepends=True)
    if not lines:
        return other
    bare = [line.rstrip(b"\r\n") for line in lines]
    then = {line.rstrip(b"\r\n") for line in before.splitlines()}
    now = [line.rstrip(b"\r\n") for line in theirs]
    gone = then - set(now)
    left = [line for line, text in zip(lines, bare, strict=True) if text not in gone]
    new = [line for line, text in zip(theirs, now, strict=True) if text not in set(bare)]
    if new and left and not left[-1].endswith(b"\n"):
        left[-1] += b"\n"
    return b"".join([*left, *new])


def _as_rows(receipts: Iterable[Receipt]) -> str:
    """The lines that go to the end of a log."""
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(
        (
            receipt.received_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
            receipt.period,
            receipt.unit,
            receipt.form,
            receipt.blob,
            receipt.commit,
            receipt.by,
            receipt.note,
        )
        for receipt in receipts
    )
    return stream.getvalue()
