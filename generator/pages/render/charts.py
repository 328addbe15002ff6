"""Charts on a page, as SVG of our own: a figure on the days of its data against the steps of what is asked.

Across, places are in percent and lines in a frame that stretches, so that words keep their size on
whatever the chart stands; colours are classes of the style sheet. Words are set where they meet no
others on the narrowest phone; those that find no place are left to the table beneath.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from itertools import pairwise

from markupsafe import Markup

from ..drawings import Chart, Need, Point
from ..values import MISSING
from .bars import width

_HEIGHT, _TOP, _BASE = 136, 18, 112
"""Pixels: of the whole, and where the top and the bottom of the scale are."""

_NARROW = 300
"""Pixels across of a chart on a phone."""

_SIDE = 2
"""Percent that stay free at either side, so that no point is cut."""

_EVERY = 3
"""Percent across after which a line is looked at again when room for words is sought."""

_DOTS = 40
"""Of more points than these only the line and the last one are drawn."""

_LINE = 13
"""Pixels that a line of words takes."""


def chart(value: Chart) -> Markup:
    """A chart, '' where there is nothing to draw."""
    if not value.points:
        return Markup("")
    words = _Words()
    inside = "".join((*_frame(value), *_words(value, words), *_figure(value)))
    kind = f"chart{' alarm' if value.alarm else ''}"
    return Markup(
        f'<svg class="{kind}" role="img" width="100%" height="{_HEIGHT}">'
        f"<title>{escape(value.title)}</title><desc>{escape(value.description)}</desc>{inside}</svg>"
    )


def across(value: Chart, day: date) -> float:
    """Where a day is, in percent from the left."""
    days = (value.last - value.first).days or 1
    part = (day - value.first).days / days
    return round(_SIDE + (100 - 2 * _SIDE) * min(max(part, 0), 1), 1)


def up(value: Chart, number: float) -> float:
    """Where a number is, in pixels from the top."""
    bottom, top = value.scale.bottom, value.scale.top
    return round(_BASE - (_BASE - _TOP) * (number - bottom) / ((top - bottom) or 1), 1)


def _frame(value: Chart) -> Iterator[str]:
    """What lies behind the figure: marks of the scale, and what is asked for."""
    marks = "".join(f"M0,{up(value, mark):g}H1000" for mark, _ in value.scale.marks)
    yield f'<svg viewBox="0 0 1000 {_HEIGHT}" preserveAspectRatio="none">'
    yield f'<path class="grid" d="{marks}M0,{_BASE}H1000"/>'
    bands = [need for need in value.needs if need.low is not None]
    yield from (f'<path class="band" d="{_band(value, need)}"/>' for need in bands)
    if steps := _steps(value, [need for need in value.needs if need.low is None]):
        yield f'<path class="asked" d="{steps}"/>'
    if others := "".join(_line(value, points) for points in value.beside):
        yield f'<path class="beside" d="{others}"/>'
    last = _known(value.points)[-1:]
    if not value.columns:
        yield f'<path class="line" d="{_line(value, value.points)}"/>'
    if value.ahead and last:
        yield f'<path class="ahead" d="{_line(value, (*last, value.ahead[0]))}"/>'
    yield "</svg>"


def _figure(value: Chart) -> Iterator[str]:
    """The figure itself, and the days by which something is asked for."""
    for need in value.needs:
        if need.node:
            x, y = across(value, need.end), up(value, need.value)
            yield f'<rect class="node" x="{x:g}%" y="{y - 3:g}" width="6" height="6"/>'
    known = _known(value.points)
    for point in known if len(known) <= _DOTS else known[-1:]:
        x, y = across(value, point.day), up(value, point.value or 0)
        if value.columns:
            yield f'<line class="column" x1="{x:g}%" x2="{x:g}%" y1="{up(value, 0):g}" y2="{y:g}"/>'
        else:
            yield f'<circle cx="{x:g}%" cy="{y:g}" r="3"/>'
    for point in value.points:
        if point.value is None:
            x = across(value, point.day)
            yield f'<text class="gap" x="{x:g}%" y="{_BASE - 3}">{MISSING}</text>'


def _words(value: Chart, words: _Words) -> Iterator[str]:
    """The words, those first that have to be there."""
    for mark, says in value.scale.marks:
        yield words.at(says, 0, [up(value, mark) - 3])
    _keep_lines_free(value, words)
    for point in _known(value.points)[-1:]:
        y = up(value, point.value or 0)
        places = [y - 8, y + 18, y - 22, y + 32, y + 46]
        yield words.at(value.newest, across(value, point.day), places, "newest", needed=True)
    if value.ahead:
        point, says = value.ahead
        y = up(value, point.value or 0)
        places = [y + 16, y - 7, y + 28, y - 20, y + 40, y + 52]
        yield words.at(says, across(value, point.day), places, "leads")
    for need in sorted(value.needs, key=lambda need: need.end, reverse=True):
        at = min(need.end, value.last)
        y = up(value, need.value)
        yield words.at(need.says, across(value, at), [y - 5, y + 15, y - 19], "needs")
    for day, says in _days(value):
        yield words.at(says, across(value, day), [_HEIGHT - 9])


def _keep_lines_free(value: Chart, words: _Words) -> None:
    """That no words may cover points, nor what joins them."""
    course = [*_known(value.points), *([value.ahead[0]] if value.ahead else [])]
    places = [(across(value, point.day), up(value, point.value or 0)) for point in course]
    for (left, begins), (right, ends) in pairwise(places):
        parts = max(1, round((right - left) / _EVERY))
        for part in range(parts):
            words.keep_free(
                left + (right - left) * part / parts, begins + (ends - begins) * part / parts
            )
    for x, y in places[-1:]:
        words.keep_free(x, y)


def _days(value: Chart) -> Iterator[tuple[date, str]]:
    """The days that are named beneath: the last, those of which something is asked, the first."""
    nodes = sorted((need.end for need in value.needs if need.node), reverse=True)
    ends = [value.last, *(day for day in nodes if value.first < day < value.last)]
    many = value.first.year != value.last.year
    yield from ((day, _named(day, many=many)) for day in dict.fromkeys(ends))
    year = f"{value.first.year}年" if many else ""
    month = value.first.day == 1
    yield value.first, f"{year}{value.first.month}月" + ("" if month else f"{value.first.day}日")


def _named(day: date, *, many: bool) -> str:
    """6月末, 6月15日, 年底; with the year where there are ``many``."""
    year = f"{day.year}年" if many else ""
    if (day.month, day.day) == (12, 31):
        return f"{day.year}年底" if many else "年底"
    last = day.day == calendar.monthrange(day.year, day.month)[1]
    return f"{year}{day.month}月末" if last else f"{year}{day.month}月{day.day}日"


def _known(points: Iterable[Point]) -> list[Point]:
    return [point for point in points if point.value is not None]


def _line(value: Chart, points: Sequence[Point]) -> str:
    """A line through points, broken where there is none."""
    told, pen = [], "M"
    for point in points:
        if point.value is not None:
            told.append(f"{pen}{across(value, point.day) * 10:g},{up(value, point.value):g}")
        pen = "M" if point.value is None else "L"
    return "".join(told)


def _steps(value: Chart, needs: Sequence[Need]) -> str:
    """What is asked for as steps, joined where one follows the other."""
    told = []
    for index, need in enumerate(needs):
        x, y = across(value, need.end) * 10, up(value, need.value)
        before = needs[index - 1] if index else None
        follows = before is not None and 0 <= (need.start - before.end).days <= 1
        start = f"V{y:g}" if follows else f"M{across(value, need.start) * 10:g},{y:g}"
        told.append(f"{start}H{x:g}")
    return "".join(told)


def _band(value: Chart, need: Need) -> str:
    left, right = (across(value, day) * 10 for day in (need.start, need.end))
    high, low = up(value, need.value), up(value, need.low or 0)
    return f"M{left:g},{high:g}H{right:g}V{low:g}H{left:g}z"


@dataclass
class _Words:
    """Words on a chart, with the room that is taken: left, right, top and bottom, in pixels of the narrowest
    one."""

    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def keep_free(self, x: float, y: float) -> None:
        """That no words may cover a point."""
        middle = x / 100 * _NARROW
        self.taken.append((middle - 4, middle + 4, y - 4, y + 4))

    def at(
        self, says: str, x: float, places: Sequence[float], kind: str = "", *, needed: bool = False
    ) -> str:
        """Words at a place across, at the first of some heights that is free; '' where none is, unless
        they are ``needed``."""
        wide = width(says)
        left = min(max(x / 100 * _NARROW - wide / 2, 0), _NARROW - wide)
        free = [y for y in places if self._free(left, wide, y)]
        if not says or not (free or needed):
            return ""
        y = (free or places)[0]
        self.taken.append((left, left + wide, *_tall(y)))
        place, anchor = x, ' text-anchor="middle"'
        if left == 0:
            place, anchor = 0, ""
        elif left == _NARROW - wide:
            place, anchor = 100, ' text-anchor="end"'
        drawn = f' class="{kind}"' if kind else ""
        return f'<text{drawn}{anchor} x="{place:g}%" y="{y:g}">{escape(says)}</text>'

    def _free(self, left: float, wide: float, y: float) -> bool:
        top, bottom = _tall(y)
        return (
            top >= 0
            and bottom <= _HEIGHT
            and all(
                left + wide + 2 <= start or end + 2 <= left or bottom <= above or below <= top
                for start, end, above, below in self.taken
            )
        )


def _tall(y: float) -> tuple[float, float]:
    """From where to where words reach that stand on a line."""
    return y - _LINE + 2, y + 2
