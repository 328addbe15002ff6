"""Slips of the pen in tasks.yaml, one at a time, each with the line where a person would look.

Nothing here is random: every field of every record is spoilt in every way that suits it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.catalogue.model.notice import LISTS
from generator.catalogue.source import At, Document, parse

REFERENCES = {"owners", "evidence", "indicators", "questions", "responsible", "addressees"}
REFERENCE = {"indicator", "issuer"}
ENUMS = {"basis", "operator", "every", "each", "audience"}
DATES = {"date", "due", "issued"}
NUMBERS = {"value", "plan_year", "day", "times"}
VERBATIM = {"quote", "text", "doc_no", "responsible_quote", "document", "wording", "unspecified"}
LISTED = {"items", "measures"}
REQUIRED = {
    "notice": {"name", "doc_no", "title", "issuer", "issued", "plan_year", "text", "sources"},
    "sources": {"id", "states", "quote"},
    "clause": {"id", "number", "title", "text", "responsible", "responsible_quote"},
    "preamble": {"id", "title", "text"},
    "section": {"id", "title", "tasks"},
    "targets": {"id", "quote", "operator"},
    "cadences": {"id", "quote"},
    "deliverables": {"id", "quote"},
    "lists": {"id", "quote", "items"},
    "escalations": {"id", "quote", "measures"},
    "references": {"id", "quote", "value", "unit"},
    "commitments": {"id", "quote"},
    "checkpoints": {"date", "value"},
}


@dataclass(frozen=True, slots=True)
class Slip:
    """The whole file after one slip; ``line`` is where it must be told."""

    name: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Field:
    """A field on one line: its key and, when it is a scalar that ends there, its value."""

    lines: tuple[str, ...]
    at: At
    line: int
    start: int
    value: int | None
    end: int
    flow: bool

    @property
    def key(self) -> str:
        return str(self.at[-1])

    @property
    def row(self) -> str:
        return self.lines[self.line - 1]

    @property
    def written(self) -> str:
        return "" if self.value is None else self.row[self.value : self.end]

    @property
    def dashed(self) -> bool:
        return self.row.lstrip().startswith("- ")


def slips(text: str) -> Iterator[Slip]:
    """Every slip of every kind."""
    document = parse(text, "tasks.yaml")
    assert isinstance(document, Document)
    for at in document.keys:
        field = _field(document, at)
        for spoil in (_of_keys, _of_lines, _of_quoting, _of_values):
            yield from spoil(document, field)
    for at, mark in document.values.items():
        if at and isinstance(at[-1], int):
            yield from _of_items(document, at, mark.line)
        if mark.style == "|":
            yield from _of_blocks(document, at, mark.line)
    yield from _of_brackets(document)


def _field(document: Document, at: At) -> _Field:
    key, mark = document.keys[at], document.values[at]
    row = document.lines[key.line - 1]
    flow = row.lstrip(" -").startswith(("{", "[")) or f"{at[-1]}: " not in row[: key.column + 40]
    flow = flow or "{" in row[: key.column - 1]
    scalar = not isinstance(document.get(at), dict | list) and mark.style != "|"
    here = mark.line == key.line and scalar
    end = len(row)
    if flow and here:
        end = min((i for i in range(mark.column - 1, len(row)) if row[i] in ",}]"), default=end)
    value = mark.column - 1 if here else None
    return _Field(document.lines, at, key.line, key.column - 1, value, end, flow)


def _with(field: _Field, row: str, name: str, line: int | None = None) -> Slip:
    """The file with the field's line replaced (by several lines, if it holds a break)."""
    lines = [*field.lines]
    lines[field.line - 1] = row
    place = ".".join(map(str, field.at))
    return Slip(f"{name} @ {place}", "\n".join(lines), line or field.line)


def _of_keys(document: Document, field: _Field) -> Iterator[Slip]:
    row, start, key = field.row, field.start, field.key
    after = row[start + len(key) :]

    def renamed(new: str, name: str, rest: str = after) -> Slip:
        return _with(field, row[:start] + new + rest, name)

    yield renamed(key + "s", "字段名多一个字母")
    yield renamed(key[:-1] if len(key) > 3 else key + "x", "字段名少一个字母")
    yield renamed(key[1] + key[0] + key[2:] if key[0] != key[1] else key + "_", "字段名字母颠倒")
    yield renamed(key, "全角冒号", "：" + after[1:].lstrip())
    yield renamed(key, "漏写冒号", after[1:])
    if after[1:].strip() and not field.flow:
        yield renamed(key, "冒号后没有空格", ":" + after[1:].lstrip())
    yield renamed(key.capitalize(), "字段名大写")


