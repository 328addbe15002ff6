"""Bars and tiles on a page, as SVG and HTML of our own: a few hundred bytes each.

Across, everything is in percent, so that a drawing fits a phone and a desk without stretching its words;
colours are classes of the style sheet, so that dark, grey and paper cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from markupsafe import Markup

from ..drawings import Progress, Tick
from ..values import Bars, Group, Lane, Tiles, Value

Show = Callable[[Value], Markup]
"""Shows a value on the page that is drawn on."""

_NARROWEST = 190
"""Pixels across of a bar beside its words on a phone: what fits there fits everywhere."""

_LONG = 6
"""A name of more characters does not stand beside its bar on a phone, but over it."""


def progress(bar: Progress) -> Markup:
    """A bar: what has been reached, over where its pace leads, with what is asked for across."""
    whole = bar.whole or 1
    parts = ['<rect class="whole" y="3" width="100%" height="14"/>']
    if bar.value is not None:
        ahead = bar.projected if (bar.projected or 0) > bar.value else None
        parts += [_filled("ahead", each, whole) for each in [ahead] if each]
        parts.append(_filled("done", bar.value, whole))
    parts += [_across(tick, whole) for tick in bar.ticks]
    state = " alarm" if bar.alarm else "" if bar.value is not None else " untold"
    return Markup(
        f'<svg class="bar{state}" role="img" width="100%" height="20">'
        f"<title>{escape(bar.title)}</title>{''.join(parts)}</svg>"
    )


def bars(value: Bars, show: Show) -> Markup:
    """Bars in the rows of a table, the numbers asked of everyone beneath them."""
    long = any(len(str(show(lane.name).striptags())) > _LONG for lane in value.lanes)
    rows = Markup("").join(_lane(lane, show) for lane in value.lanes)
    foot = Markup("")
    if value.axis:
        foot = _FOOT.format(axis(value.axis, max(lane.bar.whole for lane in value.lanes)))
    return _BARS.format(" long" if long else "", value.title, rows, foot)


def axis(ticks: Sequence[Tick], whole: float) -> Markup:
    """What is asked for under a bar, each number at its place with what it is called beneath it. Of
    words that would meet on a phone the one that binds stays, else the last."""
    ordered = sorted(ticks, key=lambda tick: (tick.binds, tick.at), reverse=True)
    taken: list[tuple[float, float]] = []
    words: list[str] = []
    for tick in ordered:
        anchor, start, end = _spread(tick, whole)
        if all(end + 4 <= left or right + 4 <= start for left, right in taken):
            taken.append((start, end))
            strong = ' class="binds"' if tick.binds else ""
            at = f'x="{_part(tick.at, whole)}%"{anchor}{strong}'
            words.append(f'<text {at} y="12">{escape(tick.says)}</text>')
            words += [f'<text {at} y="27">{escape(tick.name)}</text>'] if tick.name else []
    height = 32 if any(tick.name for tick in ticks) else 16
    return Markup(
        f'<svg class="axis" aria-hidden="true" width="100%" height="{height}">{"".join(words)}</svg>'
    )


def tiles(value: Tiles, show: Show) -> Markup:
    """Squares group by group, filled for what is done; words name those that are not."""
    groups = Markup("").join(_group(value, group, show) for group in value.groups)
    return _TILES.format(" alarm" if value.alarm else "", value.title, groups)


def width(text: str) -> int:
    """How many pixels words of 12 pixels take at the most."""
    return sum(12 if ord(sign) > 0x2E7F else 7 for sign in text)


def _filled(kind: str, value: float, whole: float) -> str:
    return f'<rect class="{kind}" y="3" width="{_part(value, whole)}%" height="14"/>'


def _across(tick: Tick, whole: float) -> str:
    at, strong = _part(tick.at, whole), " binds" if tick.binds else ""
    return f'<line class="tick{strong}" x1="{at}%" x2="{at}%" y2="20"/>'


def _part(value: float, whole: float) -> str:
    """A part of the whole in percent, never outside of it."""
    return f"{min(max(100 * value / whole, 0), 100):.1f}".rstrip("0").rstrip(".")


def _spread(tick: Tick, whole: float) -> tuple[str, float, float]:
    """How words stand at a number, and from where to where they reach on a phone."""
    at = _NARROWEST * min(max(tick.at / whole, 0), 1)
    wide = max(width(tick.says), width(tick.name))
    if at + wide / 2 > _NARROWEST:
        return ' text-anchor="end"', at - wide, at
    if at < wide / 2:
        return "", at, at + wide
    return ' text-anchor="middle"', at - wide / 2, at + wide / 2


def _lane(lane: Lane, show: Show) -> Markup:
    return _LANE.format(show(lane.name), progress(lane.bar), show(lane.now), show(lane.left))


def _group(value: Tiles, group: Group, show: Show) -> Markup:
    squares = Markup("").join((_DONE if done else _TODO).format(name) for name, done in group.tiles)
    told = "；".join(_told(value, group))
    return _GROUP.format(show(group.name), group.done, len(group.tiles), told, squares)


def _told(value: Tiles, group: Group) -> Iterator[str]:
    waiting = "、".join(name for name, done in group.tiles if not done)
    yield f"{value.done}{group.done}个，共{len(group.tiles)}个"
    if waiting:
        yield f"{value.todo}：{waiting}"


# each row and each group stands on a line, so that those of hundreds of units can be parted (``division``)
_BARS = Markup(
    '<table class="bars{}" markdown="0"><caption class="sr-only">{}</caption><tbody>\n{}</tbody>{}\n</table>'
)
_LANE = Markup(
    '<tr><th scope="row">{}</th><td class="drawn">{}</td><td class="number">{}</td>'
    '<td class="left">{}</td></tr>\n'
)
_FOOT = Markup('<tfoot><tr><td></td><td class="drawn">{}</td><td></td><td></td></tr></tfoot>')
_TILES = Markup('<div class="mosaics{}" role="group" aria-label="{}" markdown="0">\n{}</div>')
_GROUP = Markup(
    '<div class="mosaic"><p><b>{}</b> <span>{}/{}</span></p>'
    '<p class="squares" role="img" aria-label="{}">{}</p></div>\n'
)
_DONE = Markup('<i class="done" title="{}"></i>')
_TODO = Markup('<i title="{}"></i>')
