"""``rules/``: when filings are due, the form of progress, what is open, holidays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..cast import OFFICE
from .plan import EVERYONE, Plan
from .spelt import document
from .tasks import FORM

HOLIDAYS = Path(__file__).resolve().parents[1] / "holidays"
"""The State Council's arrangements, a file a year."""


def filing(plan: Plan) -> str:
    """``rules/filing.yaml``; what it leaves open goes into the questions."""
    when = plan.due
    clause = plan.provision.partition("-")[0]
    data: dict[str, Any] = {
        "provision": plan.provision,
        "every": when.every,
        "first": str(plan.first),
        "last": str(plan.last),
        "day": when.day,
        "month_offset": when.month_offset,
        "inclusive": True,
        "time": "24:00",
        "roll": "next_workday",
        "basis": "assumed",
    }
    if when.quote:
        question = "截止日当天算不算按时，遇休息日顺不顺延？"
        asked = plan.ask([clause], when.quote, question, "含当日、顺延到下一个工作日")
        note = f"通知只写“{when.quote}”；时刻和遇休息日的办法为暂定。"
    else:
        title = plan.clauses[clause].title
        words = f"通知写的是“{when.other}”，" if when.other else "通知没有写，"
        default = f"暂按每月{when.day}日"
        asked = plan.ask([clause], when.other or title, "什么时候报送进展？", default)
        note = f"{words}{default}；请办公室确定。"
    data |= {"questions": [asked], "note": note}
    return document("filing", 1, "报送期限：什么时候报，怎样算按时。", data)


def form(plan: Plan) -> str:
    """The form of progress, a row a clause."""
    kinds = [id_ for id_ in plan.cast.kinds if id_ != OFFICE] or [OFFICE]
    filers = kinds if set(plan.filers) != {OFFICE} else [EVERYONE]
    some = next(key for key in plan.clauses if key.startswith("T"))
    name = next(unit.name for unit in plan.cast.units if unit.id == plan.filers[0])
    data: dict[str, Any] = {
        "id": FORM,
        "name": "工作进展",
        "purpose": "每项任务一行：状态、进展、存在问题和下一步打算。",
        "every": plan.due.every,
        "filers": filers,
        "basis": "assumed",
        "note": "表样为暂定，可直接修改本文件。",
        "zero_report": "clause",
        "columns": _columns(name, str(plan.first), some),
        "key": ["unit", "period", "clause"],
    }
    return document("form", 2, "报表：各单位怎样报告进展。", data)


def _columns(unit: str, period: str, clause: str) -> list[dict[str, Any]]:
    states = ["未启动", "正在推进", "常态化推进", "已完成"]
    return [
        {"id": "unit", "header": "单位", "synonyms": ["填报单位", "报送单位"], "type": "reference", "to": "units",
         "equals": "unit", "required": True, "example": unit},
        {"id": "period", "header": "报送期", "synonyms": ["月份", "报送月份"], "type": "month", "equals": "period",
         "required": True, "example": period},
        {"id": "clause", "header": "任务编号", "synonyms": ["任务", "序号"], "type": "reference", "to": "clauses",
         "required": True, "role": "clause", "help": "各项均无进展时，只报一行，此列填“零报告”。", "example": clause},
        {"id": "status", "header": "状态", "type": "enum", "required": True, "role": "status",
         "values": [{"value": state} for state in states], "example": states[1]},
        {"id": "progress", "header": "进展情况", "synonyms": ["工作进展", "进展"], "type": "text", "required": True,
         "role": "narrative", "max_length": 2000, "help": "写清做了什么、做到多少。不写个人姓名、电话和证件号码。",
         "example": "已印发实施方案，完成首批摸底。"},
        {"id": "problem", "header": "存在问题", "synonyms": ["问题"], "type": "text", "role": "problem",
         "max_length": 2000, "example": "个别点位进度偏慢。"},
        {"id": "next", "header": "下一步打算", "synonyms": ["下一步"], "type": "text", "role": "next",
         "max_length": 2000, "example": "下月底前完成整改。"},
    ]  # fmt: skip


def indicators() -> str:
    """``rules/indicators.yaml``, in which nothing is computed yet."""
    about = "指标：从报表计算的数。还没有；写法见网站的“数据文件”。"
    return document("indicators", 1, about, {"indicators": []})


def questions(plan: Plan) -> str:
    """``rules/questions.yaml``, once all the others are written."""
    about = (
        "通知没有写明、有待办公室明确的地方。明确后把 status 改为 resolved，写明文号、日期和内容。"
    )
    return document("questions", 1, about, {"questions": plan.questions})


def calendar(year: int) -> str:
    """A year's holidays as published; weekends where they are not known yet."""
    known = HOLIDAYS / f"{year}.yaml"
    if known.is_file():
        head = "# yaml-language-server: $schema=../../schemas/calendar.schema.json\n"
        return head + known.read_text("utf-8")
    data: dict[str, Any] = {
        "year": year,
        "source": "程序没有这一年的放假安排，暂按周末休息",
        "holidays": [],
        "workdays": [],
    }
    return document("calendar", 2, "放假安排公布后，请照公布的补上。", data)