def _of_lines(document: Document, field: _Field) -> Iterator[Slip]:
    row = field.row
    yield _with(field, row + "\t", "行尾制表符")
    yield _with(field, "\t" + row.lstrip(), "制表符缩进")
    if field.flow:
        return
    indent = len(row) - len(row.lstrip())
    single = field.value is not None
    first = field.dashed
    if single and not first:
        yield _with(field, f"{row}\n{row}", "字段重复", field.line + 1)
        yield _with(field, " " + row, "多缩进一格")
        yield _with(field, "  " + row, "多缩进两格")
    if single and not first and indent:
        yield _with(field, row[1:], "少缩进一格")
    if single and not first and field.key in _required(field.at):
        lines = [*field.lines]
        del lines[field.line - 1]
        name = f"缺少字段 @ {'.'.join(map(str, field.at))}"
        yield Slip(name, "\n".join(lines), document.mark(field.at[:-1]).line)
    if single and first:
        yield _with(field, row.replace("- ", "  ", 1), "漏写短横")
        yield _with(field, row.replace("- ", "-", 1), "短横后没有空格")
    if single:
        yield _with(field, row[: field.value].rstrip(), "没有填写")


def _required(at: At) -> set[str]:
    if at[:1] == ("notice",):
        return REQUIRED["notice"] if len(at) == 2 else REQUIRED["sources"]
    named = [step for step in at[:-1] if isinstance(step, str)]
    kind = named[-1] if named else ""
    return REQUIRED.get(
        {"tasks": "clause", "requirements": "clause", "sections": "section"}.get(kind, kind), set()
    )


def _of_quoting(document: Document, field: _Field) -> Iterator[Slip]:
    if field.value is None or field.flow or field.written[:1] in "\"'":
        return
    head, value = field.row[: field.value], field.written
    yield _with(field, f'{head}"{value}', "双引号没有闭合")
    yield _with(field, f"{head}'{value}", "单引号没有闭合")
    yield _with(field, f'{head}"{value}" x', "引号后还有文字")
    yield _with(field, f"{head}[{value}", "多写方括号")
    yield _with(field, f"{head}{{{value}", "多写花括号")
    yield _with(field, f"{head}*{value}", "星号开头")
    yield _with(field, f"{head}!{value}", "标签")
    yield _with(field, f"{head}@{value}", "以 @ 开头")
    yield _with(field, f"{head}%{value}", "以 % 开头")
    yield _with(field, f"{head}{value}: x", "值里有冒号")


def _of_values(document: Document, field: _Field) -> Iterator[Slip]:
    if field.value is None:
        return
    head, value, tail = field.row[: field.value], field.written, field.row[field.end :]

    def become(new: str, name: str) -> Slip:
        return _with(field, head + new + tail, name)

    key = field.key
    for name, change in _changes(key):
        if (changed := change(value)) != value:
            yield become(changed, name)
    if key == "text" and field.at[0] == "notice":
        yield become("rules/absent.txt", "没有这个文件")
    elif key in VERBATIM or _of_the_notice(field.at):
        middle = len(value) // 2
        yield become(value[:middle] + "囗" + value[middle + 1 :], "改一个字")
        if key != "unspecified":  # 定 is in the quote as well as 定期
            yield become(value[:middle] + value[middle + 1 :], "少一个字")
        yield become(value[:middle] + "的的" + value[middle:], "多两个字")
    record = document.get(field.at[:-1])
    if key in NUMBERS and record.get("notice") == "notice":
        yield become(value + "7", "改一个数字")
    if key == "id":
        yield from _same_id(document, field)
        free = field.at[-3] in ("sources", "sections")
        if not free and _certain(record):
            yield become("Z" + value[1:], "编号换了字母")


def _certain(record: dict[str, Any]) -> bool:
    """Whether the ids of a clause's provisions outweigh its own, so that its own is the odd one."""
    return "text" not in record or sum(len(record.get(name, [])) for name in LISTS) > 1


def _of_the_notice(at: At) -> bool:
    """Whether a title is the notice's own, of itself, a section or a clause."""
    own = at == ("notice", "title") or at[-3:-2] in (("sections",), ("tasks",), ("requirements",))
    return at[-1] == "title" and own


