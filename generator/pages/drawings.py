"""What is drawn from numbers alone, free of any medium; ``values`` has what holds words beside them.

Whatever a drawing shows, its title says in words: who does not see it, or reads it in a medium that draws
nothing, knows as much.
"""

from __future__ import annotations

from datetime import date

from ..frozen import dataclass


@dataclass(frozen=True, slots=True)
class Tick:
    """A number that is asked for on the way, in words and with what it is called, such as the day by
    which it is; ``binds`` where it is the one that counts now."""

    at: float
    says: str = ""
    name: str = ""
    binds: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a number has come on its way from 0 to a ``whole``; None where nobody told.

    ``projected`` is where its pace leads, ``alarm`` whether it falls short of what binds. For a cell of a
    table the ``whole`` is the greatest of what stands beside it.
    """

    title: str
    value: float | None
    whole: float
    ticks: tuple[Tick, ...] = ()
    projected: float | None = None
    alarm: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A figure on the day of its data; None on the day of which nobody told although it was due."""

    day: date
    value: float | None


@dataclass(frozen=True, slots=True)
class Need:
    """What is asked for from a day to a day, both included; of a range ``low`` is the other end. ``node``
    where it is asked for on the last of these days, ``says`` is how it is spelt."""

    start: date
    end: date
    value: float
    low: float | None = None
    node: bool = False
    says: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """What is at the bottom and at the top of a chart, the bottom being the greater of places in an order;
    ``marks`` are the numbers named at the side, as they are spelt."""

    bottom: float
    top: float
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure over the days from ``first`` to ``last`` against what is asked for.

    ``newest`` spells the last of its ``points``, ``ahead`` where its pace leads and what that is called.
    ``beside`` are the courses of others, for comparison. ``alarm``: it falls short of what binds.
    ``columns``: each point is of a period that begins at 0.
    """

    title: str
    description: str
    first: date
    last: date
    scale: Scale
    points: tuple[Point, ...]
    newest: str = ""
    needs: tuple[Need, ...] = ()
    ahead: tuple[Point, str] | None = None
    beside: tuple[tuple[Point, ...], ...] = ()
    alarm: bool = False
    columns: bool = False
