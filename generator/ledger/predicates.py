"""What may be asked of a row: values that say it, whatever engine answers."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from ..frozen import dataclass

Side: TypeAlias = Literal["at_least", "at_most", "equal"]
"""On which side of a number another one has to be."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Whether a column holds anything, or (not ``filled``) nothing; a withheld count is something."""

    column: str
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a column holds one of some values; a blank is none of them."""

    column: str
    values: frozenset[str | float | bool]


@dataclass(frozen=True, slots=True)
class Reaches:
    """Whether the number of a column is at least, at most or equal to another one; a blank is not."""

    column: str
    operator: Side
    number: float


@dataclass(frozen=True, slots=True)
class Dated:
    """Whether the day of a column lies between two days, both included, None going to either end;
    ``undated`` is the answer for a blank."""

    column: str
    first: date | None = None
    last: date | None = None
    undated: bool = False


Predicate: TypeAlias = Filled | Among | Reaches | Dated