def _changes(key: str) -> Iterator[tuple[str, Callable[[str], str]]]:
    if key in REFERENCE:
        yield "编号写错", lambda v: v + "x"
        yield "编号大写", str.upper
    if key in ENUMS:
        yield "没有这个选项", lambda v: v + "s"
        yield "选项写成中文", lambda v: "其他"
    if key in DATES:
        yield "没有这一天", lambda v: v[:5] + "02-30"
        yield "日期写法", lambda v: v.replace("-", "/")
        yield "日期不补零", lambda v: v.replace("-0", "-")
        yield "年份", lambda v: "2019" + v[4:]
        yield "月份", lambda v: v[:5] + "13" + v[7:]
        yield "日期差一天", lambda v: v[:8] + "27"
    if key in NUMBERS:
        yield "数字加引号", lambda v: f'"{v}"'
        yield "数字带单位", lambda v: v + "个"
        yield "全角数字", lambda v: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in v)
    if key == "open":
        yield "布尔写成 yes", lambda v: "yes"
        yield "布尔写成是", lambda v: "是"
        yield "布尔写反", lambda v: "false" if v == "true" else "true"
    if key == "number":
        yield "序号写错", lambda v: v + "9"
    if key == "id":
        yield "编号小写", str.lower
        yield "编号带空格", lambda v: v + " a"
    if key not in NUMBERS and key != "open":
        yield "写成数字", lambda v: "12"
        yield "写成列表", lambda v: "[]"
        yield "写成字段", lambda v: "{}"


def _same_id(document: Document, field: _Field) -> Iterator[Slip]:
    """An id that an earlier record of its kind has."""
    kinds = {"tasks": "clause", "requirements": "clause", "preamble": "clause"}

    def kind(at: At) -> str:
        name = str(at[-3]) if len(at) >= 3 else ""
        return kinds.get(name, "section" if name == "sections" else "provision")

    earlier = [
        at
        for at in document.keys
        if at[-1] == "id" and kind(at) == kind(field.at) and document.keys[at].line < field.line
    ]
    if earlier:
        assert field.value is not None
        new = str(document.get(earlier[-1]))
        row = field.row[: field.value] + new + field.row[field.end :]
        yield _with(field, row, "编号重复")


def _of_items(document: Document, at: At, line: int) -> Iterator[Slip]:
    """Scalars in block lists and in lists between brackets."""
    value = document.get(at)
    if isinstance(value, dict | list):
        return
    column = document.values[at].column - 1
    row = document.lines[line - 1]
    if "\n" in str(value) or not row[column:].startswith(str(value)):
        return
    field = _Field(document.lines, at, line, column, column, column + len(str(value)), False)
    head, tail = row[:column], row[field.end :]
    if at[-2] in REFERENCES or at[-2] in LISTED:
        yield _with(field, f"{head}{value}x{tail}", "列表项写错")
        yield _with(field, f"{head}12{tail}", "列表项写成数字")
        yield _with(field, f"{head}{{}}{tail}", "列表项写成字段")
    if at[-2] == "months":
        yield _with(field, f"{head}13{tail}", "没有这个月")
        yield _with(field, f"{head}{int(value) % 12 + 1}{tail}", "月份不同")
    if row.lstrip().startswith("- ") and "[" not in head:
        yield _with(field, row.replace("- ", "-", 1), "列表短横后没有空格")
        if int(at[-1]):
            yield _with(field, row.replace("- ", "", 1), "列表漏写短横")
            yield _with(field, "  " + row, "列表多缩进两格")


def _of_blocks(document: Document, at: At, line: int) -> Iterator[Slip]:
    """Text below a bar: a character changed on one of its lines, or a line pushed out of it."""
    for number in range(line + 1, line + 1 + document.get(at).rstrip().count("\n") + 1):
        row = document.lines[number - 1]
        field = _Field(document.lines, at, number, 0, None, 0, False)
        middle = (len(row) + len(row) - len(row.lstrip())) // 2
        yield _with(field, row[:middle] + "囗" + row[middle + 1 :], "正文改一个字")
        yield _with(field, row[:middle] + row[middle + 1 :], "正文少一个字")
        if number > line + 1:
            yield _with(field, row.lstrip(), "正文顶格")
            yield _with(field, row[2:], "正文少缩进两格")


def _of_brackets(document: Document) -> Iterator[Slip]:
    for number, row in enumerate(document.lines, start=1):
        if row.rstrip().endswith(("]", "}")):
            field = _Field(document.lines, (f"第{number}行",), number, 0, None, 0, True)
            yield _with(field, row.rstrip()[:-1], "括号没有闭合")
            opening = {"]": "[", "}": "{"}[row.rstrip()[-1]]
            yield _with(field, row.replace(opening, "", 1), "括号没有打开")
            if "," in row:
                yield _with(field, row.replace(",", "，", 1), "全角逗号")
