"""Rule kind ``ratio``: a numerator over a denominator, by each reading of the definition.

Where the notice says all (应…尽…, 逐一), the numerator has to reach the denominator; it is not late as
long as no date is given. Otherwise there is no number to reach, and the figure is only shown. Both are
as the unit tells them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from ....catalogue.declare import Meta, record
from ....catalogue.model import (
    Cadence,
    Commitment,
    Deliverable,
    Given,
    Listing,
    Rule,
    Scoped,
    Wrong,
)
from ....frozen import dataclass


@record(
    "比率",
    "分子占分母多少，或者一个数，逐一列出各种口径；写明 whole 的，分子须等于分母，否则只列数",
    judges={Commitment: (), Cadence: ("unspecified",), Listing: (), Deliverable: ()},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    charted: ClassVar[bool] = True
    numbers: ClassVar[tuple[str, ...]] = ("whole",)

    indicator: Annotated[
        str, Meta("指标", "哪个指标；须全部达到的要有分母，只列数的可以没有", names=("indicator",))
    ]
    whole: Annotated[
        bool, Meta("须全部达到", "分子须等于分母（“应…尽…”“全部”“逐一”）；不写即只列数，不判定")
    ] = False

    @property
    def only_shows(self) -> bool:
        """Whether there is no number to reach."""
        return not self.whole

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """A whole has a denominator; a figure that is only shown may be a plain number."""
        indicator = given.indicators.get(self.indicator)
        if indicator and self.whole and not indicator.denominator:
            message = f"指标“{indicator.id}”没有分母，不是比率"
            hint = "请换用有分母的指标；只列数、不判定的，删去 whole。"
            yield Wrong(("indicator",), message, hint, indicator.id)
