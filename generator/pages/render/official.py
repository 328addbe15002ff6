"""A Word document laid out as official papers are, by GB/T 9704-2012: 5.2 (paper and type area), 7.3
(titles, body and headings) and 7.5 (page numbers).

What is handed over as such a paper (``papers``) and what is explained in such a file (``docx``) look alike.

Fonts are named and never brought along. Whoever lacks one is shown the first that he has of those which
the table of fonts puts in its place.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from ... import archives

HEADINGS = 3
"""So many levels of headings there are below the title."""

SONG, FANG, HEI, KAI, TITLE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
WESTERN = "Times New Roman"
SUBSTITUTES = {
    SONG: "SimSun,华文宋体,STSong,Noto Serif CJK SC",
    FANG: "仿宋,FangSong,方正仿宋_GBK,华文仿宋,STFangsong,Noto Serif CJK SC",
    HEI: "SimHei,方正黑体_GBK,华文黑体,STHeiti,Noto Sans CJK SC",
    KAI: "楷体,KaiTi,方正楷体_GBK,华文楷体,STKaiti,Noto Serif CJK SC",
    TITLE: "FZXiaoBiaoSong-B05S,方正小标宋_GBK,华文中宋,STZhongsong,SimSun,Noto Serif CJK SC",
}
"""Each font with what may take its place, the nearest first."""

FONTS = "word/fontTable.xml"
"""Where a document has its table of fonts."""


class Look(NamedTuple):
    """A style: its font, size and height of a line in points, 0 for as high as what stands in it; and the
    characters by which a paragraph begins further in."""

    font: str
    size: float
    line: float
    indent: int = 0
    align: ALIGN = ALIGN.LEFT


STYLES = {
    "Normal": Look(FANG, 16, 28.95),
    "Title": Look(TITLE, 22, 33, align=ALIGN.CENTER),
    "Body Text": Look(FANG, 16, 28.95, 2, ALIGN.JUSTIFY),
    "Heading 1": Look(HEI, 16, 28.95, 2),
    "Heading 2": Look(KAI, 16, 28.95, 2),
    "Heading 3": Look(FANG, 16, 28.95, 2),
    "List Paragraph": Look(FANG, 12, 20),
    "Caption": Look(HEI, 12, 24, align=ALIGN.CENTER),
    "No Spacing": Look(FANG, 10.5, 16),
    "Footer": Look(SONG, 14, 20),
}
"""What is used: 22 lines of 28 characters of 3号 on a page, tables in 5号, page numbers in 4号."""

_BODY = 16
_CLOSER = "-5"
"""Twentieths of a point between characters of the body: 28 of 16 points would be wider than 156 mm."""

_ABOUT = ("/thumbnail", "/extended-properties", "/custom-properties")
_REMARKS = ("/comments", "/commentsExtended", "/commentsIds", "/commentsExtensible", "/people")
_UNUSED = ("/stylesWithEffects", "/customXml", "/numbering", "/webSettings")
"""What comes along with a document and is not of its words: about who wrote it, what was remarked on it, and
what an empty one has of another."""

_LONGEST = 255
"""Characters of a title in the properties."""

_NEEDED = ("Default Paragraph Font", "Normal Table", "No List", "Table Grid")

_WRITTEN = datetime(2000, 1, 1)
"""The day of every document: the same content is the same bytes, whenever it is written."""


def blank(title: str) -> Document:
    """A document without a paragraph, by nobody and of no day; ``title`` is what readers' lists call it."""
    document = docx.Document()
    by_nobody(document, title)
    for name, look in STYLES.items():
        lay_out(document.styles[name], look)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:eastAsia"), "zh-CN")
    for spoken in document.settings.element.iter(qn("w:themeFontLang")):
        spoken.set(qn("w:eastAsia"), "zh-CN")
    for zoom in document.settings.element.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")
    _tidy(document)
    _page(document)
    return document


def by_nobody(document: Document, title: str) -> None:
    """Have a document be called so, and tell neither who wrote it or its template, nor when or with what."""
    told = document.core_properties
    told.title, told.language, told.revision = title[:_LONGEST], "zh-CN", 1
    told.author = told.last_modified_by = told.comments = told.subject = told.keywords = ""
    told.created = told.modified = _WRITTEN
    _unrelate(document.part.package, _ABOUT)
    _unrelate(document.part, _REMARKS)


