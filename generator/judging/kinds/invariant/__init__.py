"""Rule kind ``invariant``: a number that must always be as the notice says, mostly 0.

One report of another value is enough to raise it; without data nobody can say that it held.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    indicator: str
    value: float = 0
