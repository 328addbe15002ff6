"""How the states look on a page: the colours that the style sheet gives each of them."""

from __future__ import annotations

from ..words.states import State


def sheet() -> str:
    """The rules of the style sheet that give each state its colours."""
    return "".join(
        f".state-{state}, .provision-{state}, .tile-{state} "
        f"{{ --ink: var(--{state.colours}-ink); --paper: var(--{state.colours}-paper) }}\n"
        for state in State
    )
