"""Rule kind ``reconciliation``: whether two sources tell the same number of the same month.

When they do not, nobody is late or short of anything: the figures have to be looked at, and until then
nothing can be said on their strength.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Condition, Measure, Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One of the two: a measure of a form."""

    name: str
    form: str
    sum: str | None = None
    count: str | None = None
    distinct: str | None = None
    where: tuple[Condition, ...] = ()

    @property
    def measure(self) -> Measure:
        return Measure(sum=self.sum, count=self.count, distinct=self.distinct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    left: Source
    right: Source
    unit: str
    tolerance: float = 0
