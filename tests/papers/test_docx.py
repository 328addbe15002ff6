"""An official paper as a Word document: its parts in their order, its measures, and nothing of it lost."""

from __future__ import annotations

import time
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn

from generator import look
from generator.pages.papers import Attachment, OfficialPaper, Paragraph, Section, Sentence
from generator.pages.values import Badge, Link, Place, Quantity, Raised, Table
from generator.papers import shipped
from generator.papers.docx import template, written
from generator.papers.template import UnusableError, check
from generator.terminal import Command, Group
from generator.words.states import State

FUNDS = Table(
    "资金支出进度",
    ("单位", "进度"),
    (("东县", Quantity(46, "%")), ("西县", None)),
)


def said(*sentences: str, heading: str = "") -> Paragraph:
    return Paragraph(tuple(Sentence((each,)) for each in sentences), heading)


PAPER = OfficialPaper(
    "关于6月进展情况的通报",
    "某市乡村振兴局",
    "2023年7月×日",
    (
        Section("总体情况", (said("报送24张。", "迟报1张。"), FUNDS)),
        Section(
            "存在问题",
            (said("东县支出偏慢。", heading="资金"), said("西县未报送。", heading="报送")),
        ),
    ),
    marks=("代拟稿",),
    number="×〔2023〕×号",
    to="各县人民政府：",
    opening=(said("现通报如下。"),),
    closing=(said("特此通报。"),),
    attachments=(
        Attachment(
            "任务进展",
            (Table("任务进展", ("任务", "状态"), (("修路", Badge(State.BEHIND)),)),),
            True,
        ),
        Attachment("迟报单位", (said("北县。"),)),
    ),
    evidence=Table("数据依据", ("数字", "结论"), (("46.0%", "T01/东县"),)),
)


@pytest.fixture(scope="module")
def form() -> bytes:
    return template(look.ours())


@pytest.fixture(scope="module")
def data(form: bytes) -> bytes:
    return written(PAPER, form)


@pytest.fixture(scope="module")
def document(data: bytes) -> Document:
    return docx.Document(BytesIO(data))


def lines(document: Document) -> list[tuple[str, str]]:
    found = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    return [(style or "", text) for style, text in found if text]


def test_the_shipped_template_is_what_its_module_makes() -> None:
    assert (look.ours() / shipped.PATH).read_bytes() == shipped.template(), (
        "python -m generator.papers.shipped writes it"
    )


def test_everything_stands_in_its_order_and_in_its_style(document: Document) -> None:
    assert lines(document) == [
        ("公文标记", "代拟稿"),
        ("发文字号", "×〔2023〕×号"),
        ("Title", "关于6月进展情况的通报"),
        ("主送机关", "各县人民政府："),
        ("Body Text", "现通报如下。"),
        ("Heading 1", "一、总体情况"),
        ("Body Text", "报送24张。迟报1张。"),
        ("Caption", "资金支出进度"),
        ("Heading 1", "二、存在问题"),
        ("Heading 2", "（一）资金"),
        ("Body Text", "东县支出偏慢。"),
        ("Heading 2", "（二）报送"),
        ("Body Text", "西县未报送。"),
        ("Body Text", "特此通报。"),
        ("附件说明", "附件：1.\t任务进展"),
        ("附件说明", "2.\t迟报单位"),
        ("署名", "某市乡村振兴局"),
        ("成文日期", "2023年7月×日"),
        ("附件序号", "附件1"),
        ("Title", "任务进展"),
        ("附件序号", "附件2"),
        ("Title", "迟报单位"),
        ("Body Text", "北县。"),
        ("Caption", "数据依据"),
    ]
    assert [[c.text for c in r.cells] for t in document.tables for r in t.rows] == [
        ["单位", "进度"],
        ["东县", "46.0%"],
        ["西县", ""],
        ["任务", "状态"],
        ["修路", "■ 滞后"],
        ["数字", "结论"],
        ["46.0%", "T01/东县"],
    ]


def test_each_part_begins_a_page_and_those_across_lie_so(document: Document) -> None:
    measured = [
        [
            round((each or 0) / 36_000)
            for each in (s.page_width, s.page_height, s.top_margin, s.bottom_margin)
        ]
        + [round((each or 0) / 36_000) for each in (s.left_margin, s.right_margin)]
        for s in document.sections
    ]
    upright, across = [210, 297, 37, 35, 28, 26], [297, 210, 28, 26, 35, 37]
    assert measured == [upright, across, upright, upright]
    assert [s.orientation == WD_ORIENT.LANDSCAPE for s in document.sections] == [
        False,
        True,
        False,
        False,
    ]
    assert document.element.body[-1].tag == qn("w:sectPr")
    assert not document.element.body[-2].xpath(".//w:sectPr")


@pytest.mark.parametrize("place", range(4))
def test_numbers_stand_outside_on_both_sides(document: Document, place: int) -> None:
    section = document.sections[place]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert "".join(footer._element.xpath(".//w:t/text()")) == "— 1 —"
        jc = {each.get(qn("w:val")) for each in footer._element.xpath(".//w:jc")}
        assert jc == {side}
    assert document.settings.odd_and_even_pages_header_footer


def test_heads_of_tables_come_again_and_rows_stay_whole(document: Document) -> None:
    for table in document.tables:
        heads = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


