"""One shape for everything that can be wrong, its catalogue of codes, and its printers.

A problem is a value that is collected, never an exception: a run reports all of them at once.
Codes starting with ``E`` are errors (they stop a build), codes starting with ``W`` are warnings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

CODES = {
    # intake (files that units submit)
    "W101": "文件中部有 BOM 标记",
    "W102": "GB18030 编码，已转换",
    "W103": "UTF-16 编码，已转换",
    "E104": "没有 BOM 的 UTF-16",
    "E105": "编码前后不一致",
    "E106": "含无法识别的字符",
    "E107": "编码损坏",
    "E108": "含空字符",
    "W109": "疑似乱码",
    "E110": "空文件",
    "W111": "只有表头",
    "E112": "不是 CSV 文件",
    "E113": "工作簿打不开",
    "E114": "工作簿里没有要报的表",
    "W115": "多余的工作表",
    "E120": "表头不在第一行",
    "W121": "分隔符不是逗号",
    "E122": "全角逗号作分隔符",
    "E123": "没有表头的列",
    "E124": "表头重复",
    "E125": "写错的列名",
    "E126": "缺少列",
    "E127": "未声明的列（不接受）",
    "W127": "未声明的列",
    "W128": "表头上面有标题",
    "E131": "多出单元格",
    "E132": "缺少单元格",
    "E133": "引号没有闭合",
    "W134": "单元格中间有引号",
    "W135": "数据中间有空行",
    "W136": "表头重复出现",
    "E201": "必填项为空",
    "W202": "合计行",
    "W203": "表尾",
    "E204": "零报告与其他内容并存",
    "W205": "空格已按上一行补填",
    "E206": "这张表不收零报告",
    "E210": "不是数",
    "E211": "千分位不规范",
    "E212": "不应有百分号",
    "E213": "数字带单位",
    "E214": "不是确数",
    "W215": "科学计数法",
    "E216": "编号被改成科学计数法",
    "E217": "表格软件的错误值",
    "E218": "超出范围",
    "W219": "累计数变小",
    "E220": "同一行前后矛盾",
    "E221": "名录中没有",
    "E222": "不在选项之内",
    "E223": "编号格式不对",
    "E224": "编号含控制字符",
    "W231": "日期序号",
    "W232": "日期缺年份",
    "E233": "日期有歧义",
    "E234": "不是有效日期",
    "W235": "日期在计划之外",
    "E236": "不是有效月份",
    "E237": "月份与文件夹不一致",
    "E238": "单位与文件夹不一致",
    "E239": "数据日期晚于本期",
    "W239": "数据日期早于本期",
    "W241": "不可见字符",
    "W242": "私有区字符",
    "W243": "控制字符",
    "W251": "重复的行",
    "E252": "主键重复",
    "E253": "同一张表有两个文件",
    "E301": "个人信息",
    "W301": "疑似 15 位身份证号",
    "E302": "疑似公式",
    "W303": "网页标签",
    "E311": "文字过长",
    "W312": "文字偏长",
    "E401": "文件过大",
    "E402": "行列过多",
    "W402": "问题太多，没有全部列出",
    "E403": "不是普通文件",
    "E404": "文件路径",
    "E405": "文件名不合要求",
    "E406": "文件夹不合要求",
    "W407": "已报的数据被删除",
    "E408": "本单位不报此表",
    "E410": "收件登记有误",
    "W411": "收件登记的版本找不到原文",
    "W412": "历史中读不了的名称或时间",
    "E421": "不能改动别处的文件",
    "E422": "收件登记只能追加",
    "E423": "没有登记的账号",
    "E424": "提交历史中有个人信息",
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
    "E537": "改规则使合格的报送不合格",
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
    "E608": "页面模板有误",
    # versions
    "E611": "版本被改动",
    "E612": "重新生成的结果不同",
    "E613": "版本的清单有误",
    "E614": "找不到版本所用的提交",
    "W615": "程序与发布时不同",
    "W616": "报送在发布后改过",
    "E617": "发布的地方不合适",
    "E618": "还不能发布",
    "E619": "这个月已经发布过",
    "W620": "上一版无法比较",
    "W621": "有未提交的改动",
    "E622": "标签没有建成",
    "E623": "新年度没有开始",
    "E624": "仓库的历史不全",
}


_SHOWN = 60
"""Characters of a source line that are shown; Chinese ones take two cells each."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    ``line`` and ``column`` are 1-based; in YAML the column counts characters, in a filing it counts
    cells. ``record`` is the row as a spreadsheet shows it (1-based, header included), ``field`` the
    YAML field or the column header, ``sheet`` the sheet of a workbook. ``excerpt`` is the source
    line, for people only. ``left_out``: it is about a filing that the run goes on without.
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
    sheet: str = ""
    left_out: bool = False

    @property
    def severity(self) -> str:
        return "error" if self.code.startswith("E") else "warning"

    @property
    def place(self) -> str:
        """``file:line:column`` as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    @property
    def cell(self) -> str | None:
        """The cell as a spreadsheet names it, such as H12; None for what is no cell."""
        if self.record is None or self.column is None:
            return None
        return f"{letters(self.column)}{self.record}"


def letters(column: int) -> str:
    """A column as a spreadsheet names it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything stands in the way of a run."""
    return any(problem.severity == "error" and not problem.left_out for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file and position, each finding once: the order of reading never shows."""
    return sorted(
        set(problems),
        key=lambda p: (p.file, p.sheet, p.line or 0, p.column or 0, p.code, p.message),
    )


