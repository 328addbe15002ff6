"""Values in Markdown, as HTML that any Markdown site builder leaves alone.

Whatever is not markup made here is text: neither HTML nor Markdown in it may act. So every word is
escaped for both, by character references, which both leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from markupsafe import Markup

from .. import values as v
from ..drawings import Chart, Progress
from . import bars
from .charts import chart
from .seen import seen

_ACTIVE = re.compile(r"[!-/:-@\[-`{-~]")
_BREAK = Markup("<br>")


def markdown(value: v.Value, lead: v.Lead) -> Markup:
    """A value on a page."""
    match value:
        case None:
            return Markup("")
        case str() | int():
            return text(str(value))
        case tuple():
            return Markup("").join(
                _escaped(each) if isinstance(each, str) else markdown(each, lead) for each in value
            )
        case v.Link():
            words = markdown(value.words, lead)
            return Markup('<a href="{}">{}</a>').format(lead(value.to), words)
        case v.Quantity():
            return text(value.spelt)
        case v.Cells():
            return markdown(v.joined(value.runs, "；"), lead)
        case v.Badge() | v.Mark() | v.Passage() | v.Unquoted() | v.Raised() | v.Mention():
            return _sign(value)
        case v.Outline() | v.Excerpt():
            return _block(value, lead)
        case Chart() | Progress() | v.Bars() | v.Tiles():
            return _drawn(value, lead)
        case _:
            assert_never(value)


def text(value: str) -> Markup:
    """Words as text: every ASCII sign a reference, line breaks kept.

    Control and direction marks, which could make a line read as another, are dropped.
    """
    return _escaped(value.strip())


def _escaped(value: str) -> Markup:
    lines = (
        _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", line) for line in seen(value).split("\n")
    )
    return _BREAK.join(Markup(line) for line in lines)


def _sign(value: v.Sign) -> Markup:
    match value:
        case v.Badge():
            return _badge(value)
        case v.Mark():
            return _mark(value)
        case v.Passage():
            state = value.state
            title = f"{value.anchor} {value.word or state.word}"
            words = text(value.words)
            return _PASSAGE.format(state, value.anchor, title, state.shape, words)
        case v.Unquoted():
            return _UNQUOTED.format(text(value.words))
        case v.Raised():
            return Markup("<sup>{}</sup>").format(value.number)
        case v.Mention():
            return Markup("")
        case _:
            assert_never(value)


def _badge(badge: v.Badge) -> Markup:
    if badge.state is None:
        return Markup("—")
    state = badge.state
    form = _SLIM if badge.slim else _BADGE
    return form.format(state, state.shape, badge.word or state.word)


def _mark(mark: v.Mark) -> Markup:
    if mark.look == "flag":
        return _FLAG.format(mark.word)
    if mark.look == "part":
        return _PART.format(mark.of, mark.word, mark.word[:1])
    state = mark.look
    return _MARK.format(state, mark.of, mark.word or state.word, state.shape)


_BADGE = Markup('<span class="state state-{}"><span aria-hidden="true">{}</span> {}</span>')
_SLIM = Markup('<b class="s state-{}" aria-hidden="true">{}</b> {}')
_MARK = Markup(
    '<span class="state state-{0} state-small" title="{1}：{2}">{3}'
    '<span class="sr-only">{2}</span></span>'
)
_FLAG = Markup('<span class="flag" title="{0}">◆<span class="sr-only">{0}</span></span>')
_PART = Markup('<span class="part" title="{0}：{1}">{2}<span class="sr-only">{1}</span></span>')
_PASSAGE = Markup(
    '<mark class="provision provision-{0}"><a href="#{1}" title="{2}">'
    '<span aria-hidden="true" class="shape">{3}</span>{4}</a></mark>'
)
_UNQUOTED = Markup('<mark class="unquoted" title="还没有事项引用">{}</mark>')
_EXCERPT = Markup(
    '<details class="rule" id="{}"><summary>{}</summary><p>{}</p><pre><code>{}</code></pre></details>'
)


def _block(value: v.Block, lead: v.Lead) -> Markup:
    match value:
        case v.Outline():
            return _list(value.items, lead)
        case v.Excerpt():
            lines = Markup("&#10;").join(map(_indented, value.lines))
            return _EXCERPT.format(value.anchor, text(value.title), text(value.place), lines)
        case _:
            assert_never(value)


def _drawn(value: v.Drawing, lead: v.Lead) -> Markup:
    match value:
        case Chart():
            return chart(value)
        case Progress():
            return bars.progress(value)
        case v.Bars():
            return bars.bars(value, lambda told: markdown(told, lead))
        case v.Tiles():
            return bars.tiles(value, lambda told: markdown(told, lead))
        case _:
            assert_never(value)


def _list(items: Iterable[v.Item | v.Cells], lead: v.Lead) -> Markup:
    inside = Markup("").join(_item(item, lead) for item in items)
    return Markup("<ul>{}</ul>").format(inside) if inside else inside


def _item(item: v.Item | v.Cells, lead: v.Lead) -> Markup:
    if isinstance(item, v.Cells):
        cells = (Markup("<li class=cells>{}</li>").format(markdown(r, lead)) for r in item.runs)
        return Markup("").join(cells)
    inside = _list(item.rests_on, lead)
    return Markup("<li>{}{}</li>").format(markdown(item.says, lead), inside)


def _indented(line: str) -> Markup:
    """A line as it is written, its indentation too."""
    bare = line.lstrip(" ")
    return Markup("&#32;") * (len(line) - len(bare)) + text(bare)
