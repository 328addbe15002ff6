"""A template as offices leave it: restyled, the paper follows; spoilt, it is told what is to be put right."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from generator import look
from generator.papers import probe
from generator.papers.docx import template, written
from generator.papers.template import UnusableError
from tests.papers.test_docx import PAPER, lines

SHIPPED = template(look.ours())


def changed(change: Callable[[Document], object]) -> bytes:
    """The shipped template as an office saves it after a change."""
    document = docx.Document(BytesIO(SHIPPED))
    change(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def at(document: Document, text: str) -> Paragraph:
    inner = [c.paragraphs for t in document.tables for r in t.rows for c in r.cells]
    every: list[Paragraph] = [*document.paragraphs, *(p for some in inner for p in some)]
    return next(p for p in every if p.text == text)


def put(document: Document, was: str, now: str) -> None:
    paragraph = at(document, was)
    for run in paragraph.runs[1:]:
        run._r.getparent().remove(run._r)
    paragraph.runs[0].text = now


def taken(document: Document, text: str) -> None:
    paragraph = at(document, text)
    paragraph._p.getparent().remove(paragraph._p)


def doubled(document: Document, text: str) -> None:
    paragraph = at(document, text)
    again = parse_xml(paragraph._p.xml)
    paragraph._p.addnext(again)


def told(data: bytes) -> str:
    with pytest.raises(UnusableError) as caught:
        written(PAPER, data)
    problem = caught.value.problem
    assert problem.file == "site/papers/official.docx"
    assert problem.hint
    return problem.message


def test_whatever_an_office_changes_the_paper_follows() -> None:
    def restyled(document: Document) -> None:
        document.styles["Body Text"].font.size = Pt(18)
        document.styles["Heading 1"].element.rPr.rFonts.set(qn("w:eastAsia"), "微软雅黑")
        at(document, "{{ 标题 }}").runs[0].font.color.rgb = RGBColor(0xFF, 0, 0)
        at(document, "{{ 署名 }}").alignment = ALIGN.CENTER
        for section in document.sections:
            section.left_margin = Mm(30)
        mark = at(document, "{{ 标记 }}")
        mark.insert_paragraph_before("某市人民政府办公室文件", "Title")

    made = docx.Document(BytesIO(written(PAPER, changed(restyled))))
    assert made.styles["Body Text"].font.size == Pt(18)
    assert made.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "微软雅黑"
    assert [round((s.left_margin or 0) / 36_000) for s in made.sections] == [30] * 4
    said = lines(made)
    assert said[:2] == [("Title", "某市人民政府办公室文件"), ("公文标记", "代拟稿")]
    title = next(p for p in made.paragraphs if p.text == PAPER.title)
    assert title.runs[0].font.color.rgb == RGBColor(0xFF, 0, 0)
    signed = next(p for p in made.paragraphs if p.text == PAPER.signed)
    assert (signed.alignment, signed.paragraph_format.right_indent) == (ALIGN.CENTER, None)


def test_what_editors_leave_in_a_document_does_no_harm() -> None:
    def edited(document: Document) -> None:
        paragraph = at(document, "{{ 块.段落 }}")
        run = paragraph.runs[0]
        run.text = "{{ 块."
        run._r.addnext(OxmlElement("w:proofErr"))
        paragraph.add_run("段落 ").font.bold = True
        paragraph.add_run("}}")
        mark = parse_xml(
            '<w:bookmarkStart xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
            ' w:id="0" w:name="_GoBack"/>'
        )
        paragraph._p.append(mark)
        paragraph._p.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "1F2E3D4C")

    made = docx.Document(BytesIO(written(PAPER, changed(edited))))
    assert lines(made) == lines(docx.Document(BytesIO(written(PAPER, SHIPPED))))
    assert not made.element.body.xpath(".//w:bookmarkStart|.//w:proofErr")
    assert "paraId" not in made.element.xml


def test_the_page_for_the_office_explains_every_slot() -> None:
    page = (Path(__file__).parents[2] / "docs/papers.md").read_text("utf-8")
    for words in probe.expected(probe.SLOTS[1]):
        assert all(slot in page for slot in probe.slot(words).split(" 或 "))


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FRAME = f"""
<w:p xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>
<mc:AlternateContent><mc:Choice Requires="wps"><w:t>{{{{ 署名 }}}}</w:t></mc:Choice>
<mc:Fallback><w:t>{{{{ 署名 }}}}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def test_changes_that_are_tracked_and_remarks_are_settled_first() -> None:
    def tracked(document: Document) -> None:
        run = at(document, "{{ 标题 }}").runs[0]
        document.add_comment(run, "红头要再大一点", author="张三", initials="张")
        inserted, gone = OxmlElement("w:ins"), OxmlElement("w:del")
        run._r.addprevious(inserted)
        inserted.append(run._r)
        deleted = parse_xml(f'<w:r xmlns:w="{W}"><w:delText>{{{{ 标题 }}}}</w:delText></w:r>')
        gone.append(deleted)
        inserted.addnext(gone)

    data = written(PAPER, changed(tracked))
    made = docx.Document(BytesIO(data))
    assert lines(made) == lines(docx.Document(BytesIO(written(PAPER, SHIPPED))))
    assert not made.element.body.xpath(".//w:ins|.//w:del|.//w:commentReference")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "comment" in name]