def alike(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Findings that say the same of cells of one column together, in the order of the first."""
    groups: dict[tuple[object, ...], list[Problem]] = {}
    for number, problem in enumerate(problems):
        own = number if problem.cell is None else (problem.file, problem.sheet, problem.column)
        key = (own, problem.code, problem.message, problem.hint)
        groups.setdefault(key, []).append(problem)
    return list(groups.values())


def count(problems: Sequence[Problem]) -> dict[str, int]:
    errors = sum(problem.severity == "error" for problem in problems)
    return {"error": errors, "warning": len(problems) - errors}


def as_json(problems: Sequence[Problem], changes: Sequence[Mapping[str, object]] = ()) -> str:
    """The one object that ``taizhang check --format json`` prints.

    ``changes`` are the cells that are used otherwise than they were written.
    """
    keys = ["severity", "code", "file", "sheet", "line", "column", "record", "cell", "field"]
    keys += ["value", "message", "hint"]
    return json.dumps(
        {
            "ok": not has_errors(problems),
            "problems": [{key: getattr(problem, key) for key in keys} for problem in problems],
            "counts": count(problems),
            "changes": list(changes),
        },
        ensure_ascii=False,
        indent=2,
    )


def as_github(problem: Problem) -> str:
    """An annotation in the workflow-command form that GitHub, Gitea and Forgejo read."""
    places = {"file": problem.file, "line": problem.line, "col": problem.column}
    words = {**places, "title": f"{problem.code} {CODES[problem.code]}"}
    told = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in words.items() if value)
    cell = f"单元格 {problem.cell}：" if problem.cell else ""
    text = cell + printable(problem.message)
    text += f"\n→ {printable(problem.hint)}" if problem.hint else ""
    return f"::{problem.severity} {told}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    """Percent, line ends and, in a property, separators as workflow commands want them."""
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def as_text(problem: Problem) -> str:
    """Several lines for a person: place and message, the source line with a caret, the hint."""
    cell = f"{problem.sheet}!{problem.cell}" if problem.sheet else problem.cell
    head = (
        f"{problem.place}{f'（单元格 {cell}）' if problem.cell else ''}: " if problem.file else ""
    )
    named = f"“{problem.field}”列：" if problem.cell and problem.field else ""
    lines = [f"{printable(head + named + problem.message)} [{problem.code}]"]
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


_GUESSED = 100
"""Whoever writes more has not misspelt a name."""


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate that was probably meant, or None when nothing is close.

    Of several that are as close, the one with the same letters in another order goes first.
    """

    if len(word) > _GUESSED:
        return None

    def closeness(candidate: str) -> tuple[float, bool]:
        ratio = SequenceMatcher(None, candidate, word).ratio()
        return ratio, sorted(candidate) == sorted(word)

    return max(get_close_matches(word, list(candidates), 5, cutoff), key=closeness, default=None)
