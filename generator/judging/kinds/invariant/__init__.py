"""Rule kind ``invariant``: a number that must always be as the notice says, mostly 0.

One report of another value is enough to raise it; without data nobody can say that it held.
"""

from __future__ import annotations

from typing import Annotated

from ....catalogue.declare import Meta, record
from ....catalogue.model import Commitment, Scoped, Target
from ....frozen import dataclass


@record("底线", "一个数必须始终等于规定的值，一般为 0", judges={Commitment: (), Target: ()})
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    indicator: Annotated[str, Meta("指标", "哪个指标", names=("indicator",))]
    value: Annotated[float, Meta("应为", "必须等于多少")] = 0
