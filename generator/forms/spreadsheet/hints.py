"""Hints beside the cells of a first row: what they say, and the frames in which it is shown."""

from __future__ import annotations

from functools import lru_cache

from ...problems import letters
from .xml import tag, text

_AUTHOR = "台账"


@lru_cache
def told(hints: tuple[str, ...], **spaces: str) -> str:
    """The part that says them, from the first column on."""
    each = "".join(
        tag("comment", _words(hint), ref=f"{letters(number)}1", authorId=0)
        for number, hint in enumerate(hints, 1)
    )
    authors = tag("authors", tag("author", _AUTHOR))
    return tag("comments", f"{authors}{tag('commentList', each)}", **spaces)


def _words(hint: str) -> str:
    return tag("text", tag("t", text(hint), xml__space="preserve"))


@lru_cache
def drawn(hints: int) -> str:
    """The part that draws so many frames, in VML: spreadsheets know no other way."""
    shapes = "".join(_SHAPE.format(shape=1025 + column, column=column) for column in range(hints))
    return f"{_BEGIN}{shapes}</xml>"


_BEGIN = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)

_SHAPE = (
    '<v:shape id="_x0000_s{shape}" type="#_x0000_t202" style="position:absolute;margin-left:59.25pt;'
    'margin-top:1.5pt;width:260px;height:140px;z-index:1;visibility:hidden" fillcolor="#ffffe1"'
    ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
    "<x:SizeWithCells/><x:AutoFill>False</x:AutoFill><x:Row>0</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
