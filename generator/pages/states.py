"""How a state looks: a shape, a word and a colour class, so that it survives a black-and-white copy."""

from __future__ import annotations

from markupsafe import Markup

from ..words.states import State


def badge(state: State | None, word: str = "") -> Markup:
    """The state as shape and word, ``word`` in the place of the usual one; a dash where there is
    no state."""
    if state is None:
        return Markup("—")
    return Markup(
        '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>'
    ).format(state, state.shape, word or state.word)


def mark(state: State | None, title: str, word: str = "") -> Markup:
    """The state in a small square, its word for those who cannot see the shape."""
    if state is None:
        return Markup("")
    return Markup(
        '<span class="state state-{0} state-small" title="{2}：{1}">{3}'
        '<span class="sr-only">{1}</span></span>'
    ).format(state, word or state.word, title, state.shape)


def sheet() -> str:
    """The rules of the style sheet that give each state its colours."""
    return "".join(
        f".state-{state}, .provision-{state}, .tile-{state} "
        f"{{ --ink: var(--{state.colours}-ink); --paper: var(--{state.colours}-paper) }}\n"
        for state in State
    )