def test_what_an_office_writes_into_heads_and_frames_is_filled_as_well() -> None:
    def framed(document: Document) -> None:
        title = at(document, "{{ 标题 }}")
        table = document.add_table(1, 1)
        title._p.addprevious(table._tbl)
        cell = table.cell(0, 0).paragraphs[0]
        cell._p.addprevious(title._p)
        document.sections[0].header.paragraphs[0].text = "{{ 标题 }}"
        signed = at(document, "{{ 署名 }}")
        signed._p.addnext(parse_xml(FRAME.replace("\n", "")))
        signed._p.getparent().remove(signed._p)

    paper = replace(PAPER, title="甲&<乙>", signed="某<局>")
    made = docx.Document(BytesIO(written(paper, changed(framed))))
    assert made.sections[0].header.paragraphs[0].text == "甲&<乙>"
    assert [each.text for each in made.element.body.iter(qn("w:t"))].count("某<局>") == 2


def test_a_table_of_fonts_gets_what_takes_the_place_of_ours() -> None:
    own = f'<w:fonts xmlns:w="{W}"><w:font w:name="黑体"/><w:font w:name="华文行楷"/></w:fonts>'
    data = written(PAPER, rezipped(fontTable=own.encode()))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        fonts = parse_xml(archive.read("word/fontTable.xml"))
    named = {font.get(qn("w:name")): font.find(qn("w:altName")) for font in fonts}
    assert {"黑体", "华文行楷", "仿宋_GB2312", "方正小标宋简体"} <= set(named)
    assert "SimHei" in named["黑体"].get(qn("w:val"))


