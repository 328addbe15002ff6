"""The template that comes with the program, ``site/papers/official.docx``: a sample of each thing that
a paper consists of, with its slots, which an office restyles in WPS or Word.

``python -m generator.papers.shipped`` writes it. The blank lines are those of GB/T 9704-2012, 7.3: two above
the title, one below it, one above the list of attachments and above the signature; 7.3.5 to 7.3.8 say where
these stand. On sheets across the number stays where it is on the others when all are bound (8).
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.section import Section, _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

from .. import disk, look
from ..pages.render.official import FANG, HEI, SONG, Look, blank, lay_out, saved

PATH = "site/papers/official.docx"

_TAG = "模板标记"
"""What directs and is not printed, small and grey, so that a template looks like its papers."""

SIGNED, DAY, ATTACHED = "署名", "成文日期", "附件说明"

STYLES = {
    "公文标记": Look(HEI, 16, 28.95),
    "发文字号": Look(FANG, 16, 28.95, align=ALIGN.CENTER),
    "主送机关": Look(FANG, 16, 28.95),
    "附件序号": Look(HEI, 16, 28.95),
    ATTACHED: Look(FANG, 16, 28.95, align=ALIGN.JUSTIFY),
    SIGNED: Look(FANG, 16, 28.95, align=ALIGN.RIGHT),
    DAY: Look(FANG, 16, 28.95, align=ALIGN.RIGHT),
    "表格栏目": Look(HEI, 10.5, 16, align=ALIGN.CENTER),
    "表格文字": Look(FANG, 10.5, 16),
    "表格数字": Look(FANG, 10.5, 16, align=ALIGN.CENTER),
    "图": Look(SONG, 10.5, 0, align=ALIGN.CENTER),
    "图题": Look(HEI, 12, 24, align=ALIGN.CENTER),
    "分页": Look(SONG, 1, 1),
    _TAG: Look(SONG, 9, 12),
}
"""What is named by its Chinese name in an office's list of styles, beside those of ``official``."""

_TEXT = [
    (
        _TAG,
        "{#p 这是公文的模板。字体、字号、行距、页边距照需要改；双花括号里的是空位，可以移动位置，不能删去。 #}",
    ),
    (
        _TAG,
        "{#p 花括号加百分号的各行管重复和取舍，成对出现，请不要改动。各空位的说明见程序的 docs/papers.md。 #}",
    ),
    (_TAG, "{%p for 篇 in 全文 %}"),
    (_TAG, "{%p if 篇.正文 %}"),
    (_TAG, "{%p for 标记 in 各标记 %}"),
    ("公文标记", "{{ 标记 }}"),
    (_TAG, "{%p endfor %}"),
    (_TAG, "{%p if 文号 %}"),
    ("发文字号", "{{ 文号 }}"),
    (_TAG, "{%p endif %}"),
    ("Body Text", ""),
    ("Body Text", ""),
    ("Title", "{{ 标题 }}"),
    ("Body Text", ""),
    (_TAG, "{%p if 主送 %}"),
    ("主送机关", "{{ 主送 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 篇.附件 %}"),
    ("附件序号", "附件{{ 篇.序号 }}"),
    ("Body Text", ""),
    ("Title", "{{ 篇.名称 }}"),
    ("Body Text", ""),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p for 块 in 篇.各块 %}"),
    (_TAG, "{%p if 块.一级标题 %}"),
    ("Heading 1", "{{ 块.一级标题 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 块.二级标题 %}"),
    ("Heading 2", "{{ 块.二级标题 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 块.段落 %}"),
    ("Body Text", "{{ 块.段落 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 块.题 %}"),
    ("Caption", "{{ 块.题 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 块.表 %}"),
    ("", "表"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 块.图 %}"),
    ("图", "{{ 块.图 }}"),
    ("图题", "{{ 块.图题 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p endfor %}"),
    (_TAG, "{%p if 篇.正文 %}"),
    (_TAG, "{%p if 各附件 %}"),
    ("Body Text", ""),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p for 附件 in 各附件 %}"),
    (_TAG, "{%p if 附件.唯一 %}"),
    (ATTACHED, "附件：{{ 附件.名称 }}"),
    (_TAG, "{%p elif 附件.第一 %}"),
    (ATTACHED, "附件：{{ 附件.序号 }}.\t{{ 附件.名称 }}"),
    (_TAG, "{%p else %}"),
    (ATTACHED, "{{ 附件.序号 }}.\t{{ 附件.名称 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p endfor %}"),
    (_TAG, "{%p if 署名 %}"),
    ("Body Text", ""),
    (SIGNED, "{{ 署名 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 日期 %}"),
    (DAY, "{{ 日期 }}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if not 篇.横排 %}"),
    (_TAG, "{#p 以上是竖排的页面：页边距和页码在这里改。 #}"),
    ("", "竖排"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p if 篇.横排 %}"),
    (_TAG, "{#p 这一页是横排的附件的页面：页边距和页码在这里改。 #}"),
    ("", "横排"),
    (_TAG, "{%p endif %}"),
    (_TAG, "{%p endfor %}"),
]
"""The paragraphs by their styles; under '' what is no paragraph."""

_HANGING = {
    "附件：{{ 附件.名称 }}": (80, 48),
    "附件：{{ 附件.序号": (96, 64),
    "{{ 附件.序号": (96, 16),
}
"""Points from which the name of an attachment begins, and by which its first line begins before that."""

