"""Shortfalls: how much more, or less, a figure wants by every reading of it.

Exact until it is rounded up to what can be filed, so that it is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import assert_never

from ..catalogue.model.terms import Operator
from ..frozen import dataclass
from .deeds import Amount
from .measures import Share
from .rows import exact


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What readings divide (``shares``), held against a threshold; ``per`` is what a ratio is taken
    times."""

    shares: tuple[Share, ...]
    operator: Operator
    threshold: float
    tolerance: float
    per: float
    low: float | None = None

    @property
    def bound(self) -> Fraction:
        """The number that just suffices; of a range the low end where that is not reached."""
        number, tolerance = exact(self.threshold), exact(self.tolerance)
        if self.low is not None and self.wants_more:
            return exact(self.low) - tolerance
        return number + tolerance if self.operator in ("at_most", "between") else number - tolerance

    @property
    def wants_more(self) -> bool:
        """Whether more is wanted, and not less."""
        match self.operator:
            case "at_least":
                return True
            case "at_most":
                return False
            case "equal":
                return all(self.lacks(share) > 0 for share in self.shares)
            case "between":
                assert self.low is not None
                least = exact(self.low) - exact(self.tolerance)
                return all(self._from(least, share) > 0 for share in self.shares)
            case _:
                assert_never(self.operator)

    @property
    def whole(self) -> bool:
        """Whether all is wanted, so that nothing makes good what once was short."""
        return self.bound == exact(self.per)

    def lacks(self, share: Share) -> Fraction:
        """How much more of the numerator a share wants while its denominator stays."""
        return self._from(self.bound, share)

    def _from(self, bound: Fraction, share: Share) -> Fraction:
        assert share.numerator is not None
        if share.denominator is None:
            return bound - share.numerator
        return bound * share.denominator / exact(self.per) - share.numerator

    def exceeds(self, share: Share) -> Fraction:
        """How much less of it."""
        return -self.lacks(share)

    def lacks_anew(self, share: Share) -> Fraction | None:
        """How much more of what makes the denominator grow as well; None when none is enough."""
        short = self.lacks(share)
        if share.denominator is None or short <= 0:
            return short
        per = exact(self.per)
        return short * per / (per - self.bound) if self.bound < per else None

    def amount(self, wants: Callable[[Share], Fraction | None], decimals: int) -> Amount | None:
        """What is enough for every reading: in each part what it wants, in all what all want
        together. None when nothing is, or nothing is wanted."""
        parts: dict[str, Fraction] = {}
        together = Fraction(0)
        for share in self.shares:
            if share.denominator == 0:
                continue  # it has no figure
            want = wants(share)
            if want is None:
                return None
            more = _rounded_up(want, decimals)
            if share.part is None:
                together = max(together, more)
            elif more > 0:
                parts[share.part] = max(parts.get(share.part, more), more)
        whole = max(together, sum(parts.values(), Fraction(0)))
        return Amount(whole, tuple(parts.items()), together) if whole > 0 else None


def decimals_of(value: Fraction) -> int:
    """The decimals with which a number is told in full; those of money when there is no end to them."""
    return next((n for n in range(13) if (value * 10**n).denominator == 1), 2)


def _rounded_up(value: Fraction, decimals: int) -> Fraction:
    return Fraction(ceil(value * 10**decimals), 10**decimals)
