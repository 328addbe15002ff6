"""The log as it lies there: its sound lines, and what is wrong with the others.

It is written by the program and sometimes by hand, so whatever an editor does to a text may have been
done to it. A line with an error is no receipt, and is told; what it says of a filing nobody knows, so
nothing is judged until it is mended.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ..calendar import SHANGHAI, term
from ..catalogue.model import Catalogue
from ..intake.telling import is_unseen, short
from ..problems import Problem
from ..words.sentences import Said, Shown, said
from .doubts import doubts
from .force import in_force
from .line import HEADER, LOG, OFFICE, SUPERSEDED, SYSTEM, Receipt

_YEARS = range(2000, 2101)
_LONGEST = 20
"""Lines of the file that a single one may take up, with breaks in its note."""

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}.*,")
"""How a line of the log begins, and no reason does."""


def read(root: Path, catalogue: Catalogue) -> tuple[list[Receipt], list[Problem]]:
    """The receipts that count, in order of time; a root without a log has none."""
    found, problems = lines(root, catalogue)
    return in_force(found), [*problems, *doubts(found)]


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
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return [], [Problem(*said("E410.encoding"), file=LOG, line=1)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return [], [Problem(*said("E410.encoding"), file=LOG, line=None if line > 1 else 1)]
    rows = _rows(text)
    if tuple(next(rows, (1, None))[1] or ()) != HEADER:
        words = said("E410.header", header=Shown("、".join(HEADER)))
        return [], [Problem(*words, file=LOG, line=1)]
    receipts: list[Receipt] = []
    problems: list[Problem] = []
    for line, row in rows:
        if row is not None and not any(map(str.strip, row)):
            continue
        receipt = said("E410.quote") if row is None else _receipt(row, line, catalogue)
        if isinstance(receipt, Receipt):
            receipts.append(receipt)
        else:
            problems.append(Problem(*receipt, file=LOG, line=line))
    return receipts, problems


def extends(before: bytes, after: bytes, catalogue: Catalogue) -> bool:
    """Whether a log is another one with more at its end; what could not be read may have been mended,
    but a log that is gone or empty is none."""
    if not after:
        return not before
    whole = before if not before or before.endswith(b"\n") else before + b"\n"
    if after == before or after.startswith(whole):
        return True
    was, problems = parse(before, catalogue)
    if not problems:
        return False
    now, left = parse(after, catalogue)
    told, again = ([_content(receipt) for receipt in each] for each in (was, now))
    return not left and told == again[: len(told)]


def _content(receipt: Receipt) -> tuple[object, ...]:
    """A line but for its place."""
    return (
        receipt.received_at, receipt.key, receipt.blob, receipt.commit, receipt.by, receipt.note
    )  # fmt: skip


def kept(root: Path) -> bool:
    """Whether there is a log at all: then receipts are kept, be there none in it yet or no more."""
    return (root / LOG).exists()


def superseded(root: Path) -> list[Path]:
    """The files of earlier versions that are kept beside the log."""
    return sorted((root / SUPERSEDED).glob("*/*/[!.]*.*"))


def holds_any(log: bytes) -> bool:
    """Whether the bytes of a log hold a receipt, be it sound or not."""
    return any(line.strip() for line in log.splitlines()[1:])


def _rows(text: str) -> Iterator[tuple[int, Sequence[str] | None]]:
    """Each line with its number in the file, 1-based; None for one whose quotes do not pair."""
    every = [f"{line}\n" for line in text.split("\n")]
    at = 0
    while at < len(every):
        reader = csv.reader(iter(every[at : at + _LONGEST]), strict=True)
        try:
            row, taken = next(reader), max(1, reader.line_num)
        except csv.Error:
            row, taken = None, 1
        if any(map(_DATED.match, every[at + 1 : at + taken])):
            row, taken = None, 1  # a stray quote took the next lines with it
        yield at + 1, row
        at += taken


def _receipt(row: Sequence[str], line: int, catalogue: Catalogue) -> Receipt | Said:
    """A receipt, or what is wrong with the line."""
    if len(row) != len(HEADER):
        return said("E410.width", width=len(HEADER), count=len(row))
    when, month, unit, form, blob, commit, by, note = row
    try:
        received, period = _moment(when), term(month)
    except ValueError:
        return said("E410.time", when=short(when), month=short(month))
    if unit not in catalogue.units:
        return said("E410.unit", text=short(unit))
    if form not in catalogue.forms:
        return said("E410.form", text=short(form))
    if not re.fullmatch(r"[0-9a-f]{40}", blob):
        return said("E410.blob", text=short(blob))
    if by not in (SYSTEM, OFFICE):
        return said("E410.by", text=short(by), system=Shown(SYSTEM), office=Shown(OFFICE))
    shown = " ".join("".join(" " if is_unseen(c) else c for c in note).split())
    if by == OFFICE and not shown:
        return said("E410.note")
    return Receipt(received, period, unit, form, blob, commit, by, shown, line)


def _moment(text: str) -> datetime:
    """A moment at +08:00, where one without a zone is taken to be; ValueError for what is none."""
    moment = datetime.fromisoformat(text)
    if moment.year not in _YEARS:
        raise ValueError(text)
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
