"""Characters that do not belong into YAML: told by name, where they stand, and never instead of others."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from generator.catalogue.source import Document, parse, read
from generator.problems import Problem, printable
from tests.factory import harbour, only, told

TASKS, UNITS, FILING = "tasks.yaml", "units.yaml", "rules/filing.yaml"
OUTLETS = "rules/forms/outlets.yaml"

TOLD = [
    ("a full-width blank before a field", "a: 1\n\u3000b: 2\n", "2:1 全角空格 U+3000"),
    ("one before an item", "a:\n  - x\n  \u00a0- y\n", "3:3 不换行空格 U+00A0"),
    ("a line of it alone", "a: 1\n\u3000\nb: 2\n", "2:1 全角空格 U+3000"),
    ("one behind the colon", "name:\u3000甲\nb: 2\n", "1:6 全角空格 U+3000"),
    ("one before the colon", "name\u3000: 甲\nb: 2\n", "1:5 全角空格 U+3000"),
    ("one behind a quote", "a: '甲'\u3000\nb: 2\n", "1:7 全角空格 U+3000"),
    ("a full-width colon", "a: 1\nname：甲\n", "2:1 全角冒号 ：（U+FF1A）"),
    ("a full-width dash", "a:\n  - x\n  － y\n", "3:3 全角减号 －（U+FF0D）"),
    ("a bullet", "a:\n- x\n• y\n", "3:1 项目符号 •（U+2022）"),
    ("Chinese quotes", "a: “甲: 乙”\nb: 1\n", "1:4 中文引号 “（U+201C）、中文引号 ”（U+201D）"),
    ("a Chinese quote that closes", 'a: "甲乙”\nb: 1\nc: 2\n', "1:7 中文引号 ”（U+201D）"),
    ("a full-width bracket", "a: [甲, 乙］\nb: 1\n", "1:9 全角括号 ］（U+FF3D）"),
    ("a full-width hash", "＃ 注\na: 1\n", "1:1 全角符号 ＃（U+FF03）"),
    ("a full-width bar", "a: ｜\n  x: y z\n  b: 1\n", "1:4 全角符号 ｜（U+FF5C）"),
    ("nothing that is seen in a field's name", "uni\u200bts: 1\n", "1:4 零宽空格 U+200B"),
    ("nothing that is seen behind a colon", "a:\u200b 1\nb: 2\n", "1:3 零宽空格 U+200B"),
    ("a mark of byte order", "a: 1\n\ufeffb: 2\n", "2:1 BOM 标记 U+FEFF"),
    ("a line separator between fields", "a: 甲\u2028b: 2\nc: 3\n", "1:5 行分隔符 U+2028"),
    ("one in a text", 'a: 1\nb: "甲\u2029乙"\n', "2:6 段分隔符 U+2029"),
    ("one under a bar", "a: |\n  甲\n  乙\x85丙\nb: 1\n", "3:4 换行控制符 U+0085"),
    ("one in an anchor", "a: &x\u2028y 1\n", "1:6 行分隔符 U+2028"),
    ("a vertical tab", "a: 甲\x0b乙\n", "1:5 垂直制表符 U+000B"),
    ("a control character in a comment", "a: 1 # \x07\n", "1:8 控制字符 U+0007"),
    ("a carriage return alone", "a: 1\n# 甲\rb: 2\n", "2:4 回车符 U+000D"),
    ("a tab", "a:\tx\n", "1:3 制表符 U+0009"),
    ("an emoji before a field", "a:\n  b:\n    c: 1\n 😀   d: 2\n  e: 3\n", "4:2 “😀”（U+1F600）"),
]


@pytest.mark.parametrize(("text", "said"), [t[1:] for t in TOLD], ids=[t[0] for t in TOLD])
def test_a_character_is_told_by_name_where_it_stands(text: str, said: str) -> None:
    problem = only(faults(text))
    place, name = said.split(" ", 1)
    assert (problem.code, problem.message) == ("E501", f"此处不应有{name}")
    assert f"{problem.line}:{problem.column}" == place


def faults(text: str) -> list[Problem]:
    found = parse(text, "a.yaml")
    assert isinstance(found, list), found
    return found


def test_all_of_a_file_are_told_at_once() -> None:
    text = "a：1\nb:\n\u3000\u3000- x\n\u3000\u3000- y\nc： 2\n"
    assert told(faults(text)) == [
        "E501 a.yaml:1:1", "E501 a.yaml:3:1", "E501 a.yaml:4:1", "E501 a.yaml:5:1",
    ]  # fmt: skip


KEPT = [
    ("a: 1 # 摘自纪要\u2028\u2028\x85\u2029\nb: 2\n", {"a": 1, "b": 2}),
    ("\u3000".join(["# 注", "", "注\n"]) + "a: 1\n", {"a": 1}),
    ("a: 甲\u3000乙：“丙”，［丁］—— 2\n", {"a": "甲\u3000乙：“丙”，［丁］—— 2"}),
    ("a: '\u3000\u3000甲'\n", {"a": "\u3000\u3000甲"}),
    ("a: |\n  甲\n  \u3000\u3000乙：丙\n", {"a": "甲\n\u3000\u3000乙：丙\n"}),
    ("a: 甲\ufeff乙\u200b\n", {"a": "甲\ufeff乙\u200b"}),
    ("a: 👨\u200d👩 ❤\ufe0f\n", {"a": "👨\u200d👩 ❤\ufe0f"}),
    ('a: "甲\\u2028乙"\n', {"a": "甲\u2028乙"}),
    ("\ufeff\ufeffa: 1\n", {"a": 1}),
    ("a: 1\rb: 2\r", {"a": 1, "b": 2}),
    ("a: 1\r\nb: 2\nc: 3\r\r\n", {"a": 1, "b": 2, "c": 3}),
]


@pytest.mark.parametrize(("text", "data"), KEPT)
def test_where_it_does_no_harm_nothing_is_said(text: str, data: object) -> None:
    found = parse(text, "a.yaml")
    assert isinstance(found, Document), found
    assert found.data == data


def test_what_else_is_wrong_is_told_with_them() -> None:
    text = "a: 1\n\u3000b: 2\nc:\n  - x\nd: [1, 2\n"
    assert [problem.message for problem in faults(text)] == [
        "此处不应有全角空格 U+3000", "方括号没有闭合",
    ]  # fmt: skip


def test_another_fault_is_not_blamed_on_a_character_that_does_no_harm() -> None:
    text = "a: |\n  甲\n  \u3000\u3000乙：丙\nb: “丁”\nc: [1, 2\n"
    assert only(faults(text)).message == "方括号没有闭合"


def test_places_are_counted_as_an_editor_counts_them() -> None:
    text = "# \u2028\u2028\x85\u2029 注\nb: 1\n  c: 2\n"
    assert told(faults(text)) == ["E501 a.yaml:3:4"]


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (FILING, "day: 10", "day: １０", "全角数字 １（U+FF11）、全角数字 ０（U+FF10），请改为“10”"),
        (TASKS, "issuer: shifuban", "issuer: shifub\u0430n", "西里尔字母 \u0430（U+0430），请改为“shifuban”"),
        (TASKS, "issuer: shifuban", "issuer: shifuban\u200b", "看不见的零宽空格 U+200B，请删去"),
        (UNITS, "expected: 4", "exp\u0435cted: 4", "西里尔字母 \u0435（U+0435），请改为“expected”"),
        (OUTLETS, "key: [filer, quarter, outlet]", "key: ［filer，quarter］", "全角括号 ［（U+FF3B）"),
    ],
)  # fmt: skip
def test_what_only_looks_right_is_told_beside_what_is_wrong_with_it(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    city = harbour(tmp_path, filings=False).edit(file, old, new)
    assert any(said in problem.hint for problem in city.problems()), city.problems()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_as_such(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.yaml").write_bytes("name: jiaju\nkind: county\n".encode(encoding))
    problem = only(list(read(tmp_path, "a.yaml")))  # type: ignore[arg-type]
    assert (problem.code, problem.line) == ("E504", 1)
    assert "UTF-16" in problem.message


STRANGE = [
    "\u2028", "\u2029", "\x85", "\u3000", "\u00a0", "\u2003", "\u200b", "\ufeff", "\u202e", "\ufe0f", "：", "，",
    "“", "”", "－", "［", "］", "２", "②", "а", "\x00", "\x07", "\x0b", "\x0c", "\x1a", "\x1c", "\x7f", "\r", "\t",
    "😀", "\U000e0041", "\ufffe", "\n\u2028\n", "\u3000\u3000", "\u2028" * 50,
]  # fmt: skip


def test_whatever_comes_in_anywhere_is_told_at_a_line_that_is_there(tmp_path: Path) -> None:
    """Never an internal error, and no place that an editor would not find; what breaks the reading is named."""
    chance = random.Random(2027)
    root = harbour(tmp_path, filings=False).root
    texts = [file.read_text("utf-8") for file in sorted(root.rglob("*.yaml"))]
    for _ in range(200):
        text, strange = chance.choice(texts), chance.choice(STRANGE)
        at = chance.randrange(len(text) + 1)
        line, spoilt = text.count("\n", 0, at), text[:at] + strange + text[at:]
        lines, found = spoilt.replace("\r\n", "\n").split("\n"), parse(spoilt, "a.yaml")
        for problem in found if isinstance(found, list) else []:
            assert lines[(problem.line or 0) - 1] == problem.excerpt, (at, strange, problem)
            assert printable(problem.message) == problem.message
        if isinstance(found, list):
            near = range(line + 1, line + 2 + strange.count("\n"))
            assert any(p.line in near and "U+" in p.message for p in found), (at, strange, found)
