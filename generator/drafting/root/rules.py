"""``rules/``: when filings are due, the form of progress, what is open, holidays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from ..cast import OFFICE
from .plan import EVERYONE, Plan
from .spelt import document
from .tasks import FIGURES, FORM

HOLIDAYS = Path(__file__).resolve().parents[1] / "holidays"
"""The State Council's arrangements, a file a year."""


def filing(plan: Plan) -> str:
    """``rules/filing.yaml``; what it leaves open goes into the questions."""
    when = plan.due
    weekly = when.every == "week"
    data: dict[str, Any] = {
        "provision": plan.provision,
        "every": "month" if weekly else when.every,
        "first": str(plan.first),
        "last": str(plan.last),
        "day": _END_OF_MONTH if weekly else when.day,
        "month_offset": when.month_offset,
        "inclusive": True,
        "time": "24:00",
        "roll": "next_workday",
        "basis": "assumed",
    }
    return document("filing", 1, _DEADLINE, data | _open(plan))


_DEADLINE = "报送期限：什么时候报，怎样算按时。与此不同的报表，在表里写 filing。"
_END_OF_MONTH = 31


def _open(plan: Plan) -> dict[str, Any]:
    """What the notice leaves open of the deadline, as a question and a note."""
    when, clause = plan.due, plan.provision.partition("-")[0]
    if not when.quote:
        default = f"暂按每月{when.day}日"
        title = plan.clauses[clause].title
        asked = plan.ask([clause], title, "什么时候报送进展？", default)
        return {"questions": [asked], "note": f"通知没有写，{default}；请办公室确定。"}
    question = "截止日当天算不算按时，遇休息日顺不顺延？"
    default = "含当日、顺延到下一个工作日"
    if "工作日" in when.quote:
        question, default = "工作日怎样数，截止日当天算不算按时？", "暂按自然日数，含当日"
    asked = plan.ask([clause], when.quote, question, default)
    note = f"通知只写“{when.quote}”；时刻和遇休息日的办法为暂定。"
    if when.every == "week":
        note += "每周报的表，期限写在表里；这里是没有写的表的缺省。"
    return {"questions": [asked], "note": note}


def form(plan: Plan) -> str:
    """The form of progress, a row a clause."""
    some = next(key for key in plan.clauses if key.startswith("T"))
    data: dict[str, Any] = {
        "id": FORM,
        "name": "工作进展",
        "purpose": "每项任务一行：状态、进展、存在问题和下一步打算。",
        **_turn(plan),
        "filers": _filers(plan),
        "basis": "assumed",
        "note": "表样为暂定，可直接修改本文件。",
        "zero_report": "clause",
        "columns": _columns(_filer(plan), _period(plan), some),
        "key": ["unit", "period", "clause"],
    }
    return document("form", 2, "报表：各单位怎样报告进展。", data)


def _filers(plan: Plan) -> list[str]:
    kinds = [id_ for id_ in plan.cast.kinds if id_ != OFFICE]
    return kinds if kinds and set(plan.filers) != {OFFICE} else [EVERYONE]


def _filer(plan: Plan) -> str:
    """The name of one of those who file."""
    return next(unit.name for unit in plan.cast.units if unit.id == plan.filers[0])


def _turn(plan: Plan) -> dict[str, Any]:
    """When the form is due: as the policy has it, or each week on a day of its own."""
    if plan.due.every != "week":
        return {"every": plan.due.every}
    return {"filing": {"every": "week", "day": plan.due.day}}


def _period(plan: Plan) -> dict[str, Any]:
    """What a filing is for: its month, or the Monday of its week."""
    first = plan.first.first
    if plan.due.every == "week":
        monday = first - timedelta(days=first.weekday()) + timedelta(days=7)
        return {"type": "date", "help": "写本周周一的日期。", "example": monday.isoformat()}
    return _month(plan)


def _month(plan: Plan) -> dict[str, Any]:
    return {"type": "month", "example": str(plan.first)}


def _columns(unit: str, period: dict[str, Any], clause: str) -> list[dict[str, Any]]:
    states = ["未启动", "正在推进", "常态化推进", "已完成"]
    return [
        {"id": "unit", "header": "单位", "synonyms": ["填报单位", "报送单位"], "type": "reference", "to": "units",
         "equals": "unit", "required": True, "example": unit},
        {"id": "period", "header": "报送期", "synonyms": ["月份", "报送月份"], "equals": "period",
         "required": True, **period},
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


def figures(plan: Plan) -> str:
    """The form of numbers, a row an indicator; nobody owes it until a target asks for it."""
    shared = _columns(_filer(plan), _month(plan), "")[:2]
    number = {"type": "decimal", "min": 0}
    columns = [
        *shared,
        {"id": "indicator", "header": "指标编号", "synonyms": ["指标"], "type": "reference", "to": "indicators",
         "required": True, "role": "indicator", "example": plan.indicators[0]["id"]},
        {"id": "value", "header": "完成数", "synonyms": ["分子", "数值"], **number, "required": True,
         "help": "实际完成的数。没有就填 0，不要留空。", "example": 12},
        {"id": "base", "header": "应完成数", "synonyms": ["分母", "总数"], **number,
         "help": "比率类指标的总数，其他指标不填。", "example": 20},
        {"id": "as_of", "header": "数据截止日期", "synonyms": ["截止日期"], "type": "date", "required": True,
         "role": "as_of", "help": "本行数据统计到哪一天（含当天）。", "example": plan.first.last},
    ]  # fmt: skip
    data: dict[str, Any] = {
        "id": FIGURES,
        "name": "指标数据",
        "purpose": "每个指标一行：只报完成数和应完成数，比率由系统统一计算。",
        "every": "month" if plan.due.every == "week" else plan.due.every,
        "filers": _filers(plan),
        "basis": "assumed",
        "note": "表样为暂定；tasks.yaml 里的目标去掉 # 以后，承担的单位才要报。",
        "columns": columns,
        "key": ["unit", "period", "indicator"],
    }
    return document("form", 2, "报表：写有数量的目标，各单位报的数。", data)


def indicators(plan: Plan) -> str:
    """``rules/indicators.yaml``: what the targets that wait as comments measure."""
    if not plan.indicators:
        about = "指标：从报表计算的数。通知里没有读出写有数量的要求；写法见网站的“数据文件”。"
        return document("indicators", 1, about, {"indicators": []})
    about = "指标：从报表计算的数。名称和单位从原文读出，请核对；rate 是完成数除以应完成数。"
    table: dict[str, Any] = {
        "form": FIGURES,
        "key": "indicator",
        "numerator": {"sum": "value"},
        "denominator": {"sum": "base"},
        "as_of": "as_of",
        "indicators": plan.indicators,
    }
    return document("indicators", 1, about, {"tables": [table]})


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
