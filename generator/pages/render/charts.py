"""Charts as SVG, drawn while the site is built: readable in the dark, on paper and to a screen reader.

Axes and lines come from Vega-Lite by vl-convert, which needs neither a browser nor a network. It
knows no style sheet, so colours that stand for nothing are drawn and replaced by custom properties.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape
from typing import Any, assert_never

from markupsafe import Markup

from ...wording import RANKS
from ..values import MISSING, Bar, Chart, Spark

_WIDTH, _HEIGHT = 640, 220
_LINES = 6
"""So many lines are told apart in one chart; more of them say nothing."""

_SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
_DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [4, 4], [1, 3])
_PROPERTIES = {
    **{f"#0101{n:02x}": f"var(--chart-{n})" for n in range(1, _LINES + 1)},
    "#010201": "var(--chart-target)",
    "#010301": "currentColor",
    "#010401": "var(--line)",
}
_FONT = "inherit"

# What says nothing, or nothing that the style sheet does not: half of a drawing.
_SPARED = [
    (re.compile(pattern), used)
    for pattern, used in (
        (r'<path class="(?:background|foreground)"[^>]*/>', ""),
        (r'\s(?:role|aria-[a-z]+|class|pointer-events|font-family|stroke-miterlimit)="[^"]*"', ""),
        (r'\s(?:opacity|stroke-width)="1"', ""),
        (r"(\.\d)\d+", r"\1"),
        (r' transform="translate\(0,0\)"', ""),
        (r"<g></g>", ""),
    )
]


def drawn(value: Chart | Spark | Bar) -> Markup:
    """A drawing; '' for a chart of which there is nothing to draw."""
    match value:
        case Chart():
            return _chart(value)
        case Spark():
            return _spark(value)
        case Bar():
            return _bar(value)
        case _:
            assert_never(value)


def _chart(chart: Chart) -> Markup:
    """Lines over time with the target as steps."""
    lines = [s for s in chart.series[:_LINES] if any(value is not None for value in s.values)]
    if not lines or len(chart.times) < 2:
        return Markup("")
    import vl_convert  # takes a moment to load, and only a build draws

    shown = replace(chart, series=lines)
    svg = vl_convert.vegalite_to_svg(json.dumps(_specification(shown)))
    return _settled(svg, chart.title, chart.description)


def _spark(spark: Spark) -> Markup:
    """Bars in the height of a line, and the target above or behind them."""
    values, target = spark.series.values, spark.target
    known = [value for value in (*values, *target) if value is not None]
    top = max(known, default=0) or 1
    step, height = 10, 24
    bars = "".join(
        f'<rect x="{step * index + 1}" y="{height - _scaled(value, top, height):g}" width="7" '
        f'height="{_scaled(value, top, height):g}" fill="var(--chart-1)"/>'
        for index, value in enumerate(values)
        if value is not None
    )
    aims = "".join(
        f'<path d="M{step * index},{height - _scaled(value, top, height):g}h9" '
        f'stroke="var(--chart-2)" stroke-width="1.5"/>'
        for index, value in enumerate(target)
        if value is not None
    )
    gaps = "".join(
        f'<path d="M{step * index + 2},{height - 6}l5,5m0,-5l-5,5" stroke="currentColor"/>'
        for index, absent in enumerate(spark.series.missing)
        if absent
    )
    return _small(spark.title, step * len(values), height, f"{bars}{aims}{gaps}")


def _bar(bar: Bar) -> Markup:
    """A bar, with the target as a line across it."""
    width, height = 100, 14
    top = max(bar.value, bar.target or 0, 0) or 1
    long = round(width * max(0.0, bar.value) / top, 1)
    aim = ""
    if bar.target is not None:
        at = round(width * bar.target / top, 1)
        aim = f'<path d="M{min(at, width - 1):g},0v{height}" stroke="var(--chart-2)" stroke-width="2"/>'
    shape = f'<rect y="2" width="{long:g}" height="{height - 4}" fill="var(--chart-1)"/>'
    return _small(bar.title, width, height, f"{shape}{aim}")


def _small(title: str, width: int, height: int, inside: str) -> Markup:
    return Markup(
        f'<svg class="spark" role="img" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><title>{escape(title)}</title>{inside}</svg>'
    )


def _scaled(value: float, top: float, height: int) -> float:
    return round(max(0.5, value / top * (height - 2)), 1)


def _specification(chart: Chart) -> dict[str, Any]:
    times, lines = chart.times, chart.series
    names = [line.name for line in lines]
    rows = [  # a line breaks where it has no value
        {"time": time, "name": line.name, "value": value}
        for line in lines
        for time, value in zip(times, line.values, strict=True)
    ]
    absent = {index for line in lines for index, gone in enumerate(line.missing) if gone}
    gaps = [{"time": time, "value": 0} for index, time in enumerate(times) if index in absent]
    lows = chart.low or (None,) * len(times)
    steps = [
        {"time": time, "value": value, "low": low}
        for time, value, low in zip(times, chart.target, lows, strict=True)
        if value is not None
    ]
    ranged = any(low is not None for low in lows)
    colours = [colour for colour in _PROPERTIES if colour.startswith("#0101")][: len(lines)]
    name = {
        "field": "name",
        "type": "nominal",
        "sort": names,
        "legend": {"title": None, "orient": "top"} if len(lines) > 1 else None,
    }
    x = {"field": "time", "type": "ordinal", "sort": list(times), "title": None}
    y = {"field": "value", "type": "quantitative", "title": chart.unit, "scale": {"zero": True}}
    if chart.unit in RANKS:
        y["scale"] = {"zero": False, "reverse": True, "nice": False}
    if "%" not in chart.unit:
        y["axis"] = {"tickMinStep": 1}
    drawn = {
        "data": {"values": rows},
        "mark": {"type": "line", "point": {"size": 45, "filled": True}, "strokeWidth": 2},
        "encoding": {
            "x": {**x, "axis": {"labelAngle": 0, "labelAlign": "center"}},
            "y": y,
            "color": {**name, "scale": {"domain": names, "range": colours}},
            "shape": {**name, "scale": {"domain": names, "range": _SHAPES[: len(lines)]}},
            "strokeDash": {**name, "scale": {"domain": names, "range": _DASHES[: len(lines)]}},
        },
    }
    aim = {
        "data": {"values": steps},
        "mark": {
            "type": "line",
            "interpolate": "step-after",
            "color": "#010201",
            "strokeWidth": 2.5,
            "strokeDash": [10, 4],
        },
        "encoding": {"x": x, "y": y},
    }
    if ranged:
        aim["mark"] = {"type": "bar", "color": "#010201", "opacity": 0.25, "width": {"band": 1}}
        aim["encoding"] = {"x": x, "y": y, "y2": {"field": "low"}}
    gap = {
        "data": {"values": gaps},
        "mark": {"type": "text", "text": MISSING, "color": "#010301", "fontSize": 13, "dy": -8},
        "encoding": {"x": x, "y": y},
    }
    text = {"labelColor": "#010301", "titleColor": "#010301", "labelFont": _FONT}
    own = [
        {"time": times[-1], "name": line.name, "value": line.aim}
        for line in lines
        if line.aim is not None
    ]
    tick = {
        "data": {"values": own},
        "mark": {"type": "tick", "orient": "horizontal", "size": 26, "thickness": 3},
        "encoding": {
            "x": x,
            "y": y,
            "color": {**name, "scale": {"domain": names, "range": colours}},
        },
    }
    layers = [*([aim] if steps else []), drawn, *([tick] if own else [])]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": _WIDTH,
        "height": _HEIGHT,
        "background": None,
        "layer": [*layers, *([gap] if gaps else [])],
        "config": {
            "font": _FONT,
            "view": {"stroke": None},
            "axis": {
                **text,
                "titleFont": _FONT,
                "gridColor": "#010401",
                "domainColor": "#010401",
                "tickColor": "#010401",
                "labelFontSize": 13,
                "titleFontSize": 13,
            },
            "legend": {**text, "labelFontSize": 13, "symbolSize": 90},
        },
    }


def _settled(svg: str, title: str, description: str) -> Markup:
    """The drawing as a part of a page: told by title and description, coloured by the page."""
    for drawn, used in _PROPERTIES.items():
        svg = svg.replace(f'"{drawn}"', f'"{used}"')
    inside = svg.partition(">")[2].rpartition("</svg>")[0]
    size = re.search(r'viewBox="([^"]+)"', svg)
    for pattern, used in _SPARED:
        inside = pattern.sub(used, inside)
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    box = size[1] if size else f"0 0 {_WIDTH} {_HEIGHT}"
    return Markup(
        f'<svg class="chart" role="img" viewBox="{box}" xmlns="http://www.w3.org/2000/svg">'
        f"{words}{inside}</svg>"
    )
