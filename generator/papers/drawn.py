"""Drawings as pictures for paper: those of the pages, laid out across the sheet and turned into dots.

Letters are those of the machine. Where it has no Chinese ones a picture would have holes, so the numbers
stand in a table and it is said why.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from resvg_py import svg_to_bytes

from .. import wording
from ..frozen import dataclass
from ..pages import values as v
from ..pages.drawings import Chart, Progress
from ..pages.render import bars, charts, official
from ..pages.render.seen import seen
from ..pages.render.terminal import words
from ..widths import fold

WIDTH = 620
"""Units across of a picture, which takes the whole width of the type area: letters are of some 8.5 points."""

_DOTS = 3
"""Dots to a unit: 300 to an inch on the sheet."""

_LETTERS = (
    *official.SUBSTITUTES[official.HEI].split(","),
    official.HEI,
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "DengXian",
    "PingFang SC",
    "Heiti SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    *official.SUBSTITUTES[official.SONG].split(","),
)
"""Fonts with Chinese letters that machines have, those first that are read best when small."""

_INK, _QUIET, _DONE, _PALE, _WHOLE = "#000", "#444", "#7d7d7d", "#c8c8c8", "#efefef"
_STYLE = f"""
text {{ font-family: "%s"; font-size: 12px; fill: {_INK}; stroke: #fff; stroke-width: 3; paint-order: stroke }}
.chart path, .chart line {{ fill: none }}
.grid {{ stroke: {_PALE} }}
.band {{ fill: {_WHOLE} }}
.asked {{ stroke: {_QUIET}; stroke-width: 1.5; stroke-dasharray: 6 3 }}
.node {{ fill: {_QUIET}; transform: translateX(-3px) }}
.beside {{ stroke: {_PALE} }}
.line {{ stroke: {_INK}; stroke-width: 2.2 }}
.chart .ahead {{ stroke: {_INK}; stroke-width: 1.5; stroke-dasharray: 3 3 }}
.column {{ stroke: {_INK}; stroke-width: 8 }}
.newest, .binds {{ font-weight: 700 }}
.gap {{ text-anchor: middle }}
.whole {{ fill: {_WHOLE}; stroke: {_PALE} }}
.bar .ahead {{ fill: {_PALE} }}
.bar .done {{ fill: {_DONE} }}
.untold .whole {{ fill: none; stroke: {_QUIET}; stroke-dasharray: 3 3 }}
.tick {{ stroke: {_INK} }}
.tick.binds {{ stroke-width: 2.5 }}
.tile {{ fill: none; stroke: {_QUIET}; stroke-width: 1.2 }}
.tile.done {{ fill: {_DONE} }}
"""
"""As a copier without colours has it: what is done is dark, what is asked is a line."""

_HIGH = 136
"""Units of a chart from its top to its foot, as ``charts`` draws it."""

_ROW, _GAP = 24, 10
"""Units of a row of one line, and between columns."""

_NAME, _LEFT = 34, 24
"""Half characters of which a line is at the most: a name, and how far that is or what is left."""

_TILE = 16


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it says to whoever does not see it."""

    png: bytes
    says: str


def picture(drawing: v.Drawing) -> Picture | None:
    """The picture of a drawing; None where this machine has no letters for it."""
    font = _font()
    if font is None:
        return None
    inside, high = _drawn(drawing)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high}">{inside}</svg>'
    png = svg_to_bytes(
        svg_string=svg, style_sheet=_STYLE % font, background="#fff", zoom=_DOTS, font_family=font
    )
    return Picture(bytes(png), seen(words(drawing)))


def is_empty(drawing: v.Drawing) -> bool:
    """Whether there is nothing to be seen on it."""
    match drawing:
        case Chart():
            return not drawing.points
        case v.Bars():
            return not drawing.lanes
        case v.Tiles():
            return not drawing.groups
        case Progress():
            return False


def numbers(drawing: v.Drawing) -> v.Table | None:
    """What a drawing shows as a table; None where its title says all there is."""
    match drawing:
        case Chart():
            points = [(wording.day(point.day), _number(point.value)) for point in drawing.points]
            return v.Table(drawing.title, ("日期", "数值"), tuple(points))
        case v.Bars():
            lanes = tuple((lane.name, lane.now, lane.left) for lane in drawing.lanes)
            return v.Table(drawing.title, ("名称", "数值", "说明"), lanes)
        case v.Tiles():
            groups = tuple(
                (group.name, group.done, len(group.tiles), _waiting(group))
                for group in drawing.groups
            )
            return v.Table(drawing.title, ("名称", drawing.done, "共", drawing.todo), groups)
        case Progress():
            return None


@lru_cache(maxsize=1)
def _font() -> str | None:
    """The first font that this machine has Chinese letters of: two of them look different."""
    for name in _LETTERS:
        one, other = (
            svg_to_bytes(
                svg_string='<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
                f'<text y="16" font-size="16" font-family="{name}">{letter}</text></svg>'
            )
            for letter in "国民"
        )
        if one != other:
            return name
    return None


def _drawn(drawing: v.Drawing) -> tuple[str, int]:
    """A drawing in units, and how high it is."""
    match drawing:
        case Chart():
            return seen(charts.chart(drawing)), _HIGH
        case Progress():
            return seen(bars.progress(drawing)), _ROW
        case v.Bars():
            return _bars(drawing)
        case v.Tiles():
            return _tiles(drawing)


def _bars(value: v.Bars) -> tuple[str, int]:
    """A row for each lane: whose it is, the bar, how far, what is left; beneath all what is asked of all."""
    names, reached, rests = (
        [fold(seen(words(part)), most) for part in parts]
        for parts, most in (
            ([lane.name for lane in value.lanes], _NAME),
            ([lane.now for lane in value.lanes], _LEFT),
            ([lane.left for lane in value.lanes], _LEFT),
        )
    )
    start = _across(names)
    left = WIDTH - max(_across(rests) - _GAP, 0)
    now = left - _across(reached)
    long = now - _GAP - start
    told, high = [], 0
    for lane, *parts in zip(value.lanes, names, reached, rests, strict=True):
        told += [_lines(part, x, high) for part, x in zip(parts, (0, now, left), strict=True)]
        told.append(f'<svg x="{start}" y="{high + 2}" width="{long}" height="20">')
        told.append(f"{bars.progress(lane.bar)}</svg>")
        high += _high(*parts)
    if value.axis:
        whole = max(lane.bar.whole for lane in value.lanes)
        told.append(f'<svg x="{start}" y="{high}" width="{long}" height="34">')
        told.append(f"{bars.axis(value.axis, whole)}</svg>")
        high += 34
    return "".join(told), high


def _tiles(value: v.Tiles) -> tuple[str, int]:
    """Groups under each other: whose they are, how many are done, a square for each."""
    names = [fold(seen(words(group.name)), _NAME) for group in value.groups]
    counts = [[_count(group)] for group in value.groups]
    now = _across(names)
    start = now + _across(counts)
    across = (WIDTH - start) // _TILE
    told, high = [], 0
    for group, name, count in zip(value.groups, names, counts, strict=True):
        told += [_lines(name, 0, high), _lines(count, now, high)]
        for at, (_, done) in enumerate(group.tiles):
            x, y = start + at % across * _TILE, high + 6 + at // across * _TILE
            kind = "tile done" if done else "tile"
            told.append(f'<rect class="{kind}" x="{x}" y="{y}" width="12" height="12"/>')
        high += _high(name, range(-(-len(group.tiles) // across)))
    return "".join(told), high


def _across(column: Sequence[Sequence[str]]) -> int:
    """Units that a column of lines takes, with what is free beside it; 0 for one that says nothing."""
    wide = max((bars.width(line) for lines in column for line in lines), default=0)
    return wide + _GAP if wide else 0


def _high(*columns: Sequence[object]) -> int:
    """Units of a row whose cells have so many lines."""
    return _ROW + (max(1, *map(len, columns)) - 1) * _TILE


def _lines(lines: Sequence[str], x: int, top: int) -> str:
    placed = enumerate(lines)
    return "".join(
        f'<text x="{x}" y="{top + 17 + at * _TILE}">{escape(line)}</text>' for at, line in placed
    )


def _count(group: v.Group) -> str:
    return f"{group.done}/{len(group.tiles)}"


def _waiting(group: v.Group) -> str:
    return "、".join(name for name, done in group.tiles if not done)


def _number(value: float | None) -> str:
    return v.MISSING if value is None else wording.exact(round(value, 2))
