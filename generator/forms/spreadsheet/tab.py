"""What a sheet is told to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import IntEnum
from typing import TypeAlias

from ...frozen import dataclass


class Style(IntEnum):
    """What a cell looks like: its place in the list of the styles."""

    PLAIN = 0
    TITLE = 1
    TOLD = 2
    BOLD = 3
    WRAPPED = 4
    HEAD = 5
    GIVEN = 6
    BESIDE = 7


Cell: TypeAlias = tuple[str, Style] | None
"""A text as it stands; None for a cell that is not there."""


@dataclass(frozen=True, slots=True)
class Open:
    """What holds of the cells of a column that are still empty: they may be filled in, and show their type."""

    number_format: str
    wraps: bool


@dataclass(frozen=True, slots=True)
class Width:
    """How many characters wide a column is, and whether its empty cells are open."""

    characters: int
    open: Open | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What cells may hold (``kind``, ``operator``, ``low`` and ``high`` as spreadsheets call it), and what is
    said of anything else."""

    cells: str
    kind: str
    low: str
    title: str
    error: str
    operator: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class Tab:
    """A sheet, row by row. ``hints`` are shown beside the cells of the first row.

    ``frozen`` columns and the first row stay in sight; such a sheet is one to fill in, where rows may come
    and go. One without them is only read. ``listed`` are choices that other sheets take theirs from, and
    nobody sees. ``heights`` are those of rows that are higher than others.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    widths: tuple[Width, ...] = ()
    hints: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    frozen: int | None = None
    listed: bool = False
    heights: Mapping[int, int] = field(default_factory=dict)
