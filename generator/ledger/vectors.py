"""A column of very many rows: packed once in an array, as its words, its numbers or its days, and asked without a
loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias, assert_never

from ..catalogue.fields import Holds, Value
from ..frozen import dataclass
from ..intake.withheld import WITHHELD, Withheld
from .arrays import np, pd
from .columns import DECIMALS, DIGITS, Rows, WithheldError, of_few
from .predicates import Among, Dated, Filled, Predicate, Reaches

Array: TypeAlias = "np.ndarray[Any, Any]"

_DTYPES: Mapping[Holds, str] = {
    "text": "object",
    "number": "float64",
    "day": "datetime64[s]",
    "truth": "object",
}
"""What the columns of a form hold, as dtypes. A blank is None, NaN or NaT."""


@dataclass(frozen=True, eq=False)
class Vector:
    """One column; ``hidden`` (None: nowhere) says where there is no value because the public may not know
    it."""

    packed: Array
    hidden: Array | None = None

    @classmethod
    def of(cls, holds: Holds, values: Sequence[Value]) -> Vector:
        """Values as they were filed."""
        hidden = None
        if Withheld in set(map(type, values)):
            hidden = np.array([isinstance(value, Withheld) for value in values], dtype=bool)
            values = [None if isinstance(value, Withheld) else value for value in values]
        return cls(np.array(values, dtype=_DTYPES[holds]), hidden)

    @cached_property
    def missing(self) -> Array:
        """Where there is no value: the one place that knows how that is spelt."""
        return np.asarray(pd.isna(self.packed))

    @cached_property
    def values(self) -> Array:
        """Words, floats, booleans and days as objects; a blank is None, what is withheld WITHHELD."""
        days = self.packed.dtype.kind == "M"
        told = (self.packed.astype("datetime64[D]") if days else self.packed).astype(object)
        told[self.missing] = None
        if self.hidden is not None:
            told[self.hidden] = WITHHELD
        return told

    def plain(self, holds: Holds) -> Array:
        """As numbers, days or words, with NaN, NaT or None for a blank: what any other engine takes."""
        if holds == "truth":
            return self.values.astype("float64")
        return self.packed

    @cached_property
    def codes(self) -> tuple[Array, Mapping[Any, int]]:
        """For each row the number of its value, -1 for none, and the number of each value."""
        codes, values = pd.factorize(self.packed)
        return codes, {value: code for code, value in enumerate(values.tolist())}

    @cached_property
    def exact(self) -> tuple[Array, int]:
        """Each number as a whole one of the column's last decimal, 0 for none, and how many decimals
        that are. A cell has at most 15 digits, and no two such numbers are the same float."""
        numbers = np.where(self.missing, 0.0, self.packed)
        for decimals in range(DECIMALS):
            whole = np.rint(numbers * 10.0**decimals)
            if (np.abs(whole) < DIGITS).all() and (whole / 10.0**decimals == numbers).all():
                return whole.astype("int64"), decimals
        told = [Fraction(repr(number)) for number in numbers.tolist()]
        return np.array(told, dtype=object), 0

    def raw(self, rows: Rows) -> list[Any]:
        """As ``Column.raw``."""
        return self.values[rows].tolist()  # type: ignore[no-any-return]

    def holding(self, rows: Rows, predicate: Predicate) -> Rows:
        """As ``Column.holding``."""
        mask = self._holds(rows, predicate)
        if self.withheld(rows):
            answer = of_few(predicate)
            if answer is None:
                raise WithheldError(predicate.column)
            mask[self.hidden[rows]] = answer  # type: ignore[index]
        return np.asarray(rows)[mask]  # type: ignore[return-value]

    def blank(self, rows: Rows) -> bool:
        """As ``Column.blank``."""
        missing = self.missing[rows]
        return bool((missing if self.hidden is None else missing & ~self.hidden[rows]).any())

    def withheld(self, rows: Rows) -> bool:
        """As ``Column.withheld``."""
        return self.hidden is not None and bool(self.hidden[rows].any())

    def total(self, rows: Rows) -> Fraction | None:
        """As ``Column.total``."""
        if self.missing[rows].any():
            return None
        whole, decimals = self.exact
        return Fraction(sum(whole[rows].tolist()), 10**decimals)

    def _holds(self, rows: Rows, predicate: Predicate) -> Array:
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


def expanded(lengths: Sequence[int]) -> tuple[Array, Array]:
    """Row by row the place of its filing, and its own place in that, of filings with so many rows each."""
    many = np.array(lengths, dtype="int64")
    firsts = np.repeat(np.cumsum(many) - many, many)
    return np.repeat(np.arange(len(many)), many), np.arange(len(firsts)) - firsts
