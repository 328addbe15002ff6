"""What no slot can say of a document that is filled in: where its last section ends, how wide columns are, how
far from the right a signature stands; and that it is the work of nobody, of no day."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from ..pages.render.official import by_nobody
from ..widths import cells, shared
from .shipped import ATTACHED, DAY, SIGNED
from .slots import numeric

_BODY = 16
"""Points of characters of which nothing is said."""

_FEW = 280
"""Half characters of a paragraph of five lines."""

_BESIDE_DIGITS = re.compile(r"(?<=\d)(?=[^\d\s])|(?<=[^\d\s])(?=\d)")
_HALF = 115
"""Twentieths of a point that half a character of a table takes at the most: letters of some fonts are wide."""

_NARROWEST, _MEASURED = 10, 60
"""Half characters that a column of texts has at least, and by so many rows it is found how wide it is."""

_LONG = re.compile(r"[!-~]{20}")
"""What no line is ended in, as an address: the others of its paragraph would be stretched for it."""


def finish(document: Document, title: str) -> None:
    """Put a filled document in order; ``title`` is what readers' lists call it."""
    body = document.element.body
    _close_sections(body)
    _close_last(body)
    for table in body.iter(qn("w:tbl")):
        if table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
            _share(table, _room(table))
    _sign(document)
    for paragraph in document.paragraphs:
        if _LONG.search(paragraph.text) and _alignment(paragraph) == ALIGN.JUSTIFY:
            paragraph.alignment = ALIGN.LEFT
    by_nobody(document, title)


def _close_sections(body: Any) -> None:
    """Have the last paragraph of each section end it, where that was an empty one behind it: on a page that
    is full this one would stand on a page of its own."""
    for paragraph in list(body.iterchildren(qn("w:p"))):
        section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        before = paragraph.getprevious()
        if (
            section is None
            or paragraph.xpath("string(.)")
            or before is None
            or before.tag != qn("w:p")
        ):
            continue
        if before.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is None:
            before.get_or_add_pPr().append(section)
            body.remove(paragraph)


def _close_last(body: Any) -> None:
    """Have the document end with its last section: the one after that is empty."""
    last, own = body[-2], body[-1]
    section = last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") if last.tag == qn("w:p") else None
    if section is not None:
        body.replace(own, section)


def _room(table: Any) -> int:
    """Twentieths of a point across the sheet on which a table stands."""
    ends = table.xpath("following::w:sectPr[1]")[0]
    width, margins = ends.find(qn("w:pgSz")), ends.find(qn("w:pgMar"))
    return int(width.get(qn("w:w"))) - sum(
        int(margins.get(qn(f"w:{at}"))) for at in ("left", "right")
    )


