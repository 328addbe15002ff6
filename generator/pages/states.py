"""How a state looks: a shape, a word and a colour class, so that it survives a black-and-white copy."""

from __future__ import annotations

from markupsafe import Markup

from ..judging.labels import LABELS, common, word
from ..judging.verdict import State

__all__ = ["LABELS", "badge", "common", "mark", "word"]


def badge(state: State | None, word: str = "") -> Markup:
    """The state as shape and word, ``word`` in the place of the usual one; a dash where there is
    no state."""
    if state is None:
        return Markup("—")
    label = LABELS[state]
    return Markup(
        '<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>'
    ).format(label.css, label.shape, word or label.word)


def mark(state: State | None, title: str, word: str = "") -> Markup:
    """The state in a small square, its word for those who cannot see the shape."""
    if state is None:
        return Markup("")
    label = LABELS[state]
    return Markup(
        '<span class="state state-{0} state-small" title="{2}：{1}">{3}'
        '<span class="sr-only">{1}</span></span>'
    ).format(label.css, word or label.word, title, label.shape)
