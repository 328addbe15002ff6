"""Numbers: exact, within the limits of their column."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ... import wording
from ...words.expression import late
from ...words.sentences import Shown
from ..fields import Read, fault, taken
from ..spellings import SPELLINGS
from .cell import Cell

MAX_DIGITS = 15
"""What a spreadsheet, and a number in any program, keeps exactly."""

_LIMIT = 10**MAX_DIGITS
NUMBER = late(SPELLINGS.pieces["number"])


def number(cell: Cell) -> Read | None:
    """A number as it is written."""
    return _in_range(cell, _written(cell.pieces["number"]))


def hundredths(cell: Cell) -> Read | None:
    """A percentage as a ratio."""
    return _in_range(cell, _hundredth(cell.pieces["number"]))


def _written(piece: str) -> float:
    return float(piece.replace(",", "") if "," in piece else piece)


def _hundredth(piece: str) -> float:
    # Its digits two places on: divided, a float would no longer be the decimal that was meant.
    return float(f"{piece}e-2")


VALUES: Mapping[str, Callable[[str], float]] = {"number": _written, "hundredths": _hundredth}
"""From the piece that is a number to what it means, by the meaning."""


def is_exact(plain: str, value: float) -> bool:
    """Whether a number is written with no more digits than any program keeps of it, and is none too large."""
    few = len(plain) <= MAX_DIGITS or sum(map(str.isdigit, plain)) <= MAX_DIGITS
    return few and abs(value) < _LIMIT


def _in_range(cell: Cell, value: float) -> Read | None:
    column = cell.at.column
    if len(cell.plain) > MAX_DIGITS and sum(map(str.isdigit, cell.plain)) > MAX_DIGITS:
        key = "E210.decimals" if "." in cell.plain else "E210.digits"
        return fault(key, text=cell.seen, most=MAX_DIGITS)
    if abs(value) >= _LIMIT:
        return None
    if cell.at.whole and not value.is_integer():
        return fault("E210.integer", text=cell.seen)
    low, high = column.min, column.max
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = "both" if None not in (low, high) else "min" if high is None else "max"
        limits = {"min": Shown(wording.exact(low or 0)), "max": Shown(wording.exact(high or 0))}
        return fault(f"E218.{bounds}", text=cell.seen, **limits)
    text = cell.text
    return taken(value, text, text if NUMBER.fullmatch(text) else wording.exact(value))
