"""Reading YAML: what is refused, where it is told, and that nothing can blow it up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator import catalogue
from generator.catalogue.source import Document, parse, read
from generator.judging.kinds import KINDS
from generator.problems import Problem
from tests.factory import harbour, only, told


def faults(text: str) -> list[Problem]:
    found = parse(text, "a.yaml")
    assert isinstance(found, list)
    return found


def data(text: str) -> object:
    found = parse(text, "a.yaml")
    assert isinstance(found, Document), found
    return found.data


def test_plain_scalars_follow_the_core_schema() -> None:
    text = "{a: 1, b: 1.5, c: true, d: yes, e: 2027-02-14, f: 012, g: ~, h: '1', i: 1_000, j: NaN}"
    assert data(text) == {
        "a": 1, "b": 1.5, "c": True, "d": "yes", "e": "2027-02-14", "f": "012", "g": None,
        "h": "1", "i": "1_000", "j": "NaN",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "\ufeff"])
def test_an_empty_file_is_an_empty_value(text: str) -> None:
    assert data(text.lstrip("\ufeff")) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_move_places(end: str) -> None:
    found = parse(end.join(["a: 1", "b: 2", "c: x"]), "a.yaml")
    assert isinstance(found, Document)
    assert (found.mark(("c",)).line, found.mark(("c",)).column) == (3, 4)


PLACES = [
    # what the slip is, the text, where a person would look
    ("a tab before a field", "a:\n\tb: 1\n", "2:1"),
    ("a tab at the end", "a: 1\nb: 2\t\n", "2:5"),
    ("a quote that is not closed", 'a: "x\nb: 1\nc: 2\n', "1:4"),
    ("a quote closed by the next one", 'a: "x\nb: "y"\nc: 2\n', "1:4"),
    ("a bracket that is not closed", "a: 1\nb: [1, 2\nc: 3\n", "2:4"),
    ("a brace that is not closed", "a: 1\nb: {c: 1\nd: 3\n", "2:4"),
    ("a full-width colon", "a: 1\nbcd：2\ne: 3\n", "2:1"),
    ("no space after a colon", "a: 1\nbcd:2\ne: 3\n", "2:1"),
    ("a field out of line", "a:\n  b: 1\n   c: 2\n  d: 3\n", "3:5"),
    ("a first field out of line", "a:\n   b: 1\n  c: 2\n  d: 3\n", "2:4"),
    ("a list without its first dash", "a:\n    b: 1\n  - b: 2\n", "2:5"),
    ("a dash without a space", "a:\n  -b: 1\n   c: 2\n", "2:3"),
    ("a swallowed item", "a:\n  - x\n    - y\n  - z\n", "3:5"),
    ("text behind a bar", "a: |文字\n  x\n", "1:5"),
    ("an alias to nothing", "a: *b\n", "1:4"),
    ("a star without a name", "a: 1\nb: *\n", "2:5"),
    ("two documents", "a: 1\n---\nb: 2\n", "2:1"),
    ("a list as a field name", "[a]: 1\n", "1:1"),
    ("a control character", "a: 1\nb: \x00\n", "2:4"),
]


@pytest.mark.parametrize(("text", "place"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_syntax_is_told_where_a_person_would_look(text: str, place: str) -> None:
    problem = only(faults(text))
    assert problem.code == "E501"
    assert f"{problem.line}:{problem.column or ''}" == place


def test_a_repeated_field_is_told_once_for_each_repetition() -> None:
    found = faults("a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert told(found) == ["E502 a.yaml:2:11", "E502 a.yaml:3:1"]
    assert found[1].message == "字段“a”重复，第 1 行已经写过"


@pytest.mark.parametrize("text", ["a: !!python/object:os.system x", "a: !x [1]", "!y {a: 1}"])
def test_tags_are_refused(text: str) -> None:
    assert only(faults(text)).code == "E506"


def test_merge_keys_are_no_magic() -> None:
    assert data("a: &x {b: 1}\nc:\n  <<: *x\n") == {"a": {"b": 1}, "c": {"<<": {"b": 1}}}


def test_aliases_stand_for_what_they_name() -> None:
    assert data("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


def test_an_alias_to_itself_is_refused() -> None:
    assert only(faults("a: &x [*x]\n")).code == "E503"


def test_ten_lines_cannot_become_a_billion() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert only(faults("\n".join(lines))).code == "E503"


@pytest.mark.parametrize(
    "text", ["[" * 5000, "a: " + "{b: " * 500, "\n".join(" " * n + "a:" for n in range(80))]
)
def test_depth_is_bounded(text: str) -> None:
    assert only(faults(text)).code in ("E501", "E503")


def test_size_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: " + b"x" * 5_000_001)
    found = read(tmp_path, "a.yaml")
    assert isinstance(found, list)
    assert only(found).message == "文件有 5,000,004 字节，上限 5,000,000 字节"


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    good = (city.root / "units.yaml").read_bytes()
    city.write("units.yaml", good + "note: 甲".encode("gb18030"))
    problem = only(city.problems())
    assert (problem.code, problem.line) == ("E504", good.count(b"\n") + 1)


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False).remove("rules/questions.yaml")
    problem = only(city.problems())
    assert (problem.code, problem.file) == ("E505", "rules/questions.yaml")


@pytest.mark.parametrize("text", ["", "[]", "只有一句话", "3"])
@pytest.mark.parametrize("path", ["tasks.yaml", "units.yaml", "rules/filing.yaml"])
def test_a_file_of_the_wrong_kind(tmp_path: Path, path: str, text: str) -> None:
    city = harbour(tmp_path, filings=False).write(path, text)
    assert [p for p in city.problems() if p.file == path and p.line == 1]


def test_an_empty_folder_is_told_not_raised(tmp_path: Path) -> None:
    declared, problems = catalogue.read(tmp_path, KINDS)
    assert declared is None
    assert {p.code for p in problems} == {"E505"}


@pytest.mark.parametrize(
    "text", [*(text for _, text, _ in PLACES), "a: &b*c 1\n", "a: !b{ 1\n", "%x\n"]
)
def test_syntax_is_told_in_chinese_alone(text: str) -> None:
    for problem in faults(text):
        assert not re.search("[a-z]{2,} [a-z]{2,}", problem.message + problem.hint)
