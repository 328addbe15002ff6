"""The order in which the values of a column are shown, whoever filed them and in whichever row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..words.order import natural
from .fields import Value
from .model import Catalogue, Column


def order_of(
    column: Column, catalogue: Catalogue | None = None
) -> Callable[[Value], tuple[int, Any]]:
    """What the values of a column are ordered by: as its options have them, or the list to which it
    refers; what neither has, after them, by itself. A blank goes first.

    Without a catalogue no list is known.
    """
    listed = _listed(column, catalogue)

    def at(value: Value) -> tuple[int, Any]:
        match value:
            case None:
                return -1, ""
            case str():
                return listed.get(value, len(listed) + 1), natural(value)
            case _:
                return 0, value

    return at


def _listed(column: Column, catalogue: Catalogue | None) -> Mapping[str, int]:
    if catalogue and column.to:
        return catalogue.names[column.to].order
    return {option.value: at for at, option in enumerate(column.values)}
