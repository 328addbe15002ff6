"""The course of a figure: what each filing told of it, on the day of its data, as it is known now.

A verdict says how a figure stands at a stage; the course is all of it, filing by filing, for whoever
wants to see where it came from and where it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

from ..calendar import Term
from ..frozen import dataclass
from .tellings import Series, Telling


@dataclass(frozen=True, slots=True)
class Told:
    """What was filed for a term: the figure with all that was told before, by the first reading, of which
    ``day``; None where it cannot be reckoned, of what is lacking the ``day`` that it would tell of, and
    ``lacks`` says why in words. ``filed`` is False where nothing came in."""

    term: Term
    day: date
    value: float | None
    lacks: str = ""
    filed: bool = True


@dataclass(frozen=True, slots=True)
class Course:
    """What was told of a figure, in the order of the terms; what is not due yet and not filed is left
    out.

    ``rises``: it is declared to only rise, so that its pace says something. ``most`` is what it can come
    to at all, None where nothing limits it.
    """

    told: tuple[Told, ...] = ()
    rises: bool = False
    most: float | None = None


def told(
    series: Series, reckoned: Callable[[Sequence[Telling]], Fraction | float | None]
) -> tuple[Told, ...]:
    """What the filings of a series come to one after the other; ``reckoned`` gives the figure of some of
    them together."""
    return tuple(
        _told(series, telling, reckoned)
        for telling in series.tellings
        if telling.due or telling.filings
    )


def _told(
    series: Series,
    telling: Telling,
    reckoned: Callable[[Sequence[Telling]], Fraction | float | None],
) -> Told:
    day = series.case.clock.by(telling.first or telling.covers.end)
    if not telling.whole:
        return Told(telling.month, day, None, telling.lacks, bool(telling.filings))
    value = reckoned(series.up_to(telling))
    return Told(telling.month, day, None if value is None else float(value))