_EDGE = 280
"""Twentieths of a point that a number is away from the edge: a character of 4号."""
_GREY = RGBColor(0x80, 0x80, 0x80)
_PAGE = (Mm(210), Mm(297))
_BAND, _HEIGHT = Mm(25), Pt(20)
"""Where the line of page numbers begins above the edge of the sheet, and how high it is, as ``official`` has it."""
_TOP, _LONG = Mm(28), Mm(156)
"""The side of a sheet across beside which its number stands: where it begins and how long it is."""


def template() -> bytes:
    """The file: the same bytes each time."""
    document = blank("")
    for name, like in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.quick_style = document.styles["Normal"], True
        lay_out(style, like)
    document.styles[_TAG].font.color.rgb = _GREY
    picture = document.styles["图"].paragraph_format
    picture.keep_with_next, picture.space_before = True, Pt(6)
    for style_name, text in _TEXT:
        if style_name:
            _paragraph(document, style_name, text)
        elif text == "表":
            _table(document)
        elif text == "竖排":
            _turn(document, across=True)
        else:
            _turn(document, across=False)
    return saved(document)


def _paragraph(document: Document, style: str, text: str) -> None:
    made = document.add_paragraph(text, style)
    for run in made.runs:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    for begins, (left, before) in _HANGING.items():
        if text.startswith(begins):
            made.paragraph_format.left_indent = Pt(left)
            made.paragraph_format.first_line_indent = Pt(-before)
            made.paragraph_format.tab_stops.add_tab_stop(Pt(left))


def _table(document: Document) -> None:
    """A head that each page has again, and rows that are not parted; a cell is a number's or a text's."""
    made = document.add_table(4, 3, "Table Grid")
    head, begins, row, ends = made.rows
    for cell, text in zip(
        head.cells, ("{%tc for 栏 in 块.表.各栏 %}", "{{ 栏 }}", "{%tc endfor %}"), strict=True
    ):
        _fill(cell, (_TAG if "%" in text else "表格栏目", text))
    _fill(begins.cells[0], (_TAG, "{%tr for 行 in 块.表.各行 %}"))
    first, middle, last = row.cells
    _fill(first, (_TAG, "{%tc for 格 in 行 %}"))
    _fill(
        middle,
        (_TAG, "{%p if 格.是数 %}"),
        ("表格数字", "{{ 格.文字 }}"),
        (_TAG, "{%p else %}"),
        ("表格文字", "{{ 格.文字 }}"),
        (_TAG, "{%p endif %}"),
    )
    _fill(last, (_TAG, "{%tc endfor %}"))
    _fill(ends.cells[0], (_TAG, "{%tr endfor %}"))
    for each in (head, row):
        _whole(each._tr)
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _centre(made)


def _fill(cell: _Cell, *lines: tuple[str, str]) -> None:
    for at, (style, text) in enumerate(lines):
        paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
        paragraph.style = style
        paragraph.add_run(text)


def _whole(row: Any) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _centre(table: Table) -> None:
    """In the middle of a page, with a little room around what stands in its cells."""
    jc = OxmlElement("w:jc")
    jc.set(qn("w:val"), "center")
    margins = parse_xml(
        f'<w:tblCellMar {nsdecls("w")}><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
    )
    properties = table._tbl.tblPr
    properties.find(qn("w:tblW")).addnext(jc)
    properties.find(qn("w:tblLook")).addprevious(margins)


def _turn(document: Document, *, across: bool) -> None:
    """End the section, and begin one whose sheets lie ``across``."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    before = document.sections[0]
    document.paragraphs[-1].style = "分页"
    if across:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _PAGE[1], _PAGE[0]
        section.left_margin, section.right_margin = before.bottom_margin, before.top_margin
        section.top_margin, section.bottom_margin = before.left_margin, before.right_margin
        _aside(section.footer, ALIGN.RIGHT)
        _aside(section.even_page_footer, ALIGN.LEFT)
    else:
        _as_before(section, before)


def _as_before(section: Section, before: Section) -> None:
    mine, theirs = section._sectPr, before._sectPr
    for child in list(mine):
        mine.remove(child)
    for child in theirs:
        mine.append(deepcopy(child))


def _aside(footer: _Footer, side: ALIGN) -> None:
    """The number at the left of a sheet across, read from the right: turned upright it is where others have it."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    where = "right" if side is ALIGN.RIGHT else "left"
    paragraph._p.append(parse_xml(_BOX.format(ns=nsdecls("w"), side=where, **_MEASURES)))


_MEASURES = {
    name: f"{measure.pt:g}pt"
    for name, measure in {"x": _BAND, "y": _TOP, "wide": _HEIGHT, "high": _LONG}.items()
}
_BOX = (
    '<w:r {ns} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w10="urn:schemas-microsoft-com:office:word">'
    '<w:pict><v:rect id="number-{side}" style="position:absolute;margin-left:{x};margin-top:{y};width:{wide};'
    "height:{high};z-index:1;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"
    '" filled="f" stroked="f"><v:textbox style="layout-flow:vertical" inset="0,0,0,0"><w:txbxContent>'
    f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:left="{_EDGE}" w:right="{_EDGE}"/><w:jc w:val="{{side}}"/>'
    '</w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:txbxContent></v:textbox>'
    '<w10:wrap anchorx="page" anchory="page"/></v:rect></w:pict></w:r>'
)
"""In the older of the two forms of drawings: LibreOffice forgets now and then where the others are."""

if __name__ == "__main__":
    disk.write(look.ours() / PATH, template())
