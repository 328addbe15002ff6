"""Numbers that units have of their own, and the whole that they are parts of."""

from __future__ import annotations

from .model import Catalogue, Target

BASE = "base"
"""What of a target the figures of last year are."""


def adds_up(catalogue: Catalogue, target: Target) -> bool:
    """Whether the whole is the sum of its parts: of amounts it is, of rates it is not."""
    indicator = catalogue.indicators.get(target.indicator or "")
    return indicator is None or (indicator.denominator is None and indicator.unit != "%")