def _share(table: Any, room: int) -> None:
    """Give the columns of a table the width of the sheet by what stands in them."""
    head, *rows = [[cell.xpath("string(.)") for cell in row.tc_lst] for row in table.tr_lst]
    if {len(row) for row in rows} != {len(head)}:
        return  # of the office's own making
    widths = _given(room, _shares(head, rows, room // _HALF))
    for column, width in zip(table.tblGrid.gridCol_lst, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            told = cell.get_or_add_tcPr().get_or_add_tcW()
            told.set(qn("w:w"), str(width))
            told.set(qn("w:type"), "dxa")
    whole = table.tblPr.find(qn("w:tblW"))
    if whole is not None:
        whole.set(qn("w:w"), str(sum(widths)))
        whole.set(qn("w:type"), "dxa")


def lines(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> int:
    """About how many lines the rows of a table take on a sheet that is ``room`` twentieths of a point across."""
    widths = [each // _HALF - 2 for each in _given(room, _shares(head, rows, room // _HALF))]
    return _height(
        [[_wide(cell) for cell in row] for row in rows], [max(each, 1) for each in widths]
    )


def _shares(head: Sequence[str], rows: Sequence[Sequence[str]], room: int) -> Sequence[int]:
    """How much of ``room`` each column takes, two free between them."""
    numbers = {at for at in range(len(head)) if numeric(row[at] for row in rows)}
    apart = [
        [
            f"{text} " if at in numbers else text.ljust(len(text) + _wide(text) - cells(text))
            for at, text in enumerate(row)
        ]
        for row in rows
    ]
    shares = shared(head, apart, room, numbers) or [1] * len(head)
    return _shorter(rows, shares, [at for at in range(len(head)) if at not in numbers])


def _given(room: int, shares: Sequence[int]) -> list[int]:
    return [room * (each + 2) // (sum(shares) + 2 * len(shares)) for each in shares]


def _shorter(
    rows: Sequence[Sequence[str]], shares: Sequence[int], texts: Sequence[int]
) -> list[int]:
    """The same with room moved from texts that need less of it to those that fold most, while that makes the table
    shorter: a column of long ones that is no wider than others makes pages of a few rows."""
    wide = [[_wide(row[at]) for at in texts] for row in rows[:_MEASURED]]
    widths = [shares[at] for at in texts]
    least = [min(width, _NARROWEST) for width in widths]
    for step in (8, 2):
        high = _height(wide, widths)
        while high > len(wide):
            moved = [
                [*widths[:a], widths[a] - step, *widths[a + 1 :]]
                for a in range(len(widths))
                if widths[a] - step >= least[a]
            ]
            tried = [
                [*left[:b], left[b] + step, *left[b + 1 :]]
                for left in moved
                for b in range(len(widths))
                if left[b] >= widths[b]
            ]
            best = min(tried, key=lambda each: _height(wide, each), default=widths)
            if _height(wide, best) >= high:
                break
            widths, high = best, _height(wide, best)
    found = list(shares)
    for at, width in zip(texts, widths, strict=True):
        found[at] = width
    return found


def _height(wide: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    """Lines of all rows together."""
    return sum(
        max((-(-cell // width) for cell, width in zip(row, widths, strict=True)), default=1) or 1
        for row in wide
    )


def _sign(document: Document) -> None:
    """Two characters free at the right of who signs, the day two further in than his first character; of a
    day that is the longer one, two free at its right (GB/T 9704-2012, 7.3.5.2). Left alone where the template
    has laid them out otherwise, and where there is no room."""
    by_style = {p.style.name: p for p in document.paragraphs if p.style}
    signed, day = by_style.get(SIGNED), by_style.get(DAY)
    for last in filter(None, (signed, day)):
        _keep_together(last)
    if not (signed and day and _is_plain(signed) and _is_plain(day)):
        return
    long, short = _characters(signed.text), _characters(day.text)
    begins = across(document.sections[0]) / Pt(size(signed)) - 2 - max(long, short + 2)
    if begins < 0:
        return
    for paragraph, further in ((signed, 0), (day, 2)):
        paragraph.alignment = ALIGN.LEFT
        paragraph.paragraph_format.left_indent = Pt(round((begins + further) * size(signed), 1))


def _keep_together(last: Paragraph) -> None:
    """Have what ends a paper, the list of what is attached among it, not begin a page: some lines of what it says
    stand above it. A paragraph of many lines is left alone, which some programs would move as a whole."""
    before = last._p.getprevious()
    while before is not None and before.tag == qn("w:p"):
        paragraph = Paragraph(before, last._parent)
        if cells(paragraph.text) > _FEW:
            return
        paragraph.paragraph_format.keep_with_next = True
        if paragraph.text and not (paragraph.style and paragraph.style.name == ATTACHED):
            return
        before = before.getprevious()


def across(sheet: Section) -> int:
    """How wide the lines of a sheet are, in the units of ``Emu``."""
    return (sheet.page_width or 0) - (sheet.left_margin or 0) - (sheet.right_margin or 0)


def _characters(text: str) -> float:
    """How many Chinese characters a text is wide: beside digits there is a quarter of one free."""
    return cells(text) / 2 + len(_BESIDE_DIGITS.findall(text)) / 4


def _wide(text: str) -> int:
    """The same in whole halves of one."""
    return math.ceil(2 * _characters(text))


def _alignment(paragraph: Paragraph) -> ALIGN | None:
    style = paragraph.style
    own = paragraph.alignment
    return own if own is not None or style is None else style.paragraph_format.alignment


def _is_plain(paragraph: Paragraph) -> bool:
    """Whether it stands at the right, and only because its style says so."""
    own, style = paragraph.paragraph_format, paragraph.style
    at_right = style is not None and style.paragraph_format.alignment == ALIGN.RIGHT
    return at_right and own.right_indent is None and own.alignment is None


def size(paragraph: Paragraph) -> float:
    """Points of its characters."""
    style = paragraph.style
    fonts = [run.font for run in paragraph.runs] + ([style.font] if style else [])
    return next((font.size.pt for font in fonts if font.size), _BODY)
