"""Rule kind ``threshold``: an indicator against a value, at checkpoints, in periods, or at any time.

The checkpoints make a step function: between two of them the last one passed binds. A target whose
value somebody else sets, and has not told, cannot be judged.
"""

from __future__ import annotations

from typing import ClassVar

from ....catalogue.declare import record
from ....catalogue.model import Pace, Scoped, Target
from ....frozen import dataclass


@record(
    "指标达标",
    "指标在某日、各节点或各周期是否达到目标值；两个节点之间，以已过的最近一个为准",
    judges={Target: ("indicator", "external_value")},
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule; ``pace`` is for ``pace.at_risk``."""

    charted: ClassVar[bool] = True
    by_dates: ClassVar[bool] = True
    by_itself: ClassVar[tuple[str, ...]] = ("indicator",)

    pace: Pace = None