def test_a_section_that_ends_in_the_line_of_a_tag_still_ends_there() -> None:
    def merged(document: Document) -> None:
        """As LibreOffice does it with an empty line that ends a section."""
        body = document.element.body
        for paragraph in body.xpath("./w:p[w:pPr/w:sectPr]"):
            before = paragraph.getprevious()
            before.get_or_add_pPr().append(paragraph.pPr.sectPr)
            body.remove(paragraph)

    made = docx.Document(BytesIO(written(PAPER, changed(merged))))
    assert lines(made) == lines(docx.Document(BytesIO(written(PAPER, SHIPPED))))
    assert [s.orientation == WD_ORIENT.LANDSCAPE for s in made.sections] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    "slot",
    [
        "{{ 标记 }}",
        "{{ 文号 }}",
        "{{ 标题 }}",
        "{{ 主送 }}",
        "{{ 块.一级标题 }}",
        "{{ 块.二级标题 }}",
        "{{ 块.段落 }}",
        "{{ 块.题 }}",
        "{{ 块.图 }}",
        "{{ 署名 }}",
        "{{ 日期 }}",
        "附件：{{ 附件.名称 }}",
        "{{ 附件.序号 }}.\t{{ 附件.名称 }}",
        "{{ 篇.名称 }}",
        "附件{{ 篇.序号 }}",
    ],
)
def test_a_slot_that_is_gone_or_there_twice_is_told(slot: str) -> None:
    assert "少了空位 {{ " in told(changed(lambda d: taken(d, slot)))
    assert "重复了" in told(changed(lambda d: doubled(d, slot)))


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("{{ 标题 }}", "{{ 标提 }}", "“标提”不是空位的名称；是否为“标题”？"),
        ("{{ 标题 }}", "{{ signature }}", "“signature”不是空位的名称"),
        ("{{ 标题 }}", "｛｛ 标题 ｝｝", "少了空位 {{ 标题 }}"),
        ("{{ 标题 }}", "{{ 标题 }", "少了空位 {{ 标题 }}"),
        ("{{ 标题 }}", "{{ 标题 主送 }}", "标记写错了：{{ 标题 主送 }}"),
        ("{{ 块.段落 }}", "{{ 块.段落.__class__ }}", "“__class__”不是空位的名称"),
        ("{{ 标题 }}", "{{ 标题 + 1 }}", "标记不能执行"),
        ("{{ 标题 }}", "{{ 标题 }}{% for a in range(999999999) %}{% endfor %}", "标记不能执行"),
        ("附件{{ 篇.序号 }}", "附件{{ 篇.名称 }}", "重复了"),
        ("附件{{ 篇.序号 }}", "附件", "少了空位 {{ 附件.序号 }} 或 {{ 篇.序号 }}"),
        ("附件{{ 篇.序号 }}", "附件{{ 篇.序 }}", "“序”不是空位的名称；是否为“序号”？"),
        ("附件{{ 篇.序号 }}", "附件{{ 块.序号 }}", "“块”不是空位的名称"),
        ("{{ 块.题 }}", "{{ 块.题 }}{{ 块.items }}", "“items”不是空位的名称"),
        ("{{ 标题 }}", "{{ 标题 }}{% if 各附件.附录 %}{% endif %}", "“附录”不是空位的名称"),
        ("{{ 标题 }}", "{{ 标题 }}{% if 篇.图 and 图 %}{{ 甲 }}{% endif %}", "“图”不是空位的名称"),
        (
            "{{ 标题 }}",
            "{{ 标题 }}{% if 篇.依据 %}{{ 附件.名 }}{% endif %}",
            "“附件”不是空位的名称",
        ),
        (
            "{{ 标题 }}",
            "{{ 标题 }}{% for 甲 in 篇.各块 %}{{ 甲.段 }}{% endfor %}",
            "“段”不是空位的名称",
        ),
        (
            "{{ 标题 }}",
            "{{ 标题 }}{% for 甲 in 标题 %}{{ 甲.段落 }}{% endfor %}",
            "“段落”不是空位的名称",
        ),
        ("{{ 块.图 }}", "{{ 块.图 }}{{ loop.次 }}", "“次”不是空位的名称"),
        ("{{ 块.图 }}", "{{ 块.图 }}{% if 篇.依据 %}{{ 标题|大写 }}{% endif %}", "标记写错了"),
        ("{{ 块.图 }}", "{{ 块.图 }}{% if 篇.依据 is 真 %}{% endif %}", "标记写错了"),
        ("{{ 块.图 }}", "{{ 块.图 }}{% set 甲 = 1 %}", "标记不能执行"),
        ("{{ 块.图 }}", "{{ 块.图 }}{% if 篇.依据 %}{{ 标题.upper() }}{% endif %}", "标记不能执行"),
        ("{%p endfor %}", "", "没有成对"),
        ("{%p if 文号 %}", "", "没有成对"),
        ("{%p if 篇.横排 %}", "{%p if 篇.正文 %}", "分节不对"),
        ("{%tr endfor %}", "", "没有成对"),
        ("{%tr endfor %}", "{% endfor %}", "不在同一层"),
    ],
)
def test_what_is_wrong_with_a_tag_is_told(was: str, now: str, says: str) -> None:
    assert says in told(changed(lambda d: put(d, was, now)))


@pytest.mark.parametrize(
    "now",
    [
        "{{ 标题|trim }}",
        "{{ 标题 }}{% for 块 in 篇.各块 if 块.表 %}{% for 行 in 块.表.各行 %}{% endfor %}{% endfor %}",
    ],
)
def test_what_names_nothing_but_slots_may_stand_there(now: str) -> None:
    data = changed(lambda d: put(d, "{{ 标题 }}", now))
    assert lines(docx.Document(BytesIO(written(PAPER, data)))) == lines(
        docx.Document(BytesIO(written(PAPER, SHIPPED)))
    )


def rezipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(BytesIO(SHIPPED)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "不是 Word 文档"),
        (b"\xff\xfe plain", "不是 Word 文档"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧的 .doc"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "加了密码",
        ),
        (SHIPPED[:5000], "不是 Word 文档"),
        (rezipped(document=b"<w:document"), "已损坏"),
    ],
)
def test_what_is_no_document_is_told(data: bytes, says: str) -> None:
    assert says in told(data)
