"""What libyaml says of a broken file, said so that someone who is no programmer can mend it."""

from __future__ import annotations

import re
from typing import Any

import yaml

from ..frozen import dataclass
from ..problems import Problem
from ..words.expression import late

_SAYINGS = {
    "mapping values are not allowed": (
        "此处不应出现冒号",
        "多半是缩进不齐，或上一行少了内容；值里本身含有“: ”时请给整个值加引号。",
    ),
    "did not find expected key": (
        "这一行与上文对不上",
        "请检查缩进（同级字段左边对齐，只用空格），以及上一行的引号、括号是否成对。",
    ),
    "did not find expected '-' indicator": (
        "这一行与上面的列表对不上",
        "同一列表的各项都以“- ”开头，并左边对齐。",
    ),
    "could not find expected ':'": (
        "字段名后面缺少冒号",
        "字段名后面写英文冒号，冒号后面空一格，如“title: 标题”。",
    ),
    "found unexpected end of stream": ("引号没有闭合", "请在值的末尾补上同样的引号。"),
    "did not find expected ',' or ']'": ("方括号没有闭合", "请补上“]”，各项之间用英文逗号。"),
    "did not find expected ',' or '}'": ("花括号没有闭合", "请补上“}”，各项之间用英文逗号。"),
    "did not find expected node content": ("括号中缺少内容", "请检查是否多了一个逗号。"),
    "found character that cannot start any token": (
        "值不能以这个字符开头",
        "请给整个值加引号；缩进只用空格，不用制表符。",
    ),
    "found a tab character": ("用了制表符", "缩进只用空格，请把制表符改为空格。"),
    "found undefined alias": ("引用了没有定义的锚点", "请去掉开头的“*”，或给值加引号。"),
    "did not find expected alphabetic or numeric character": (
        "“*”或“&”后面缺少名称",
        "“*”和“&”在 YAML 中有特殊含义，值以它们开头时请加引号。",
    ),
    "block sequence entries are not allowed": (
        "此处不应出现列表",
        "“- ”应另起一行，并比上级字段多缩进两格。",
    ),
    "found unknown escape character": (
        "双引号中的反斜杠后面跟了不认识的字符",
        "请改用单引号，或写成“\\\\”。",
    ),
    "did not find expected whitespace or line break": (
        "“*”“&”或“!”后面的名称不对",
        "这些符号在 YAML 中有特殊含义，值以它们开头时请加引号。",
    ),
    "did not find expected <document start>": (
        "文件里有不止一份内容",
        "一个文件只写一份内容，请删去单独成行的“---”或“...”，并检查缩进。",
    ),
    "control characters are not allowed": ("有看不见的控制字符", "请删去后重新输入这一行。"),
    "did not find expected comment or line break": (
        "“|”或“>”后面不应再有文字",
        "文字从下一行开始写，并多缩进两格。",
    ),
}
_KEY_WITHOUT_COLON = late(r"\s*(- )?[a-z_]+(\s*$|：|:\S|\s+[^\s:])(?!.*: )")
_DASH_WITHOUT_SPACE = late(r"\s*-[^\s-]")
OPENED = ("while scanning a simple key", "while parsing a flow", "while scanning a quoted")


