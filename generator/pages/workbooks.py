"""A workbook that is handed round: sheets of values in columns, and how each is printed."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from .. import wording
from ..frozen import dataclass
from .values import Quantity, Text, Value


@dataclass(frozen=True, slots=True)
class Measured:
    """A number that stays one in a spreadsheet, and reads there as the office prints it: with words before
    and after it, and so many decimals."""

    value: float
    before: str
    after: str
    decimals: int


Entry: TypeAlias = Value | Measured | date
"""What stands in a cell; None is a blank."""


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in characters of the narrow kind, of which a Chinese one takes two."""

    head: str
    width: int
    align: Literal["left", "center", "right"] = "left"


Row: TypeAlias = tuple[Entry, ...]
"""Entries under the columns, one for each."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its rows below a title and ``about`` it, on paper that lies across; under the last row ``notes``.

    Every head has a filter. The first ``leading`` columns stay in view. Rows belong together that say the same in
    the first column; what the first ``repeating`` ones say again is set back.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str
    about: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    leading: int = 1
    repeating: int = 1
    paper: Literal["A3", "A4"] = "A4"


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets under one title; ``foot`` stands at the foot of every printed page, ``day`` is that of its data."""

    title: str
    sheets: tuple[Table, ...]
    foot: str
    day: date


def measured(quantity: Quantity | None) -> Measured | Text | None:
    """A number as pages spell it; a range is words. Amounts keep the unit that they are filed in: a column is
    read downwards, and has one."""
    if quantity is None or quantity.low is not None:
        return quantity.spelt if quantity else None
    value, unit, asked = quantity.value, quantity.unit, quantity.asked
    if unit in wording.RANKS:
        before, places = "前" if asked else "第", wording.exact(value).partition(".")[2]
        return Measured(value, before, wording.RANKS[unit], len(places))
    least = wording.written_decimals(value) if asked else 0
    fixed = unit == "%" and not asked
    return Measured(value, "", unit, _places(value, max(quantity.decimals, least), fixed=fixed))


def between(gap: wording.Gap | None, value: float | None) -> Measured | None:
    """A gap under its word; ``value`` is its number, whatever its sign, which the word tells."""
    if gap is None or value is None:
        return None
    rate = gap.unit == "%"
    after = "个百分点" if rate else wording.RANKS.get(gap.unit, gap.unit)
    least = wording.decimals_apart(gap.size, 0, gap.decimals, gap.unit)
    return Measured(value, gap.word, after, _places(gap.size, least, fixed=rate))


def _places(value: float, decimals: int, *, fixed: bool) -> int:
    """So many decimals are told: those of a rate always, of other numbers no noughts at their end."""
    return decimals if fixed else len(wording.number(value, decimals).partition(".")[2])
