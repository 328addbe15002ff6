"""A column of merged rows: packed once, as its words, its numbers or its days, and asked without a loop."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias, assert_never

from ..catalogue.fields import Holds
from ..frozen import dataclass
from ..intake.withheld import FEW, WITHHELD
from .arrays import np, pd
from .predicates import Among, Dated, Filled, Predicate, Reaches

Rows: TypeAlias = "np.ndarray[Any, Any]"
"""Positions of rows in a frame, as a choice of them."""

Mask: TypeAlias = "np.ndarray[Any, Any]"

DTYPES: Mapping[Holds, str] = {
    "text": "str",
    "number": "float64",
    "day": "datetime64[s]",
    "truth": "boolean",
}
"""What the columns of a form hold, as dtypes of a frame. Blank is missing."""

_DECIMALS, _DIGITS = 10, 10**15
"""Numbers with fewer decimals and below this are summed as whole numbers."""


class WithheldError(Exception):
    """A figure hangs on a count that is not in this ledger because the public may not know it."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column; ``hidden`` (None: nowhere) says where there is no value because the public may not know
    it."""

    packed: np.ndarray[Any, Any]
    hidden: Mask | None = None

    @cached_property
    def missing(self) -> Mask:
        """Where there is no value: the one place that knows how that is spelt."""
        return np.asarray(pd.isna(self.packed))

    @cached_property
    def values(self) -> np.ndarray[Any, Any]:
        """Words, floats, booleans and days as objects; a blank is None, what is withheld WITHHELD."""
        days = self.packed.dtype.kind == "M"
        told = (self.packed.astype("datetime64[D]") if days else self.packed).astype(object)
        told[self.missing] = None
        if self.hidden is not None:
            told[self.hidden] = WITHHELD
        return told

    def plain(self, holds: Holds) -> np.ndarray[Any, Any]:
        """As numbers, days or words, with NaN, NaT or None for a blank: what any other engine takes."""
        if holds == "truth":
            return self.values.astype("float64")
        return self.packed

    @cached_property
    def codes(self) -> tuple[np.ndarray[Any, Any], Mapping[Any, int]]:
        """For each row the number of its value, -1 for none, and the number of each value."""
        codes, values = pd.factorize(self.packed)
        return codes, {value: code for code, value in enumerate(values.tolist())}

    @cached_property
    def exact(self) -> tuple[np.ndarray[Any, Any], int]:
        """Each number as a whole one of the column's last decimal, 0 for none, and how many decimals
        that are. A cell has at most 15 digits, and no two such numbers are the same float."""
        numbers = np.where(self.missing, 0.0, self.packed)
        for decimals in range(_DECIMALS):
            whole = np.rint(numbers * 10.0**decimals)
            if (np.abs(whole) < _DIGITS).all() and (whole / 10.0**decimals == numbers).all():
                return whole.astype("int64"), decimals
        told = [Fraction(repr(number)) for number in numbers.tolist()]
        return np.array(told, dtype=object), 0

    def holds(self, rows: Rows, predicate: Predicate) -> Mask:
        """For each of some rows whether a predicate holds of what there is in it."""
        match predicate:
            case Filled(filled=filled):
                return np.asarray(self.missing[rows] != filled)
            case Among(values=wanted):
                codes, known = self.codes
                among = np.zeros(
                    len(known) + 1, dtype=bool
                )  # the last one is for no value: code -1
                among[[known[value] for value in wanted if value in known]] = True
                return np.asarray(among[codes[rows]])
            case Reaches(operator=operator, number=number):
                numbers = self.packed[rows]
                match operator:
                    case "at_least":
                        return np.asarray(numbers >= number)
                    case "at_most":
                        return np.asarray(numbers <= number)
                    case "equal":
                        return np.asarray(numbers == number)
                    case _:
                        assert_never(operator)
            case Dated(first=first, last=last, undated=undated):
                days, missing = self.packed[rows], self.missing[rows]
                inside = ~missing
                if first is not None:
                    inside &= days >= np.datetime64(first)
                if last is not None:
                    inside &= days <= np.datetime64(last)
                return inside | missing if undated else inside
            case _:
                assert_never(predicate)


def of_few(predicate: Predicate) -> bool | None:
    """What a predicate says of every count that the public may not know; None where that hangs on the count."""
    few = Column(np.array(FEW, dtype="float64"))
    answers = set(few.holds(np.arange(len(FEW)), predicate).tolist())
    return answers.pop() if len(answers) == 1 else None
