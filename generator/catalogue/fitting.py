"""A cell read by the rows of its kind: the first counts that fits it and means something.

The self-check does the same with the same rows (``fitting.js``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from ..calendar import Term
from .fields import Read, Reader, Remark
from .meanings import CONDITIONS, MEANINGS
from .meanings.cell import Cell, Setting
from .model import Catalogue, Column, narrow
from .spellings import SPELLINGS, Row

_SLIPS = re.compile("|".join(f"(?:{row.pattern})" for row in SPELLINGS.rows["any"]))


def reader(
    kind: str, *, example: str = "", whole: bool = False
) -> Callable[[Column, Catalogue, Term], Reader]:
    """Reads the columns of a type by the rows of a kind; ``whole`` numbers only, or any."""

    def of(column: Column, catalogue: Catalogue, period: Term) -> Reader:
        return partial(_fitting, kind, Setting(column, catalogue, period, example, whole))

    return of


def slip(at: Setting, text: str, seen: str) -> Read | None:
    """What any cell may hold by mistake; None where it does not."""
    return _first("any", at, text, seen, seen) if _SLIPS.fullmatch(seen) else None


def _first(kind: str, at: Setting, text: str, seen: str, plain: str) -> Read | None:
    """What the first row says that fits ``plain``, None where none does."""
    for row in SPELLINGS.rows[kind]:
        pieces = row.fit(plain)
        if pieces is not None and (read := _said(row, Cell(text, seen, plain, pieces, at))):
            return read
    return None


def _fitting(kind: str, at: Setting, text: str, seen: str) -> Read:
    read = _first(kind, at, text, seen, narrow(seen))
    if read is None:
        raise LookupError(kind)  # its last row fits anything
    return read


def _said(row: Row, cell: Cell) -> Read | None:
    """What a row says of a cell that looks like it, None where that is nothing."""
    for name, wanted in row.when.items():
        if not CONDITIONS[name](cell, wanted):
            return None
    if row.gives is None:
        return Read(remarks=(Remark(row.tells or "", cell.words()),))
    read = MEANINGS[row.gives](cell)
    if read is None or row.tells is None or read.faulty:
        return read
    told = Remark(row.tells, cell.words(read))
    return Read(read.value, read.used, (told, *read.remarks))