def explain(
    error: yaml.MarkedYAMLError,
    path: str,
    lines: tuple[str, ...],
    last_scalar: yaml.ScalarEvent | None,
) -> Problem:
    """One problem at the line where the slip is, which is not always where libyaml noticed it.

    An unclosed quote or bracket is noticed far below: the place told is where it opened. A quoted
    value that ran over lines before a failure is nearly always the unclosed one itself.
    """
    said = error.problem or ""
    noticed = Mark.of(error.problem_mark)
    begun = Mark.of(last_scalar.start_mark) if last_scalar else noticed
    if last_scalar and last_scalar.style in ("'", '"') and "expected" in said:
        swallowed = Mark.of(last_scalar.end_mark).line > begun.line
    else:
        swallowed = False
    if swallowed:
        noticed, said = begun, "found unexpected end of stream"
    elif (error.context or "").startswith(OPENED):
        noticed = Mark.of(error.context_mark)
    line = _with_text(lines, noticed.line)
    if said.startswith("mapping values"):
        if ": " not in lines[line - 1][: noticed.column - 1]:
            line, said = _of_broken_key(lines, line, said)
    elif said.startswith(("did not find expected key", "did not find expected '-'")) and _starts(
        lines[line - 1], noticed
    ):
        line, said = _of_odd_start(lines, line, said)
    excerpt = lines[line - 1]
    message, hint = next(
        (words for start, words in _SAYINGS.items() if said.startswith(start)),
        ("YAML 写法有误", "请检查这一行和上一行的缩进、引号、括号和冒号。"),
    )
    column = noticed.column if line == noticed.line else _indent(excerpt) + 1
    return Problem(
        "E501", message, _typing_slip(excerpt) or hint, path, line, column, excerpt=excerpt
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """A 1-based position; ``style`` is how a text begins there: a quote, ``|``, ``>`` or nothing."""

    line: int
    column: int
    style: str = ""

    @classmethod
    def of(cls, mark: Any, style: str | None = None) -> Mark:
        """Of libyaml's mark, which counts from 0."""
        return cls(mark.line + 1, mark.column + 1, style or "")


def _of_broken_key(lines: tuple[str, ...], line: int, said: str) -> tuple[int, str]:
    """A colon where none may be: often the line above is no field, or is the one out of line."""
    above = _above(lines, line)
    if not above:
        return line, said
    if _KEY_WITHOUT_COLON.match(lines[above - 1]):
        return above, "could not find expected ':'"
    if _DASH_WITHOUT_SPACE.match(lines[above - 1]):
        return above, "did not find expected '-' indicator"
    if _goes_on(lines, line) and _indent(lines[above - 1]) < _indent(lines[line - 1]):
        return above, "did not find expected key"
    return line, said


def _of_odd_start(lines: tuple[str, ...], line: int, said: str) -> tuple[int, str]:
    """Fields that do not go on as they began: perhaps the beginning is the odd one."""
    here = _indent(lines[line - 1])
    start = line
    while (above := _above(lines, start)) and _indent(lines[above - 1]) > here:
        start = above
    first = lines[start - 1]
    if lines[line - 1].lstrip().startswith("- ") and _indent(first) == here + 2:
        return start, "did not find expected '-' indicator"
    above = _above(lines, line)
    if above and _indent(lines[above - 1]) < here and _goes_on(lines, line):
        return above, said
    if above and _item_out_of_line(lines, above, line):
        return above, "did not find expected '-' indicator"
    alone = start == above and not first.lstrip().startswith("- ")
    return (start, said) if alone and _goes_on(lines, line) else (line, said)


def _item_out_of_line(lines: tuple[str, ...], above: int, line: int) -> bool:
    """Whether a dash stands beside its column: what follows it and other dashes say so."""
    dash, here = lines[above - 1], _indent(lines[line - 1])
    if not dash.lstrip().startswith("- ") or _indent(dash) + 2 == here:
        return False
    others = (row for number, row in enumerate(lines, start=1) if number != above)
    beside = any(row.startswith(" " * (here - 2) + "- ") for row in others)
    return _goes_on(lines, line) or beside


def _goes_on(lines: tuple[str, ...], line: int) -> bool:
    """Whether the next line is a field that begins in the same column."""
    below = next((row for row in lines[line:] if row.strip()), "")
    return _indent(below) == _indent(lines[line - 1]) and not below.lstrip().startswith("- ")


def _starts(row: str, mark: Mark) -> bool:
    """Whether the mark is at the first character of its line."""
    return mark.column == _indent(row) + 1


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _with_text(lines: tuple[str, ...], line: int) -> int:
    """The line, or the nearest one above it that is not blank (1-based)."""
    line = min(line, len(lines))
    while line > 1 and not lines[line - 1].strip():
        line -= 1
    return line


def _above(lines: tuple[str, ...], line: int) -> int:
    """The nearest line above that is neither blank nor a comment; 0 when there is none."""
    above = line - 1
    while above and not lines[above - 1].split("#")[0].strip():
        above -= 1
    return above


def _typing_slip(line: str) -> str:
    """A hint for what a Chinese keyboard or a spreadsheet leaves behind."""
    if re.match(r"\s*(- )?[\w-]+：", line):
        return "字段名后面用了全角冒号“：”，请改为英文冒号加一个空格“: ”。"
    if re.match(r"\s*(- )?[a-z_]+:[^\s]", line):
        return "冒号后面少一个空格。"
    if "\t" in line:
        return "这一行含有制表符，请改为空格。"
    if _DASH_WITHOUT_SPACE.match(line):
        return "列表项的“-”后面少一个空格。"
    return ""
