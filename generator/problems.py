"""One shape for everything that can be wrong, its catalogue of codes, and its printers.

A problem is a value that is collected, never an exception: a run reports all of them at once.
Codes starting with ``E`` are errors (they stop a build), codes starting with ``W`` are warnings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

CODES = {
    # intake (files that units submit)
    "E107": "编码损坏或不是 UTF-8",
    "E108": "含空字符",
    "E110": "空文件",
    "W111": "只有表头",
    "E112": "不是 CSV 文件",
    "E120": "表头不在第一行",
    "E124": "表头重复",
    "E125": "未知的列",
    "E126": "缺少列",
    "W127": "未声明的列",
    "E131": "多出单元格",
    "E132": "缺少单元格",
    "E133": "引号没有闭合",
    "E201": "必填项为空",
    "E203": "零报告与其他内容并存",
    "E210": "不是数",
    "E218": "超出范围",
    "W219": "累计数变小",
    "E220": "同一行前后矛盾",
    "E221": "名录中没有",
    "E222": "不在选项之内",
    "E223": "编号格式不对",
    "E234": "不是有效日期",
    "E236": "不是有效月份",
    "E237": "月份与文件夹不一致",
    "E238": "单位与文件夹不一致",
    "E252": "主键重复",
    "E311": "文字过长",
    "E401": "文件过大",
    "E403": "不是普通文件",
    "E405": "文件名不合要求",
    "E406": "文件夹不合要求",
    "E407": "本单位不报此表",
    "E410": "收件登记有误",
    "W411": "收件登记的版本找不到原文",
    # YAML: reading
    "E501": "YAML 语法错误",
    "E502": "字段重复",
    "E503": "YAML 过大、过深或展开过多",
    "E504": "YAML 不是 UTF-8 文本",
    "E505": "缺少文件",
    "E506": "YAML 标签不被接受",
    # YAML: shape
    "E511": "未知的字段",
    "E512": "缺少字段",
    "E513": "类型不对",
    "E514": "不在选项之内",
    "E515": "格式不对",
    "E516": "超出范围",
    "E517": "内容为空",
    "E518": "列表中有重复",
    "E519": "须任选其一",
    # YAML: meaning
    "E521": "引用了不存在的编号",
    "E522": "编号重复",
    "E523": "没有责任单位",
    "E524": "引用了不存在的列",
    "E525": "引用的种类不对",
    "E526": "应报报表与职责不符",
    "E527": "节点或日期先后有误",
    "E528": "名录数量不符",
    "E531": "引文与原文不一致",
    "E532": "正文与原文不一致",
    "E533": "责任单位与原文不一致",
    "E534": "数字不在引文中",
    "E536": "给没有数量标准的词设了数",
    "W541": "缺少工作日历",
    "W542": "名录含占位项",
    # publishing
    "E601": "站点配置有误",
    "E602": "链接失效",
    "E603": "导航中的页面不存在",
    "E604": "引用了站外资源",
    "E605": "生成网站没有成功",
    "E606": "网站文件夹无法写入",
    "E607": "预览的端口不可用",
}


_SHOWN = 60
"""Characters of a source line that are shown; Chinese ones take two cells each."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    ``line`` and ``column`` are 1-based; in YAML the column counts characters, in a filing it counts
    cells. ``record`` is the row as a spreadsheet shows it (1-based, header included), ``field`` the
    YAML field or the column header. ``excerpt`` is the source line, for people only.
    """

    code: str
    message: str
    hint: str = ""
    file: str = ""
    line: int | None = None
    column: int | None = None
    record: int | None = None
    field: str | None = None
    value: str | None = None
    excerpt: str = ""

    @property
    def severity(self) -> str:
        return "error" if self.code.startswith("E") else "warning"

    @property
    def place(self) -> str:
        """``file:line:column`` as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file and position, each finding once: the order of reading never shows."""
    return sorted(
        set(problems), key=lambda p: (p.file, p.line or 0, p.column or 0, p.code, p.message)
    )


def count(problems: Sequence[Problem]) -> dict[str, int]:
    errors = sum(problem.severity == "error" for problem in problems)
    return {"error": errors, "warning": len(problems) - errors}


def as_json(problems: Sequence[Problem]) -> str:
    """The one object that ``taizhang check --format json`` prints."""
    keys = ["severity", "code", "file", "line", "column", "record", "field", "value"]
    keys += ["message", "hint"]
    return json.dumps(
        {
            "ok": not has_errors(problems),
            "problems": [{key: getattr(problem, key) for key in keys} for problem in problems],
            "counts": count(problems),
        },
        ensure_ascii=False,
        indent=2,
    )


def as_text(problem: Problem) -> str:
    """Several lines for a person: place and message, the source line with a caret, the hint."""
    head = f"{problem.place}: " if problem.file else ""
    lines = [f"{head}{printable(problem.message)} [{problem.code}]"]
    if problem.excerpt:
        excerpt, column = _around(problem.excerpt, problem.column)
        lines.append(f"    {printable(excerpt)}")
        if column is not None:
            lead = printable(excerpt[: column - 1])
            lines.append("    " + "".join("　" if wide(char) else " " for char in lead) + "^")
    if problem.hint:
        lines.append(f"    → {printable(problem.hint)}")
    return "\n".join(lines)


def _around(line: str, column: int | None) -> tuple[str, int | None]:
    """As much of a long line as fits on a screen, and the column in that part."""
    start = 0 if column is None else max(0, column - 1 - _SHOWN // 2)
    if len(line) <= _SHOWN:
        return line, column
    if not start:
        return f"{line[:_SHOWN]}…", column
    more = "…" if start + _SHOWN < len(line) else ""
    return f"…{line[start : start + _SHOWN]}{more}", column and column - start + 1


def wide(char: str) -> bool:
    """Whether a terminal gives the character two cells (East Asian wide or full-width)."""
    return ord(char) >= 0x1100 and not 0x2010 <= ord(char) <= 0x2027


def printable(text: str) -> str:
    """The text with control characters shown as escapes, so that no file can drive a terminal."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate that was probably meant, or None when nothing is close.

    Of several that are as close, the one with the same letters in another order goes first.
    """

    def closeness(candidate: str) -> tuple[float, bool]:
        ratio = SequenceMatcher(None, candidate, word).ratio()
        return ratio, sorted(candidate) == sorted(word)

    return max(get_close_matches(word, list(candidates), 5, cutoff), key=closeness, default=None)
