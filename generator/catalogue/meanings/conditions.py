"""What else must hold for a row of ``types/spellings.yaml`` to count: settled by the column, or cell by cell."""

from __future__ import annotations

import re
from functools import cache

from ..model import narrow
from ..spellings import SPELLINGS
from .cell import Setting, Test


def unit(at: Setting, wanted: str) -> bool | Test:
    """What the unit of the column is: there is ``any``; the ``same`` as is written, which it ``begins``;
    or one of a list."""
    own = at.column.unit
    if wanted not in ("any", "same", "begins"):
        return own in SPELLINGS.units[wanted]
    if own is None or wanted == "any":
        return own is not None
    plain = narrow(own)
    if wanted == "same":
        return lambda cell: cell.pieces.get("suffix", "") == plain
    return lambda cell: plain.startswith(cell.pieces.get("suffix", ""))


def pattern(at: Setting, wanted: str) -> bool | Test:
    """Whether the column has a pattern for its codes that the cell ``fits``, or ``none``."""
    own = at.column.pattern
    if own is None or wanted == "none":
        return (own is None) == (wanted == "none")
    return lambda cell: is_code(cell.plain, own)


def is_code(plain: str, pattern: str | None) -> bool:
    """Whether a text is a code of a pattern, if there is one."""
    return pattern is not None and _compiled(pattern).fullmatch(plain) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)
