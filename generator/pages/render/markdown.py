"""Values in Markdown, as HTML that any Markdown site builder leaves alone.

Whatever is not markup made here is text: neither HTML nor Markdown in it may act. So every word is
escaped for both, by character references, which both leave alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import assert_never

from markupsafe import Markup, escape

from .. import values as v
from ..drawings import Chart, Progress
from . import bars
from .charts import chart
from .seen import UNSEEN, seen

_ACTIVE = r"!-/:-@\[-`{-~"
_ACTING = re.compile(f"[{_ACTIVE}]")
_ALTERED = re.compile(f"[{_ACTIVE}\n\r{UNSEEN}]")
_REFERENCES = {chr(sign): f"&#{sign};" for sign in range(128)}

_KEPT = 1 << 14
"""So many different words, addresses and badges of a site are kept as they are shown: the same names stand
on every page, and what is different in each row soon makes room."""


def markdown(value: v.Value, lead: v.Lead) -> Markup:
    """A value on a page."""
    return Markup(shown(value, lead))


def shown(value: v.Value, lead: v.Lead) -> str:
    """The same as plain characters, for what is put together of very many."""
    if isinstance(value, str):
        return _text(value)
    match value:
        case None:
            return ""
        case int():
            return _text(str(value))
        case tuple():
            return "".join(
                [_escaped(each) if isinstance(each, str) else shown(each, lead) for each in value]
            )
        case v.Link():
            return f'<a href="{_address(lead(value.to))}">{shown(value.words, lead)}</a>'
        case v.Quantity():
            return _text(value.spelt)
        case v.Cells():
            return shown(v.joined(value.runs, "；"), lead)
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
    return Markup(_text(value))


@lru_cache(_KEPT)
def _text(value: str) -> str:
    return _escaped(value.strip())


@lru_cache(_KEPT)
def _escaped(value: str) -> str:
    if not _ALTERED.search(value):
        return str(value)
    return _ACTING.sub(_reference, seen(value)).replace("\n", "<br>")


def _reference(sign: re.Match[str]) -> str:
    return _REFERENCES[sign[0]]


@lru_cache(_KEPT)
def _address(value: str) -> str:
    return str(escape(value))


@lru_cache(_KEPT)
def _sign(value: v.Sign) -> str:
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
            return f"<sup>{value.number}</sup>"
        case v.Mention():
            return ""
        case _:
            assert_never(value)


def _badge(badge: v.Badge) -> str:
    if badge.state is None:
        return "—"
    state = badge.state
    form = _SLIM if badge.slim else _BADGE
    return form.format(state, state.shape, badge.word or state.word)


def _mark(mark: v.Mark) -> str:
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


def _block(value: v.Block, lead: v.Lead) -> str:
    match value:
        case v.Outline():
            return _list(value.items, lead)
        case v.Excerpt():
            lines = Markup("&#10;").join(map(_indented, value.lines))
            return _EXCERPT.format(value.anchor, text(value.title), text(value.place), lines)
        case _:
            assert_never(value)


def _drawn(value: v.Drawing, lead: v.Lead) -> str:
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


def _list(items: Iterable[v.Item | v.Cells], lead: v.Lead) -> str:
    inside = "".join([_item(item, lead) for item in items])
    return f"<ul>{inside}</ul>" if inside else ""


def _item(item: v.Item | v.Cells, lead: v.Lead) -> str:
    if isinstance(item, v.Cells):
        return "".join([f"<li class=cells>{shown(run, lead)}</li>" for run in item.runs])
    return f"<li>{shown(item.says, lead)}{_list(item.rests_on, lead)}</li>"


def _indented(line: str) -> Markup:
    """A line as it is written, its indentation too."""
    bare = line.lstrip(" ")
    return Markup("&#32;") * (len(line) - len(bare)) + text(bare)
