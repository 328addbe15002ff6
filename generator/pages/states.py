"""The states on pages: their legend, how often each occurs, and the colours of the style sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from ..words.states import State
from .values import Badge

Palette: TypeAlias = Mapping[State, tuple[str, str]]
"""The colours of states where no style sheet gives them: of the words and of what lies behind, as #RRGGBB."""

_BLOCK = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COLOUR = re.compile(r"--([a-z-]+-(?:ink|paper)):\s*(#[0-9a-fA-F]{6})\b")
_DARK = "slate"


def palette(style: str) -> Palette:
    """The colours that a style sheet gives to states on paper; of one that names them otherwise than in six digits
    nothing is known. What stands later counts."""
    named: dict[str, str] = {}
    for selector, block in _BLOCK.findall(style):
        if _DARK not in selector:
            named |= dict(_COLOUR.findall(block))
    found = {state: (f"{state.colours}-ink", f"{state.colours}-paper") for state in State}
    return {
        state: (named[ink], named[paper])
        for state, (ink, paper) in found.items()
        if ink in named and paper in named
    }


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


def declared(assets: Path) -> str:
    """The style sheet as it is written: the parts below ``style/`` in the order of their names, and last a
    ``style.css`` that a root has of its own."""
    whole = assets / "style.css"
    parts = [*sorted((assets / "style").glob("*.css")), *([whole] if whole.exists() else [])]
    return "\n".join(part.read_text("utf-8") for part in parts)
