"""Files of every kind become the same lines; what cannot be read says why and what to do."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.drafting.documents import Text, read
from generator.problems import Problem
from tests.drafting.papers import document, grid, numbered, pdf, typeset
from tests.place import PROJECT

NOTICE = (PROJECT / "rules/notice.txt").read_text("utf-8")
ROWS = [
    ["序号", "任务", "牵头单位", "配合单位"],
    ["一、教育"],
    ["1", "建成5所幼儿园", "市教育局", "市财政局/市住建局"],
    ["2", "全面开展课后服务", "市教育局", ""],
]


def text(path: Path) -> Text:
    found = read(path)
    assert isinstance(found, Text), found
    return found


def fault(path: Path) -> str:
    found = read(path)
    assert isinstance(found, Problem)
    assert found.code == "E625"
    assert found.hint
    return found.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_in_any_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(NOTICE.replace("\n", "\r\n").encode(encoding))
    assert [line.text for line in text(path).lines] == NOTICE.strip().split("\n")


def test_a_word_document_has_its_paragraphs_and_rows_in_order(tmp_path: Path) -> None:
    found = text(document(tmp_path / "通知.docx", "标题\n正文。", ROWS, "尾"))
    assert [line.text for line in found.lines] == [
        "标题",
        "正文。",
        "序号 | 任务 | 牵头单位 | 配合单位",
        "一、教育",
        "1 | 建成5所幼儿园 | 市教育局 | 市财政局 / 市住建局",
        "2 | 全面开展课后服务 | 市教育局 |",
        "尾",
    ]
    assert [line.table for line in found.lines] == [0, 0, 1, 1, 1, 1, 0]


def test_numbers_that_word_makes_are_spelt_out(tmp_path: Path) -> None:
    path = numbered(tmp_path / "通知.docx", "*前言。", "总体", ">甲", ">乙", "任务", ">丙")
    lines = [line.text for line in text(path).lines]
    assert lines == ["前言。", "一、总体", "（一）甲", "（二）乙", "二、任务", "（一）丙"]


def test_words_that_word_keeps_apart(tmp_path: Path) -> None:
    """Tracked changes are read as accepted, frames are read, text boxes are told."""
    path = document(tmp_path / "通知.docx", "正文。", "甲")
    box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    changed = "<w:ins><w:r><w:t>加的</w:t></w:r></w:ins><w:del><w:r><w:delText>删的</w:delText></w:r></w:del>"
    frame = "<w:sdt><w:sdtContent><w:p><w:r><w:t>目录</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    rewrite(path, "<w:r><w:t>甲</w:t></w:r>", f"<w:r><w:t>甲</w:t></w:r>{changed}{box}")
    rewrite(path, "<w:body>", f"<w:body>{frame}")
    found = text(path)
    assert [line.text for line in found.lines] == ["目录", "正文。", "甲加的"]
    assert found.unread == ("文本框里的文字 1 处",)


def rewrite(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    body = parts["word/document.xml"].decode()
    assert old in body
    parts["word/document.xml"] = body.replace(old, new, 1).encode()
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


def test_letters_of_other_fonts_in_a_pdf_stand_on_their_line(tmp_path: Path) -> None:
    words = [(80, 100, 16, "⻘阳市⼈⺠政府"), (192, 104, 16, "2023"), (260, 100, 16, "年⾏动。")]
    found = text(pdf(tmp_path / "通知.pdf", [(words, [])]))
    assert [line.text.replace(" ", "") for line in found.lines] == ["青阳市人民政府2023年行动。"]


def test_a_pdf_is_put_together_to_paragraphs(tmp_path: Path) -> None:
    path = pdf(tmp_path / "通知.pdf", typeset(NOTICE, head="内部资料"))
    assert [line.text.replace(" ", "　") for line in text(path).lines] == [
        line.replace(" ", "　") for line in NOTICE.strip().split("\n")
    ]


def test_a_table_in_a_pdf_goes_on_over_the_page(tmp_path: Path) -> None:
    columns = [60, 110, 300, 420, 540]
    rows = [row if len(row) > 1 else [*row, "", "", ""] for row in ROWS]
    pages = [grid(rows[:3], 100, columns), grid(rows[3:] * 2, 60, columns)]
    found = text(pdf(tmp_path / "任务.pdf", pages)).lines
    assert [line.cells for line in found[:2]] == [tuple(ROWS[0]), ("一、教育",)]
    assert {line.table for line in found} == {1}
    assert len(found) == 5


def test_a_scan_is_told_to_be_one(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (600, 800), 200).save(tmp_path / "扫描.pdf")
    assert "扫描件" in fault(tmp_path / "扫描.pdf")


def test_what_cannot_be_read(tmp_path: Path) -> None:
    word = document(tmp_path / "好.docx", "一行").read_bytes()
    cases = {
        "空.txt": (b" \n", "没有文字"),
        "坏.docx": (word[: len(word) // 2], "已损坏"),
        "坏.pdf": (b"%PDF-1.4\nnothing", "已损坏"),
        "旧.doc": (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "旧的 .doc"),
        "改名.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "旧的 .doc"),
        "改名.pdf": (word, "扩展名不符"),
        "改名.txt": (word, "扩展名不符"),
        "表.xlsx": (word, "不是能读的格式"),
        "二进制.txt": (bytes(range(256)), "不是文本"),
    }
    for name, (data, words) in cases.items():
        (tmp_path / name).write_bytes(data)
        assert words in fault(tmp_path / name), name
    assert "文件夹" in fault(tmp_path)


def test_a_bomb_and_a_book_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "弹.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * 300_000_000)
    assert "太大" in fault(tmp_path / "弹.docx")
    assert "页数太多" in fault(pdf(tmp_path / "书.pdf", [([], [])] * 2_000))
