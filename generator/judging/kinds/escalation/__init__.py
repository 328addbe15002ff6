"""Rule kind ``escalation``: how often an item has been among the last, and what that puts before the
people who decide.

Every appearance is a verdict with its counters: consecutive (in the period before too; a period
without a ranking breaks the run, for nobody can say what it would have shown) and cumulative (in the
plan year so far). Which of them counts, and how many are last, may be open; then all stand side by
side. The rule proposes; it never issues a measure.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """From so many times on: the measure that the notice names, and how it is proposed."""

    times: int
    measure: str
    proposes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields that this kind adds to a rule."""

    ranking: str
    counters: tuple[str, ...]
    ladder: tuple[Rung, ...]
