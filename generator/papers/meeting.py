"""The sheet for a meeting as an official paper: what its page says, in tables that leave room for one another."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Length, Mm

from .. import archives, widths, wording
from ..pages import drafted
from ..pages.kinds.home import HomeView
from ..pages.kinds.meeting import MeetingView, view
from ..pages.papers import OfficialPaper, Paragraph, Section, Sentence
from ..pages.site import Site
from ..pages.values import Line, Table
from .finish import lines
from .slots import words
from .template import check

TITLE = "会议一页纸"
DRAFT_OF = "推进情况"

_SMALLER, _SMALLEST = 0.75, 9
"""What becomes of the sizes of a template that papers of any length are laid out by, and points under which no
size goes."""

_EDGE, _BELOW = 16, 18
"""Millimetres that stay free around, and below."""

ROOM = 43
"""So many lines of tables one page holds, their titles and heads among them, beside its title and an opening of
``_OPENING`` lines; one more of these takes as much as two of a table."""

_OPENING, _ACROSS = 3, 88
"""Half characters of a line of the opening."""

_WIDE = round(Mm(210 - 2 * _EDGE).twips)

LEAST = 3
"""So many rows of what is short are shown whatever else there is."""


def paper(site: Site) -> OfficialPaper:
    """What a leader holds in his hand: of what is short so much as one page has room for, the rest is counted."""
    told = view(site)
    filed, waiting, ahead, said = (
        _filed(told.home),
        _waiting(told.home),
        _ahead(told),
        _said(told.home),
    )
    others = (said, filed, waiting, ahead)
    opening = _opening(site, told.home)
    longer = max(0, -(-widths.cells(opening) // _ACROSS) - _OPENING)
    left = ROOM - 2 * longer - sum(taken(table) for table in others if table.rows)
    short = _short(told, left)
    tables = tuple(table for table in (said, short, filed, waiting, ahead) if table.rows)
    marks = [mark for mark in drafted.marks(site) if mark != drafted.DRAFT]
    return OfficialPaper(
        title=TITLE,
        signed="",
        day="",
        sections=(Section(DRAFT_OF, tables),) if tables else (),
        marks=tuple(marks),
        opening=(Paragraph((Sentence((opening,)),)),),
    )


def tight(template: bytes) -> bytes:
    """A template by which a page holds more: everything smaller, less of it left free, its fonts as they are.
    UnusableError as whoever writes by it."""
    check(template)
    document = docx.Document(BytesIO(template))
    for section in document.sections:
        section.top_margin = section.left_margin = section.right_margin = Mm(_EDGE)
        section.bottom_margin, section.footer_distance = Mm(_BELOW), Mm(_EDGE // 2)
    for style in document.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            _tighten(style)
    stream = BytesIO()
    document.save(stream)
    return archives.settled(stream.getvalue(), lambda _, content: content)


def _tighten(style: Any) -> None:
    laid = style.paragraph_format
    if style.font.size:
        least = min(style.font.size.pt, _SMALLEST)
        style.font.size = Length(int(max(style.font.size * _SMALLER, least * 12700)))
    for name in ("line_spacing", "first_line_indent", "space_before", "space_after"):
        told = getattr(laid, name)
        if isinstance(told, Length):
            setattr(laid, name, Length(int(told * _SMALLER)))


def _opening(site: Site, home: HomeView) -> str:
    return wording.sentence(f"{site.catalogue.notice.name}（{home.when}）：{home.headline}")


def _said(home: HomeView) -> Table:
    rows = ((each.topic.words, each.words) for each in home.sentences)
    return Table("要点", ("事项", "情况"), tuple(rows))


def _short(told: MeetingView, room: int) -> Table:
    """So many rows of what is short as there is room for, and how many more there are."""
    shown: list[Line] = []
    for row in told.rows:
        if len(shown) >= LEAST and taken(Table("", told.columns, (*shown, row))) > room:
            break
        shown.append(row)
    more = told.more + len(told.rows) - len(shown)
    title = f"还差什么（另有{more}项）" if more else "还差什么"
    return Table(title, told.columns, tuple(shown))


def _filed(home: HomeView) -> Table:
    rows = ((each.badge, each.count, "" if each.marks else each.units) for each in home.filed)
    return Table(f"{home.filing}报送", ("结果", "单位数", "单位"), tuple(rows))


def _waiting(home: HomeView) -> Table:
    return Table("要定的事", ("事项",), tuple((each.what,) for each in home.waiting))


def _ahead(told: MeetingView) -> Table:
    rows = ((each.day, each.what, each.asks) for each in told.upcoming)
    return Table("接下来的期限", ("期限", "事项", "要求"), tuple(rows))


def taken(table: Table) -> int:
    """About how many lines a table takes with its title and head."""
    rows = [[words(cell) for cell in row] for row in table.rows]
    return 2 + lines([words(each) for each in table.columns], rows, _WIDE)
