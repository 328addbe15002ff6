"""A Word document is laid out as official papers are, and is the work of nobody."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from generator.pages.links import FromOutside
from generator.pages.render import official
from generator.pages.render.docx import written
from generator.pages.values import Item, Link, Outline, Paper, Place, Quantity, Raised, Table
from generator.words.states import State

PAGE = Link("一、资金", Place("clause", "T01", "v-T01-1@甲"))
PAPER = Paper(
    "判定说明",
    (
        ("条文：", PAGE, Raised(2)),
        Table("支出", ("单位", "进度"), (("东县", Quantity(46, "%")), ("西县", PAGE))),
        Outline((Item("计算", (Item("合计", (Item("甲"),)),)),)),
        Paper(State.MET.word, (Paper("二级", (Paper("三级", (Paper("四级", ()),)),)),)),
    ),
)


@pytest.fixture(scope="module")
def data() -> bytes:
    return written(PAPER, FromOutside("http://a.example/台账/"))


@pytest.fixture(scope="module")
def document(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def test_titles_headings_and_body_have_their_styles(document: Document) -> None:
    styles = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert styles == [
        ("Title", "判定说明"),
        ("Body Text", "条文：一、资金2"),
        ("Caption", "支出"),
        ("List Paragraph", "计算"),
        ("List Paragraph", "合计"),
        ("List Paragraph", "甲"),
        ("Heading 1", "已达到"),
        ("Heading 2", "二级"),
        ("Heading 3", "三级"),
        ("Heading 3", "四级"),
    ]
    indents = [p.paragraph_format.left_indent for p in document.paragraphs[3:6]]
    assert indents == [Pt(12), Pt(36), Pt(60)]
    (raised,) = (run for run in document.paragraphs[1].runs if run.font.superscript)
    assert raised.text == "2"


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_fonts_are_named_for_both_scripts(
    document: Document, name: str, font: str, size: float
) -> None:
    style = document.styles[name]
    fonts = style.element.rPr.rFonts.attrib
    assert fonts == {
        qn("w:ascii"): "Times New Roman",
        qn("w:hAnsi"): "Times New Roman",
        qn("w:cs"): "Times New Roman",
        qn("w:eastAsia"): font,
    }
    assert style.element.rPr.sz.val == Pt(size)


def test_every_font_has_its_substitutes(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        table = archive.read("word/fontTable.xml").decode()
        named = set(re.findall('w:eastAsia="([^"]+)"/?', archive.read("word/styles.xml").decode()))
    for font in named - {"zh-CN"}:
        assert re.search(f'w:name="{font}"><w:altName w:val="[^"]+"', table), font


def test_the_page_is_that_of_an_official_paper(document: Document) -> None:
    (section,) = document.sections
    measured = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(each.mm) if each else 0 for each in measured] == [210, 297, 37, 35, 28, 26]
    body = document.styles["Body Text"].element.pPr
    assert (body.spacing.line, body.ind.get(qn("w:firstLineChars"))) == (Pt(28.95), "200")
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        (number,) = footer.paragraphs
        assert str(number.alignment).startswith(side)
        assert number._p.xpath("string(.)") == "— 1 —"
        assert number._p.xpath("w:fldSimple/@w:instr") == ["PAGE"]
    assert document.settings.odd_and_even_pages_header_footer


def test_a_table_has_its_head_on_each_page(document: Document) -> None:
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["单位", "进度"],
        ["东县", "46.0%"],
        ["西县", "一、资金"],
    ]
    assert table.style is not None
    assert table.style.name == "Table Grid"
    assert [len(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows] == [1, 0, 0]


def test_a_link_leads_to_its_page_where_the_site_is_known(document: Document) -> None:
    address = "http://a.example/台账/tasks/T01.html#v-T01-1%40%E7%94%B2"
    links = [link for p in document.paragraphs for link in p.hyperlinks]
    assert [(link.text, link.url) for link in links] == [("一、资金", address)]
    bare = docx.Document(BytesIO(written(PAPER, None)))
    assert bare.paragraphs[1].text == "条文：一、资金2"
    assert not bare.paragraphs[1].hyperlinks


def test_it_is_by_nobody_and_of_no_day(document: Document, data: bytes) -> None:
    told = document.core_properties
    assert (told.title, told.author, told.last_modified_by, told.comments) == (
        "判定说明",
        "",
        "",
        "",
    )
    assert str(told.created) == str(told.modified) == "2000-01-01 00:00:00+00:00"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [file for file in archive.namelist() if "thumbnail" in file]


def test_every_style_in_use_is_laid_out() -> None:
    used = {"Normal", "Title", "Caption", *(f"Heading {n + 1}" for n in range(official.HEADINGS))}
    assert used <= set(official.STYLES)


def test_signs_of_both_scripts_are_of_ours(document: Document) -> None:
    hints = [p._p.xpath("w:r/w:rPr/w:rFonts/@w:hint") for p in document.paragraphs]
    assert [len(p.runs) for p in document.paragraphs] == list(map(len, hints))
    assert {hint for found in hints for hint in found} == {"eastAsia"}


def test_lines_of_a_text_are_kept_and_what_xml_cannot_hold_is_not() -> None:
    made = docx.Document(
        BytesIO(written(Paper("题", ("甲\r\n乙\x00\x07\ud800\ufffe\u202e丙",)), None))
    )
    assert made.paragraphs[1].text == "甲\n乙丙"