def _unrelate(part: Any, kinds: tuple[str, ...]) -> None:
    """Leave out the parts whose kinds end so."""
    for key, each in list(part.rels.items()):
        if each.reltype.endswith(kinds):
            del part.rels[key]


def _tidy(document: Document) -> None:
    """Leave out what no document of ours uses, so that an office's list of styles is one that it can read."""
    _unrelate(document.part, _UNUSED)
    for style in list(document.styles):
        if style.name not in STYLES and style.name not in _NEEDED:
            style.delete()
    known = {style.style_id for style in document.styles}
    for link in list(document.styles.element.iter(qn("w:link"))):
        if link.get(qn("w:val")) not in known:
            link.getparent().remove(link)


def saved(document: Document) -> bytes:
    """The file: the same bytes for the same document, whenever it is saved."""
    stream = BytesIO()
    document.save(stream)
    return archives.settled(stream.getvalue(), _with_fonts)


def lay_out(style: Any, look: Look) -> None:
    """Have a style look so and in no other way; which level of heading it is stays."""
    for part in (style.element.get_or_add_pPr(), style.element.get_or_add_rPr()):
        for child in list(part):
            if child.tag != qn("w:outlineLvl"):
                part.remove(child)
    style.font.size, style.font.bold = Pt(look.size), False
    if look.size == _BODY:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), _CLOSER)
        style.element.rPr.find(qn("w:sz")).addprevious(closer)
    fonts = style.element.rPr.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), WESTERN)
    fonts.set(qn("w:eastAsia"), look.font)
    laid = style.paragraph_format
    laid.space_before = laid.space_after = Pt(0)
    laid.line_spacing, laid.alignment = Pt(look.line) if look.line else 1.0, look.align
    laid.widow_control = False  # each page has its 22 lines
    within = OxmlElement("w:overflowPunct")  # each line its 28 characters, and none outside
    within.set(qn("w:val"), "0")
    style.element.pPr.find(qn("w:widowControl")).addnext(within)
    if look.indent:
        laid.first_line_indent = Pt(look.indent * look.size)
        style.element.pPr.ind.set(qn("w:firstLineChars"), str(100 * look.indent))
    laid.keep_with_next = style.name.startswith(("Heading", "Caption"))


def _page(document: Document) -> None:
    """A4 with its type area of 156 by 225 mm; the number outside below, right on odd pages."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer.paragraphs[0], ALIGN.RIGHT)
    _number(section.even_page_footer.paragraphs[0], ALIGN.LEFT)


def _number(paragraph: Paragraph, side: ALIGN) -> None:
    """— 1 —, a character away from the edge."""
    paragraph.style, paragraph.alignment = "Footer", side
    edge = paragraph.paragraph_format
    edge.left_indent = edge.right_indent = Pt(STYLES["Footer"].size)
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(paragraph.add_run("1")._r)
    paragraph._p.append(field)
    paragraph.add_run(" —")


def substituted(table: bytes) -> bytes:
    """A table of fonts with ours in it, and what may take their places where it names nothing."""
    fonts = parse_xml(table)
    known = {font.get(qn("w:name")): font for font in fonts}
    for ours in parse_xml(_table()):
        font = known.get(ours.get(qn("w:name")))
        if font is None:
            fonts.append(ours)
        elif font.find(qn("w:altName")) is None and len(ours) > 1:
            font.insert(0, ours[0])
    return serialize_part_xml(fonts)


def _with_fonts(name: str, content: bytes) -> bytes:
    """A part of the document, in the place of its table of fonts our own."""
    return _table() if name == FONTS else content


def _table() -> bytes:
    rows = "".join(
        f"<w:font w:name={quoteattr(font)}><w:altName w:val={quoteattr(others)}/>"
        '<w:charset w:val="86"/></w:font>'
        for font, others in SUBSTITUTES.items()
    )
    western = f'<w:font w:name={quoteattr(WESTERN)}><w:charset w:val="00"/></w:font>'
    return f"<w:fonts {nsdecls('w')}>{rows}{western}</w:fonts>".encode()
