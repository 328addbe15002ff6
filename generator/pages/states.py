"""The states on pages: their legend, how often each occurs, and the colours of the style sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..words.states import State
from .values import Badge


def legend() -> list[tuple[Badge, str]]:
    """Every state with what it means."""
    return [(Badge(state), state.meaning) for state in State]


def counted(states: Iterable[State]) -> list[tuple[Badge, int, str]]:
    """The states that occur, how often, and what they mean."""
    counts = Counter(states)
    return [(Badge(state), counts[state], state.meaning) for state in State if counts[state]]


def sheet() -> str:
    """The rules of the style sheet that give each state its colours."""
    return "".join(
        f".state-{state}, .provision-{state}, .tile-{state} "
        f"{{ --ink: var(--{state.colours}-ink); --paper: var(--{state.colours}-paper) }}\n"
        for state in State
    )
