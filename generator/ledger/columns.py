"""A column of merged rows, and what may be asked of some of its rows. Beside this and ``vectors`` no module knows
what holds the values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from operator import eq, ge, le
from typing import Any, Protocol, TypeAlias, assert_never

from ..catalogue.fields import Holds, Value
from ..frozen import dataclass
from ..intake.withheld import FEW, WITHHELD, Withheld
from .predicates import Among, Dated, Filled, Predicate, Reaches, Side

Rows: TypeAlias = Sequence[int]
"""Positions of rows in a frame, as a choice of them; of a large frame an array of them."""

DECIMALS, DIGITS = 10, 10**15
"""Numbers with fewer decimals and below this are summed as whole numbers."""

_SIDES: Mapping[Side, Callable[[float, float], bool]] = {
    "at_least": ge,
    "at_most": le,
    "equal": eq,
}


class WithheldError(Exception):
    """A figure hangs on a count that is not in this ledger because the public may not know it."""


class Column(Protocol):
    """What is asked of a column, for some of its rows."""

    def raw(self, rows: Rows) -> list[Any]:
        """Row by row what there is: words, floats, booleans, days; None for a blank, WITHHELD for what is withheld."""

    def holding(self, rows: Rows, predicate: Predicate) -> Rows:
        """The rows of which a predicate holds; WithheldError where that hangs on a count that is withheld."""

    def blank(self, rows: Rows) -> bool:
        """Whether any row has a blank; a withheld count is none."""

    def withheld(self, rows: Rows) -> bool:
        """Whether the public may not know the value of any row."""

    def total(self, rows: Rows) -> Fraction | None:
        """The exact sum; None where a row is blank or withheld."""


@dataclass(frozen=True, eq=False)
class Told:
    """A column as the values that it tells. Of as few rows as most forms have no array is any quicker, and what makes
    arrays takes longer to load than most questions take."""

    values: Sequence[Any]
    hides: bool

    @classmethod
    def of(cls, holds: Holds, values: Sequence[Value]) -> Told:
        """Values as they were filed or might be, numbers of any type among them."""
        hides = Withheld in set(map(type, values))
        if holds == "number":
            values = [v if v is None or isinstance(v, Withheld) else float(v) for v in values]  # type: ignore[arg-type]
        if hides:
            values = [WITHHELD if isinstance(value, Withheld) else value for value in values]
        return cls(values, hides)

    def raw(self, rows: Rows) -> list[Any]:
        """As ``Column.raw``."""
        values = self.values
        return [values[row] for row in rows]

    def holding(self, rows: Rows, predicate: Predicate) -> Rows:
        """As ``Column.holding``."""
        if not self.withheld(rows):
            return self._holding(rows, predicate)
        answer = of_few(predicate)
        if answer is None:
            raise WithheldError(predicate.column)
        values = self.values
        known = self._holding([r for r in rows if values[r] is not WITHHELD], predicate)
        among = set(known)
        return [r for r in rows if r in among or (answer and values[r] is WITHHELD)]

    def _holding(self, rows: Rows, predicate: Predicate) -> Rows:
        """The same where nothing is withheld."""
        values = self.values
        match predicate:
            case Filled(filled=filled):
                return [r for r in rows if (values[r] is not None) == filled]
            case Among(values=wanted):
                return [r for r in rows if values[r] in wanted]
            case Reaches(operator=operator, number=number):
                reaches = _SIDES[operator]
                return [r for r in rows if (v := values[r]) is not None and reaches(v, number)]
            case Dated(first=first, last=last, undated=undated):
                begin, end = first or date.min, last or date.max
                return [
                    r
                    for r in rows
                    if (undated if (day := values[r]) is None else begin <= day <= end)
                ]
            case _:
                assert_never(predicate)

    def blank(self, rows: Rows) -> bool:
        """As ``Column.blank``."""
        values = self.values
        return any(values[row] is None for row in rows)

    def withheld(self, rows: Rows) -> bool:
        """As ``Column.withheld``."""
        values = self.values
        return self.hides and any(values[row] is WITHHELD for row in rows)

    def total(self, rows: Rows) -> Fraction | None:
        """As ``Column.total``."""
        if self.blank(rows) or self.withheld(rows):
            return None
        whole, decimals = self._exact
        return Fraction(sum([whole[row] for row in rows]), 10**decimals)

    @cached_property
    def _exact(self) -> tuple[Sequence[int | Fraction], int]:
        """Each number as a whole one of the column's last decimal, 0 for none, and how many decimals
        that are. A cell has at most 15 digits, and no two such numbers are the same float."""
        numbers = [v if isinstance(v, float) else 0.0 for v in self.values]
        for decimals in range(DECIMALS):
            one = 10.0**decimals
            whole = [round(number * one) for number in numbers]
            if all(
                -DIGITS < w < DIGITS and w / one == n for w, n in zip(whole, numbers, strict=True)
            ):
                return whole, decimals
        return [Fraction(repr(number)) for number in numbers], 0


def of_few(predicate: Predicate) -> bool | None:
    """What a predicate says of every count that the public may not know; None where that hangs on the count."""
    few = Told.of("number", [float(count) for count in FEW])
    held = len(few.holding(range(len(FEW)), predicate))
    return None if 0 < held < len(FEW) else held > 0
