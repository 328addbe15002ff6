"""What remains of a node, as a page and a file show it."""

from __future__ import annotations

from ...frozen import dataclass
from ..values import Line, Value

SHOWN = 30
"""So many rows of a unit are shown; all are in the file."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one subject in which something remains, ``told`` how much; ``more`` are left out."""

    whose: Value
    told: Value
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Remaining:
    """``note`` says how it is reckoned; ``rows`` are a line for each subject under ``columns``, ``parts`` the
    same row by row. ``header`` and ``sheet`` are for a file: every row behind the figures. What remains of a sum is no
    shortfall: who has reached the node may have something left, and ``title`` says so."""

    note: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    parts: tuple[Rows, ...] = ()
    header: tuple[str, ...] = ()
    sheet: tuple[tuple[str, ...], ...] = ()
    title: str = "还差什么"
