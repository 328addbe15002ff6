"""The axis of a chart: it shows the difference, and begins at 0 where that costs nothing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .. import wording
from .drawings import Scale

_PARTS = 3
"""So many marks at the side at most, and one: more say nothing more."""

_STEPS = (1, 2, 2.5, 5, 10)


def scale(numbers: Sequence[float], unit: str, *, from_zero: bool = False) -> Scale:
    """The axis for some numbers, with all of them inside.

    It begins at 0 where they are spread over half of the way from there, or where that is asked for; a
    share ends at 100 if none is above. Places in an order go down from the first.
    """
    least, most = min(numbers, default=0.0), max(numbers, default=1.0)
    if unit in wording.RANKS:
        worst = max(most, 2)
        return Scale(worst, 1, tuple((place, _spelt(place, unit)) for place in (1, worst)))
    if from_zero or 0 <= least <= most / 2:
        least = min(least, 0)
    room = (most - least) or abs(most) / 5 or 1
    step = _step(
        room * 1.1 / _PARTS, whole=all(float(n).is_integer() for n in numbers) and unit != "%"
    )
    bottom = math.floor((least - (room * 0.1 if least else 0)) / step) * step
    bottom = 0.0 if bottom < 0 <= least else bottom
    top = math.ceil(most / step) * step
    if unit == "%" and most <= 100:
        top = min(top, 100)
    top = top if top > bottom else bottom + step
    count = round((top - bottom) / step)
    marks = [bottom + step * index for index in range(count + 1)]
    return Scale(bottom, top, tuple((mark, _spelt(mark, unit)) for mark in marks))


def _step(least: float, *, whole: bool) -> float:
    """The next round number."""
    size = math.pow(10, math.floor(math.log10(least)))
    found = next(part * size for part in _STEPS if part * size >= least * (1 - 1e-9))
    return max(1.0, math.ceil(found)) if whole else found


def _spelt(mark: float, unit: str) -> str:
    shown = round(mark, 6)
    if unit in wording.RANKS:
        return wording.quantity(shown, unit)
    if unit == "%":
        return f"{wording.exact(shown)}%"
    return wording.quantity(shown, unit) if unit == "万元" else wording.exact(shown)
