"""What is drawn from numbers alone, free of any medium; ``values`` has what holds words beside them.

Whatever a drawing shows, its title says in words: who does not see it, or reads it in a medium that draws
nothing, knows as much.
"""

from __future__ import annotations

from dataclasses import dataclass


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
