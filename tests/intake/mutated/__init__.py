"""Filings as they come in from hundreds of desks: good ones that went wrong, by the dice.

``of_csv(seed)`` and ``of_book(seed)`` give one filing each, the same for the same seed. What is done to it
is told by its name, so that whatever fails says what it fails on; ``secrets`` are what was planted in it and
must never be told, and ``shown`` is what a cell of a workbook shows where it holds something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from generator.intake import Source

from . import books, origins, places, texts, writings
from .origins import Grid

__all__ = ["Mutated", "of_book", "of_csv"]

_MOST = 4
"""So many things go wrong in one filing at most."""


@dataclass(frozen=True, slots=True)
class Mutated:
    """A filing and what was done to it; ``city`` is the name of what it is read by."""

    name: str
    city: str
    source: Source
    secrets: frozenset[str]
    shown: Mapping[tuple[int, int], str]


def of_csv(seed: int) -> Mutated:
    """A CSV: its cells, rows and columns changed first, then the text, then the bytes."""
    dice = Random(f"csv {seed}")
    grid = origins.drawn(dice)
    done = _changed(grid, dice)
    data, more = texts.written(grid, dice)
    return _made(seed, grid, "csv", data, [*done, *more], {})


def of_book(seed: int) -> Mutated:
    """A workbook: its cells, rows and columns changed first, then its parts, then its bytes."""
    dice = Random(f"xlsx {seed}")
    grid = origins.drawn(dice)
    done = _changed(grid, dice)
    data, more, shown = books.written(grid, dice)
    return _made(seed, grid, "xlsx", data, [*done, *more], shown)


def _changed(grid: Grid, dice: Random) -> list[str]:
    """What was changed in a grid, in order."""
    done = []
    for _ in range(dice.choice([0, 1, 1, 1, 2, 3, _MOST])):
        kinds = dice.choices([writings.KINDS, places.KINDS], [3, 2])[0]
        kind = dice.choice(kinds)
        kind(grid, dice)
        done.append(kind.__name__.strip("_"))
    return done


def _made(
    seed: int,
    grid: Grid,
    ending: str,
    data: bytes,
    done: list[str],
    shown: Mapping[tuple[int, int], str],
) -> Mutated:
    name = f"{ending} {seed} {grid.city} {grid.form.id}: {', '.join(done) or 'as it was'}"
    path = f"submissions/{grid.term}/{grid.unit.id}/{grid.form.id}.{ending}"
    source = Source(path, grid.term, grid.unit.id, grid.form.id, data)
    return Mutated(name, grid.city, source, frozenset(grid.secrets), shown)