def test_words_from_outside_are_words(form: bytes) -> None:
    hostile = "<w:p>&amp;{{ 标题 }}{% for a in b %}{#p x #}{{p 标题 }}'\"\x00\x0b\ud800终"
    paper = OfficialPaper(
        hostile,
        hostile,
        hostile,
        (Section(hostile, (said(hostile, heading=hostile),)),),
        marks=(hostile,),
    )
    told = lines(docx.Document(BytesIO(written(paper, form))))
    told = [(style, text.replace("\n", "")) for style, text in told]
    whole = "<w:p>&amp;{{ 标题 }}{% for a in b %}{#p x #}{{p 标题 }}'\"终"
    assert [text.removeprefix("一、").removeprefix("（一）") for _, text in told] == [whole] * 7


def test_small_numbers_stay_above_the_line_and_links_are_their_words(form: bytes) -> None:
    says = (Link("东县46%", Place("unit", "east")), Raised(12), "。")
    paper = OfficialPaper("题", "署", "日", (Section("甲", (Paragraph((Sentence(says),)),)),))
    assert ("Body Text", "东县46%¹²。") in lines(docx.Document(BytesIO(written(paper, form))))


def test_it_is_by_nobody_and_of_no_day(document: Document, data: bytes) -> None:
    told = document.core_properties
    assert (told.title, told.author, told.last_modified_by) == (PAPER.title, "", "")
    assert str(told.created) == str(told.modified) == "2000-01-01 00:00:00+00:00"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_it_is_the_same_bytes_whenever_and_wherever(
    data: bytes, form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        monkeypatch.setenv("TZ", zone)
        getattr(time, "tzset", list)()  # there is none on Windows
        check.cache_clear()
        assert written(PAPER, form) == data
    monkeypatch.undo()
    getattr(time, "tzset", list)()


def test_who_signs_stands_on_no_page_alone(document: Document) -> None:
    every = document.paragraphs
    at = next(n for n, p in enumerate(every) if p.text == PAPER.signed)
    (first,) = (n for n, p in enumerate(every[:at]) if p.text.startswith("附件：1."))
    above = max(n for n in range(first) if every[n].text)
    assert every[above].style.name == "Body Text"  # type: ignore[union-attr]
    assert every[at - 2].text == "2.\t迟报单位"
    assert all(p.paragraph_format.keep_with_next for p in every[above : at + 1])


def test_a_root_has_its_own_template(tmp_path: Path, form: bytes) -> None:
    assert template(tmp_path) == form
    own = tmp_path / shipped.PATH
    own.parent.mkdir(parents=True)
    own.write_bytes(form + b"")
    assert template(tmp_path) == form
    own.write_bytes(b"own")
    with pytest.raises(UnusableError):
        template(tmp_path)


def test_the_command_says_what_is_wrong_with_a_template(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def spoilt() -> None:
        written(PAPER, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    with pytest.raises(SystemExit) as ended:
        Group(commands={"spoilt": Command("spoilt", callback=spoilt)}).main(["spoilt"])
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert "✗ site/papers/official.docx: 公文模板是旧的 .doc 格式 [E640]" in told
    assert "→ 请用 WPS 或 Word 打开，另存为 .docx。" in told


def test_an_address_stretches_no_line(form: bytes) -> None:
    long = said("请上传到 http://git.example/taizhang/_upload/main/submissions/2023-07。")
    made = docx.Document(BytesIO(written(replace(PAPER, opening=(long,)), form)))
    aligned = [p.alignment for p in made.paragraphs if "http" in p.text]
    assert aligned == [ALIGN.LEFT]


def test_what_says_nothing_is_not_there_and_nothing_counts_it(form: bytes) -> None:
    nothing = Paragraph((Sentence(()), Sentence(("",)), Sentence((None,))), "空")
    sections = (
        Section("空的", ()),
        Section("也空", (nothing,)),
        Section("有的", (nothing, said("甲。", heading="在"), said())),
    )
    told = lines(docx.Document(BytesIO(written(OfficialPaper("题", "", "", sections), form))))
    assert told == [
        ("Title", "题"),
        ("Heading 1", "一、有的"),
        ("Heading 2", "（一）在"),
        ("Body Text", "甲。"),
    ]
    bare = docx.Document(BytesIO(written(OfficialPaper("题", "", "", ()), form)))
    assert lines(bare) == [("Title", "题")]
    assert len(bare.sections) == 1


def test_no_sign_is_taken_for_another(form: bytes) -> None:
    names = ("{_{", "%_}", "a_b", "{_%")
    paper = OfficialPaper("题", "", "", (Section("甲", (said(*names),)),))
    assert ("Body Text", "".join(names)) in lines(docx.Document(BytesIO(written(paper, form))))


def test_a_long_paragraph_is_not_moved_for_who_signs(form: bytes) -> None:
    long = replace(PAPER, attachments=(), closing=(said("很长的一段话。" * 100),))
    made = docx.Document(BytesIO(written(long, form)))
    (body,) = (p for p in made.paragraphs if p.text.startswith("很长"))
    assert not body.paragraph_format.keep_with_next


def test_a_table_is_no_longer_than_columns_of_one_width_make_it(form: bytes) -> None:
    ids = "、".join(f"T02-1@2023-Q2/unit{at}" for at in range(20))
    rows = tuple((f"一（一）{at}", "动态调整已达到要求", ids) for at in range(9))
    paper = replace(PAPER, evidence=Table("依据", ("句", "文字", "依据"), rows))
    table = docx.Document(BytesIO(written(paper, form))).tables[-1]
    narrow, short, long = (int(column.width) for column in table.columns)
    assert long > 2 * short > narrow
