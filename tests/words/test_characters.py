"""The table of characters: what each is called, and that it agrees with what Python takes for white space."""

import re
import sys
from collections import Counter
from pathlib import Path
from unicodedata import category, normalize

import pytest

import generator
from generator.words import characters
from generator.words.characters import GROUPS, KINDS, any_of, lines, named, names

ROOT = Path(generator.__file__).parent
EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
WHOLE = "".join(EVERY)


def within(*groups: str) -> set[str]:
    return set(re.findall(any_of(*groups), WHOLE))


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\u2028", "行分隔符 U+2028"),
        ("\u3000", "全角空格 U+3000"),
        ("\u00a0", "不换行空格 U+00A0"),
        ("\u200b", "零宽空格 U+200B"),
        ("\ufeff", "BOM 标记 U+FEFF"),
        ("\x00", "空字符 U+0000"),
        ("\r", "回车符 U+000D"),
        ("²", "上标数字 ²（U+00B2）"),
        ("①", "圈码 ①（U+2460）"),
        ("：", "全角冒号 ：（U+FF1A）"),
        ("\U000e0041", "标签字符 U+E0041"),
        ("é", "“é”（U+00E9）"),
    ],
)
def test_a_character_is_told_by_its_name_and_number(char: str, name: str) -> None:
    assert named(char) == name


def test_each_is_told_once() -> None:
    assert names("\u200b²\u200b") == "零宽空格 U+200B、上标数字 ²（U+00B2）"


def test_no_character_is_of_two_kinds() -> None:
    counted = Counter(char for kind in KINDS for char in re.findall(f"[{kind.within}]", WHOLE))
    assert [char for char, count in counted.items() if count > 1] == []


def test_white_space_is_what_strip_takes_for_it() -> None:
    assert set(re.findall(characters.SPACE, WHOLE)) == {c for c in EVERY if c.isspace()}


def test_what_python_knows_as_format_or_control_is_listed() -> None:
    listed = within("unseen", "bidi", "control", "breaks") | set("\t\n\r")
    assert {c for c in EVERY if category(c) in ("Cf", "Cc", "Zl", "Zp")} <= listed


def test_whatever_looks_like_a_digit_is_listed() -> None:
    looks = {
        char
        for char in EVERY
        if char > "\x7f"
        and (category(char) in ("Nd", "No", "Nl") or re.search("[0-9]", normalize("NFKC", char)))
    }
    assert looks - {"〇"} <= within("digits", "wide")


def test_groups_are_written_for_both_readers() -> None:
    """No range needs an escape within brackets, in either language."""
    for group in GROUPS:
        assert not set(any_of(group)[1:-1]) & set("\\]^["), group


def test_lines_end_where_an_editor_ends_them() -> None:
    assert lines("a\r\nb\u2028c\x0bd\x85e\x1cf\rg\n") == ["a", "b\u2028c\x0bd\x85e\x1cf", "g"]
    assert lines("") == []
    assert lines("\n\n") == ["", ""]


def test_lines_with_their_ends_are_the_text() -> None:
    text = "a\r\nb\u2028c\rd\n\n\x0be"
    assert characters.whole_lines(text) == ["a\r\n", "b\u2028c\r", "d\n", "\n", "\x0be"]
    assert "".join(characters.whole_lines(text)) == text


def test_nothing_is_split_where_only_python_ends_a_line() -> None:
    """What is filed or declared has its lines from ``characters``; bytes, and what programs print, are split
    as they are."""
    split = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if re.search(r"\.splitlines\(", path.read_text("utf-8"))
    }
    assert split == {
        "receipts/reading.py", "receipts/writing.py", "releases/tags.py", "revisions/running.py",
        "revisions/whole.py",
    }  # fmt: skip
