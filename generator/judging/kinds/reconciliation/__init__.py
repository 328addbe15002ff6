"""Rule kind ``reconciliation``: whether two sources tell the same number of the same month.

When they do not, nobody is late or short of anything: the figures have to be looked at, and until then
nothing can be said on their strength.
"""

from __future__ import annotations

from typing import Annotated

from ....catalogue.declare import Meta, OneOf, record
from ....catalogue.model import Cadence, Commitment, FormId, Listing, Measure, Scoped, Target
from ....frozen import dataclass


@record("来源", "两个来源之一", OneOf("sum", "count", "distinct"))
@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Measure):
    """One of the two: a measure of a form."""

    name: Annotated[str, Meta("名称", "这个来源叫什么")]
    form: FormId

    @property
    def measure(self) -> Measure:
        """The number alone, of rows that are chosen already."""
        return Measure(sum=self.sum, count=self.count, distinct=self.distinct)


@record(
    "两数核对",
    "同一件事的两个来源是否一致；不一致时请核对，不作结论",
    judges={Commitment: (), Target: (), Cadence: (), Listing: ()},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    left: Annotated[Source, Meta("来源", "第一个来源")]
    right: Annotated[Source, Meta("来源", "第二个来源")]
    unit: Annotated[str, Meta("计量单位", "如 万元、个")]
    tolerance: Annotated[float, Meta("允许误差", "相差不超过多少算一致", least=0)] = 0

    @property
    def only_shows(self) -> bool:
        """Two sources that agree say nothing of what is asked."""
        return True
