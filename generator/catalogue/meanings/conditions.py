"""What else must hold for a row of ``types/spellings.yaml`` to count."""

from __future__ import annotations

import re

from ..model import narrow
from ..spellings import SPELLINGS
from .cell import Cell


def unit(cell: Cell, wanted: str) -> bool:
    """What the unit of the column is: there is ``any``; the ``same`` as is written, which it ``begins``;
    or one of a list."""
    own, written = cell.at.column.unit, cell.pieces.get("suffix", "")
    match wanted:
        case "any":
            return own is not None
        case "same":
            return own is not None and written == narrow(own)
        case "begins":
            return own is not None and narrow(own).startswith(written)
        case _:
            return own in SPELLINGS.units[wanted]


def pattern(cell: Cell, wanted: str) -> bool:
    """Whether the column has a pattern for its codes that the cell ``fits``, or ``none``."""
    own = cell.at.column.pattern
    return own is None if wanted == "none" else is_code(cell.plain, own)


def is_code(plain: str, pattern: str | None) -> bool:
    """Whether a text is a code of a pattern, if there is one."""
    return pattern is not None and re.fullmatch(pattern, plain, re.ASCII) is not None
