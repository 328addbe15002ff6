"""The wall chart as sheets to be printed (.svg): A3 that lies across, each whole by itself, with fonts named and
none brought along. A chart of more rows than a sheet holds goes on on another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ... import widths
from ...words.states import State
from ..months import WallRow, WallView
from ..states import Palette
from ..values import Link, Mark, Value
from .printed import HEADED, INK, LINES
from .seen import seen
from .terminal import words

_WIDE, _HIGH, _EDGE = 420, 297, 12
"""Millimetres: of the sheet, and of what stays free around."""

_NAME, _NOW = 112, 34
"""Millimetres of the columns that say what a row is about, and how that stands now."""

_TOP, _HEAD, _FOOT = 38, 10, 20
"""Millimetres from the top to the table, of its head, and that stay free below it."""

_ROW, _LINE, _SIGN = 8, 4, 4.6
"""Millimetres of a row of one line, of each line of its words, and of a sign."""

_WORDS = 3.3
"""Millimetres of a Chinese character in the words of a row."""

_SONG = "宋体, SimSun, 华文宋体, STSong, 'Noto Serif CJK SC', serif"
_HEI = "黑体, SimHei, 华文黑体, STHeiti, 'Noto Sans CJK SC', sans-serif"
_TITLE = f"方正小标宋简体, FZXiaoBiaoSong-B05S, 华文中宋, STZhongsong, {_SONG}"
_STYLE = (
    "@page { size: A3 landscape; margin: 0 }"
    f" text {{ font-family: {_SONG}; font-size: {_WORDS}px; fill: {INK} }}"
    f" .title {{ font-family: {_TITLE}; font-size: 8.5px; text-anchor: middle }}"
    f" .head {{ font-family: {_HEI} }} .mid {{ text-anchor: middle }}"
    f" .sign {{ font-size: {_SIGN}px; text-anchor: middle }}"
    f" .quiet {{ fill: #555 }} .end {{ text-anchor: end }} line {{ stroke: {LINES}; stroke-width: .2 }}"
)
_FLAG = "◆"
_PLAIN = INK, "#fff"
"""The colours of a state that has none of its own."""


def drawn(view: WallView, title: str, about: str, palette: Palette) -> list[str]:
    """The sheets one after the other: the same for the same chart."""
    sheets = list(_parted(view.rows))
    return [
        _sheet(view, rows, title, f"{about} · 第 {number} 张，共 {len(sheets)} 张", palette)
        for number, rows in enumerate(sheets, 1)
    ]


def _parted(rows: Sequence[WallRow]) -> Iterator[list[WallRow]]:
    """So many rows as a sheet has room for; one sheet of a chart without any."""
    room = _HIGH - _TOP - _HEAD - _FOOT - _EDGE
    taken, high = list[WallRow](), 0.0
    for row in rows:
        if taken and high + _high(row) > room:
            yield taken
            taken, high = [], 0
        taken.append(row)
        high += _high(row)
    yield taken


def _sheet(
    view: WallView, rows: Sequence[WallRow], title: str, about: str, palette: Palette
) -> str:
    inside = [
        f"<style>{_STYLE}</style>",
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>',
        _text(_WIDE / 2, 22, title, "title"),
        _text(_WIDE / 2, 31, about, "mid quiet"),
        *_table(view, rows, palette),
        *_legend(view, rows, palette),
    ]
    size = f'width="{_WIDE}mm" height="{_HIGH}mm" viewBox="0 0 {_WIDE} {_HIGH}"'
    name = f"<title>{escape(seen(title))}</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{name}{"".join(inside)}</svg>\n'


def _table(view: WallView, rows: Sequence[WallRow], palette: Palette) -> Iterator[str]:
    left, right = _EDGE, _WIDE - _EDGE
    month = (right - left - _NAME - _NOW) / max(len(view.months), 1)
    edges = [left, *(left + _NAME + month * n for n in range(len(view.months) + 1)), right]
    y = float(_TOP)
    yield f'<rect x="{left}" y="{y}" width="{right - left}" height="{_HEAD}" fill="{HEADED}"/>'
    yield _text(left + 2, y + 6.3, view.head, "head")
    for place, name in enumerate((*view.months, view.now), 1):
        yield _text((edges[place] + edges[place + 1]) / 2, y + 6.3, name, "head mid")
    yield _line(left, y, right, y)
    y += _HEAD
    for row in rows:
        high = _high(row)
        yield _line(left, y, right, y)
        lines = _lines(row)
        for number, line in enumerate(lines):
            at = y + high / 2 + _LINE * (number - len(lines) / 2) + 3.1
            yield _text(left + 2, at, line)
        for place, cell in enumerate(row.cells, 1):
            yield from _cell(cell, edges[place], y, month, high, palette)
        badge = row.now
        if badge.state:
            ink, paper = palette.get(badge.state, _PLAIN)
            yield _rect(edges[-2], y, _NOW, high, paper)
            middle = (edges[-2] + edges[-1]) / 2
            yield _text(middle, y + high / 2 + 1.2, words(badge), "mid", ink)
        y += high
    yield _line(left, y, right, y)
    yield from (_line(x, _TOP, x, y) for x in edges)


def _cell(
    cell: Link | None, x: float, y: float, wide: float, high: float, palette: Palette
) -> Iterator[str]:
    """The sign of a month, and that something falls due in it."""
    marks = [each for each in _marks(cell.words) if isinstance(each, Mark)] if cell else []
    states = [mark.look for mark in marks if isinstance(mark.look, State)]
    flagged = any(mark.look == "flag" for mark in marks)
    middle, base = x + wide / 2, y + high / 2 + _SIGN * 0.36
    for state in states:
        ink, paper = palette.get(state, _PLAIN)
        yield _rect(x, y, wide, high, paper)
        yield _text(middle - (2 if flagged else 0), base, state.shape, "sign", ink)
    if flagged:
        yield _text(middle + (3.5 if states else 0), base, _FLAG, "sign", "#b3261e")


def _marks(value: Value) -> Iterator[Value]:
    if isinstance(value, tuple):
        for each in value:
            yield from _marks(each)
    else:
        yield value


def _legend(view: WallView, rows: Sequence[WallRow], palette: Palette) -> Iterator[str]:
    """What the signs mean, in as many lines as that takes."""
    y = _TOP + _HEAD + sum(map(_high, rows)) + 7
    signs = [words(badge) for badge, _ in view.legend]
    told = "　".join([*signs, f"{_FLAG} 通知写明的节点"])
    for number, line in enumerate(widths.fold(told, int((_WIDE - 2 * _EDGE) / _WORDS * 2))):
        yield _text(_EDGE, y + number * 5, line, "quiet")


def _lines(row: WallRow) -> list[str]:
    return widths.fold(words(row.head), int((_NAME - 4) / _WORDS * 2))


def _high(row: WallRow) -> float:
    return max(_ROW, len(_lines(row)) * _LINE + 2)


def _text(x: float, y: float, says: str, kind: str = "", ink: str = "") -> str:
    more = (f' class="{kind}"' if kind else "") + (f' style="fill:{ink}"' if ink else "")
    return f'<text x="{x:.2f}" y="{y:.2f}"{more}>{escape(seen(says))}</text>'


def _rect(x: float, y: float, wide: float, high: float, fill: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{wide:.2f}" height="{high:.2f}" fill="{fill}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.2f}" y1="{y1:.2f}" x2="{x2:.2f}" y2="{y2:.2f}"/>'
