"""Notices of many layouts, each with what a reader would make out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

CHINESE = "一二三四五六七八九十"

Number = Callable[[int], str]
NUMBERS: dict[str, Number] = {
    "一、": lambda n: f"{CHINESE[n - 1]}、",
    "（一）": lambda n: f"（{CHINESE[n - 1]}）",
    "(一)": lambda n: f"({CHINESE[n - 1]})",
    "1.": lambda n: f"{n}.",
    "1．": lambda n: f"{n}．",
    "1、": lambda n: f"{n}、",
    "第一条": lambda n: f"第{CHINESE[n - 1]}条",
    "第1条": lambda n: f"第{n}条",
    "第一部分": lambda n: f"第{CHINESE[n - 1]}部分",
    "第一章": lambda n: f"第{CHINESE[n - 1]}章",
    "任务一": lambda n: f"任务{CHINESE[n - 1]}",
}
LEVELS = [
    ("一、", "（一）"),
    ("（一）", "1."),
    ("一、", "1."),
    ("一、", "1、"),
    ("第一部分", "第1条"),
    ("第一章", "第一条"),
    ("一、", "(一)"),
    ("一、", "1．"),
    ("一、", "任务一"),
]
"""Numbering of the parts and of their clauses."""

LISTS: dict[str, Callable[[Sequence[str]], tuple[str, str]]] = {
    "责任单位": lambda u: ("（", f"责任单位：{'、'.join(u)}"),
    "牵头配合": lambda u: ("（", f"牵头单位：{u[0]}；配合单位：{'、'.join(u[1:])}"),
    "A牵头": lambda u: ("（", f"{u[0]}牵头，{'、'.join(u[1:])}配合"),
    "分工": lambda u: ("（", f"{'、'.join(u)}按职责分工负责"),
    "等": lambda u: ("（", f"{u[0]}牵头，{'、'.join(u[1:])}等部门参与"),
    "领导": lambda u: ("（", f"责任领导：（不转载）；责任单位：{'、'.join(u)}"),
    "另起": lambda u: ("\n", f"责任单位：{'、'.join(u)}"),
    "两行": lambda u: ("\n", f"牵头单位：{u[0]}\n配合单位：{'、'.join(u[1:])}"),
    "句末": lambda u: ("", f"责任单位：{'、'.join(u)}"),
    "方括号": lambda u: ("【", f"责任单位：{'、'.join(u)}"),
}
"""How lists are written: the mark before them, and the list."""

CLOSING = {"（": "）", "【": "】", "\n": "", "": "。"}


@dataclass(frozen=True)
class Wanted:
    """A clause as a reader has it."""

    number: str
    title: str
    text: str
    quote: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A notice and its parts with their clauses."""

    text: str
    parts: tuple[tuple[str, str, tuple[Wanted, ...]], ...]


TASKS = (
    ("整治河道", "清理河道垃圾，年底前完成20条。每季度巡查一次，发现问题立即整改。"),
    ("新建公厕", "新建公厕30座，6月底前开工，11月底前全部投入使用。"),
    ("改造管网", "改造老旧管网不少于50公里，制定《管网改造实施办法》。"),
    ("建设公园", "建设口袋公园12个，每个不少于3000平方米。"),
    ("优化服务", "推进“一网通办”，办理时限压缩1.5天，好评率达到98%以上。"),
)
UNITS = (
    ("市水利局", "市城管局"),
    ("市住房和城乡建设局", "市自然资源和规划局", "各县（市、区）人民政府"),
    ("市发展和改革委员会", "市财政局", "东城区", "西城区"),
    ("市园林中心", "市城投集团有限公司"),
    ("市委宣传部", "市政务服务和大数据管理局", "国网滨江供电公司"),
)
HEADINGS = ("改善环境", "补齐设施", "提升服务")


def notice(
    levels: tuple[str, str], listed: str, *, restart: bool, sizes: Sequence[int], letter: bool
) -> Made:
    """A notice: numbering of parts and clauses, the form of its lists, how many clauses in each part."""
    lines = _letter() if letter else ["滨江市2024年城市提升行动方案"]
    upper, lower = (NUMBERS[name] for name in levels)
    running, tasks = count(1), count()
    parts = []
    for at, size in enumerate(sizes):
        number, heading = upper(at + 1), HEADINGS[at]
        lines.append(f"{number}{'　' if number.endswith(('部分', '章')) else ''}{heading}")
        running = count(1) if restart else running
        clauses = [
            _clause(lower(next(running)), next(tasks) % len(TASKS), listed) for _ in range(size)
        ]
        lines += [line for _, line in clauses]
        parts.append((number, heading, tuple(wanted for wanted, _ in clauses)))
    return Made("\n".join(lines) + "\n", tuple(parts))


def _clause(number: str, task: int, listed: str) -> tuple[Wanted, str]:
    title, text = TASKS[task]
    mark, quote = LISTS[listed](UNITS[task])
    gap = "　" if number.endswith("条") or number.startswith("任务") else ""
    line = f"{number}{gap}{title}。{text}{mark}{quote}{CLOSING[mark]}"
    return Wanted(number, title, text, quote, UNITS[task]), line


def _letter() -> list[str]:
    return [
        "滨江市人民政府办公室文件",
        "滨政办〔2024〕12号",
        "关于印发滨江市2024年城市提升",
        "行动方案的通知",
        "各县（市、区）人民政府，市政府各部门：",
        "现将《滨江市2024年城市提升行动方案》印发给你们，请认真贯彻落实，于每月25日前报送进展情况。",
        "滨江市人民政府办公室",
        "2024年3月15日",
        "（此件公开发布）",
        "滨江市2024年城市提升行动方案",
        "为提升城市品质，制定本方案。",
    ]
