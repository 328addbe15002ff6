"""Cells of files that people open in a spreadsheet: whatever they say, none of them acts."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ACTS = re.compile(r"[\t\r\n ]*[=＝+＋@＠\-－]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def defused(row: Iterable[str]) -> list[str]:
    """A row as it can be opened: what a spreadsheet would take for a formula begins with a mark of text."""
    return [
        f"'{cell}" if _ACTS.match(cell) and not _NUMBER.fullmatch(cell) else cell for cell in row
    ]
