"""Rule kind ``threshold``: an indicator against a value, at checkpoints, in periods, or at any time.

The checkpoints make a step function: between two of them the last one passed binds. A target whose
value somebody else sets, and has not told, cannot be judged.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule; ``pace`` is for ``pace.at_risk``."""

    pace: str | None = None
