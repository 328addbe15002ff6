"""What cells look like: the letters, fills, lines and formats of a workbook, and their combinations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .tab import Open, Style
from .xml import counted, tag

_OFFICE = tag("name", val="微软雅黑")
"""Letters that office machines have; without a name spreadsheets choose any."""

_PLAIN, _TOLD, _TITLE, _BOLD, _WHITE, _PALE = range(6)
_FONTS = (
    tag("sz", val=11) + tag("name", val="Calibri") + tag("family", val=2),
    tag("sz", val=11) + _OFFICE,
    tag("b") + tag("sz", val=16) + _OFFICE,
    tag("b") + tag("sz", val=11) + _OFFICE,
    tag("b") + tag("sz", val=11) + tag("color", rgb="FFFFFFFF") + _OFFICE,
    tag("i") + tag("sz", val=11) + tag("color", rgb="FF595959") + _OFFICE,
)


def _solid(colour: str) -> str:
    return tag("patternFill", tag("fgColor", rgb=colour), patternType="solid")


_BLUE, _GREY = 2, 3
_FILLS = (
    tag("patternFill", patternType="none"),
    tag("patternFill", patternType="gray125"),  # the first two are the same in every workbook
    _solid("FF0B5394"),
    _solid("FFEFEFEF"),
)

_SIDES = ("left", "right", "top", "bottom")
_FRAMED = 1
_BORDERS = (
    "".join(map(tag, (*_SIDES, "diagonal"))),
    "".join(tag(side, tag("color", rgb="FFBFBFBF"), style="thin") for side in _SIDES)
    + tag("diagonal"),
)

_TOP = tag("alignment", vertical="top")
_WRAPPED = tag("alignment", vertical="top", wrapText=1)
_CENTRED = tag("alignment", horizontal="center", vertical="center", wrapText=1)
_UNLOCKED = tag("protection", locked=0)

_TEXT = 49
_BUILT_IN = {"General": 0, "@": _TEXT}
_OWN = 164
"""What a workbook has of its own in formats is numbered from here."""


def _look(
    font: int = _PLAIN, fill: int = 0, border: int = 0, number: int = 0, inside: str = ""
) -> str:
    return tag(
        "xf",
        inside,
        numFmtId=number,
        fontId=font,
        fillId=fill,
        borderId=border,
        xfId=0,
        applyNumberFormat=1 if number else None,
        applyFont=1 if font else None,
        applyFill=1 if fill else None,
        applyBorder=1 if border else None,
        applyAlignment=1 if "<alignment" in inside else None,
        applyProtection=1 if "<protection" in inside else None,
    )


_LOOKS: Mapping[Style, str] = {
    Style.PLAIN: _look(),
    Style.TITLE: _look(_TITLE),
    Style.TOLD: _look(_TOLD),
    Style.BOLD: _look(_BOLD),
    Style.WRAPPED: _look(inside=_WRAPPED),
    Style.HEAD: _look(_WHITE, _BLUE, _FRAMED, inside=_CENTRED),
    Style.GIVEN: _look(_TOLD, _GREY, _FRAMED, _TEXT, _TOP),
    Style.BESIDE: _look(_PALE, _GREY, _FRAMED, _TEXT, _WRAPPED),
}


@lru_cache
def written(opened: tuple[Open, ...], **spaces: str) -> str:
    """The part of the styles: first each ``Style``, then those of open columns, in their order."""
    own = [f for f in dict.fromkeys(each.number_format for each in opened) if f not in _BUILT_IN]
    numbers = _BUILT_IN | {name: number for number, name in enumerate(own, _OWN)}
    looks = [_LOOKS[style] for style in Style]
    for each in opened:
        held = (_WRAPPED if each.wraps else _TOP) + _UNLOCKED
        looks.append(_look(number=numbers[each.number_format], inside=held))
    formats = (tag("numFmt", numFmtId=numbers[name], formatCode=name) for name in own)
    inside = (
        counted("numFmts", formats),
        counted("fonts", (tag("font", each) for each in _FONTS)),
        counted("fills", (tag("fill", each) for each in _FILLS)),
        counted("borders", (tag("border", each) for each in _BORDERS)),
        counted("cellStyleXfs", [tag("xf", numFmtId=0, fontId=0, fillId=0, borderId=0)]),
        counted("cellXfs", looks),
        counted("cellStyles", [tag("cellStyle", name="Normal", xfId=0, builtinId=0)]),
    )
    return tag("styleSheet", "".join(inside), **spaces)
