"""Texts that a spreadsheet would take for a formula, behind a mark of text: a ``'`` as spreadsheets themselves put it.

What looks as if it had such a mark already gets another one, so that whoever takes one mark off what fits ``ACTS`` has
every text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ACTS = "'*[\\t\\r\\n ]*[=＝+＋@＠\\-－][\\s\\S]*"
NUMBER = "-?[0-9]+(?:\\.[0-9]+)?"

_ACTS, _NUMBER = re.compile(ACTS), re.compile(NUMBER)


def defused(row: Iterable[str]) -> list[str]:
    """A row as it can be opened."""
    return [harmless(cell) for cell in row]


def harmless(cell: str) -> str:
    """One cell of it."""
    return f"'{cell}" if _ACTS.fullmatch(cell) and not _NUMBER.fullmatch(cell) else cell
