"""When a filing came in: the append-only log that the receiving side writes.

``receipts/log.csv`` has one line for each version received. The version is named by its git blob
id, so a line points at exact bytes wherever they are kept; earlier versions may be kept as
``receipts/superseded/<yyyy-mm>/<unit>/<form>.<n>.csv``. A line of the office stands above the
system's for the same version and says why in its note.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import TypeAlias

from . import disk
from .calendar import SHANGHAI, Term, term
from .catalogue.model import Catalogue
from .intake.telling import short
from .problems import Problem
from .words.sentences import Said, ours, said

LOG = "receipts/log.csv"
SUPERSEDED = "receipts/superseded"
HEADER = ("收到时间", "月份", "单位", "报表", "版本标识", "提交", "登记", "说明")
SYSTEM, OFFICE = "系统", "办公室"
"""Who wrote a line."""

Key: TypeAlias = tuple[Term, str, str]
"""Which filing: period, unit, form."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """``accepted``: the door logged the version itself, so that it was valid by the rules of then;
    the office logs a time for whatever stands there."""

    received_at: datetime
    period: Term
    unit: str
    form: str
    blob: str
    commit: str = ""
    by: str = SYSTEM
    note: str = ""
    line: int = 0
    accepted: bool = False

    @property
    def key(self) -> Key:
        """Whose filing came in: month, unit, form; a correction has the same."""
        return self.period, self.unit, self.form


def read(root: Path, catalogue: Catalogue) -> tuple[list[Receipt], list[Problem]]:
    """The receipts that count, in order of time; a root without a log has none."""
    found, problems = lines(root, catalogue)
    return in_force(found), problems


def lines(root: Path, catalogue: Catalogue) -> tuple[list[Receipt], list[Problem]]:
    """Every sound line of the log of a root, as they stand in it, and what is wrong with the others."""
    file = root / LOG
    if not file.exists():
        return [], []
    try:
        return parse(file.read_bytes(), catalogue)
    except OSError as error:
        return [], [Problem(*said("E410", why=short(str(error), 200)), file=LOG)]


def parse(data: bytes, catalogue: Catalogue) -> tuple[list[Receipt], list[Problem]]:
    """The same of the bytes of a log; where it cannot be read at all the problem has no line but 1."""
    if not data:
        return [], []
    try:
        rows = list(csv.reader(StringIO(data.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        return [], [Problem(*said("E410", why=short(str(error), 200)), file=LOG)]
    if not rows or tuple(rows[0]) != HEADER:
        words = said("E410.header", header=ours("、".join(HEADER)))
        return [], [Problem(*words, file=LOG, line=1)]
    receipts: list[Receipt] = []
    problems: list[Problem] = []
    for line, row in enumerate(rows[1:], start=2):
        if not row:
            continue
        receipt = _receipt(row, line, catalogue)
        if isinstance(receipt, Receipt):
            receipts.append(receipt)
        else:
            problems.append(Problem(*receipt, file=LOG, line=line))
    return receipts, problems


def kept(root: Path) -> bool:
    """Whether there is a log at all: then receipts are kept, be there none in it yet or no more."""
    return (root / LOG).exists()


def superseded(root: Path) -> list[Path]:
    """The files of earlier versions that are kept beside the log."""
    return sorted((root / SUPERSEDED).glob("*/*/[!.]*.*"))


def holds_any(log: bytes) -> bool:
    """Whether the bytes of a log hold a receipt, be it sound or not."""
    return any(line.strip() for line in log.splitlines()[1:])


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


def blob_id(data: bytes) -> str:
    """The id that git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def in_force(lines: Iterable[Receipt]) -> list[Receipt]:
    """The receipts that count, in order of time: without those of the system that the office corrected.

    The office's last word on a version stands above the system's, in whatever order they were written;
    a version that came in again later, after another one, is not what the office spoke of.
    """
    every = list(lines)
    spoken = {(line.key, line.blob): line for line in every if line.by == OFFICE}
    system: dict[Key, list[Receipt]] = {}
    for line in every:
        if line.by == SYSTEM:
            system.setdefault(line.key, []).append(line)
    left = []
    for line in every:
        last = spoken.get((line.key, line.blob))
        own = system.get(line.key, [])
        if last is None or line is last or (line.by == SYSTEM and _again(line, last, own)):
            left.append(replace(line, accepted=any(each.blob == line.blob for each in own)))
    return sorted(left, key=lambda receipt: receipt.received_at)


def _again(line: Receipt, spoken: Receipt, system: Sequence[Receipt]) -> bool:
    """Whether the system tells of a version that it came in once more, after what the office spoke of."""
    first = min(each.received_at for each in system if each.blob == line.blob)
    since = max(first, spoken.received_at)
    return line.line > spoken.line and any(
        each.blob != line.blob and since < each.received_at < line.received_at for each in system
    )


def _receipt(row: list[str], line: int, catalogue: Catalogue) -> Receipt | Said:
    """A receipt, or what is wrong with the line."""
    if len(row) != len(HEADER):
        return said("E410.width", width=len(HEADER), count=len(row))
    when, month, unit, form, blob, commit, by, note = row
    try:
        received = datetime.fromisoformat(when)
        period = term(month)
    except ValueError:
        return said("E410.time", when=short(when), month=short(month))
    if received.tzinfo is None:
        received = received.replace(tzinfo=SHANGHAI)
    if unit not in catalogue.units:
        return said("E410.unit", text=short(unit))
    if form not in catalogue.forms:
        return said("E410.form", text=short(form))
    if not re.fullmatch(r"[0-9a-f]{40}", blob):
        return said("E410.blob", text=short(blob))
    if by not in (SYSTEM, OFFICE):
        return said("E410.by", text=short(by), system=ours(SYSTEM), office=ours(OFFICE))
    if by == OFFICE and not note.strip():
        return said("E410.note")
    when_ = received.astimezone(SHANGHAI)
    return Receipt(when_, period, unit, form, blob, commit, by, note, line)
