"""How filings are spoken of: by when they are due, how often, and of whom."""

from __future__ import annotations

from collections.abc import Mapping

from .. import wording
from ..calendar import Turn
from ..catalogue.model import Form, Lasting, Owed, Schedule
from .named import form_link, unit_links
from .site import Site
from .values import Line

_EVERY: Mapping[Turn, str] = {
    "week": "每周", "month": "每月", "quarter": "每季末月", "half_year": "每半年末月", "year": "每年末月",
    "once": "只报一次",
}  # fmt: skip
_IN_THE_PLAN = {"month": "每月", "quarter": "每季末月", "half_year": "6月和12月", "year": "12月"}
_DAYS = "一二三四五六日"


def deadlines(site: Site) -> list[str]:
    """By when filings have to be in: as the policy is set, where any form goes by it, and those forms
    that have days of their own."""
    catalogue = site.catalogue
    own: dict[Schedule, list[str]] = {}
    for form in site.forms:
        if form.filing:
            own.setdefault(catalogue.schedules[form.id], []).append(wording.quoted(form.name))
    usual = any(form.filing is None for form in site.forms) or not own
    policy = catalogue.filing.schedule
    told = [f"{_EVERY[policy.every]}的报送，{_due(policy)}"] if usual else []
    return told + [
        f"{wording.join(names)}表{_EVERY[schedule.every]}{'' if schedule.on else '报送'}，{_due(schedule)}"
        for schedule, names in own.items()
    ]


def _due(schedule: Schedule) -> str:
    day, name = _day(schedule)
    until = "当日 24 时前" if schedule.time == "24:00" else f"当日 {schedule.time} 前"
    inside = f"含{name}，{until}" if schedule.inclusive else f"不含{name}"
    roll = {
        "none": "遇休息日不顺延",
        "next_workday": "遇休息日顺延到下一个工作日",
        "previous_workday": "遇休息日提前到上一个工作日",
    }[schedule.roll]
    return f"{day}前收到（{inside}；{roll}）"


def _day(schedule: Schedule) -> tuple[str, str]:
    """The day on which a filing is due, and what it is called once that is said."""
    match schedule.every:
        case "once":
            return (wording.day(schedule.on), "当日") if schedule.on else ("", "当日")
        case "week":
            weeks, day = divmod(schedule.day - 1, len(_DAYS))
            return f"{'下周' if weeks else '本周'}{_DAYS[day]}", f"周{_DAYS[day]}"
        case _:
            offset = schedule.month_offset
            when = {0: "当月", 1: "次月"}.get(offset, f"{offset} 个月后")
            return f"{when} {schedule.day} 日", f" {schedule.day} 日"


def every(site: Site, form: Form) -> str:
    """How often a form is filed; of one that has days of its own also until when."""
    if form.filing:
        schedule = site.catalogue.schedules[form.id]
        return f"{_EVERY[schedule.every]}，{_due(schedule)}"
    if form.months:
        return "、".join(f"{month}月" for month in form.months)
    return _IN_THE_PLAN[form.every or "month"]


def filers(site: Site, form: Form) -> Line:
    """The units that have the form on their list."""
    ids = [unit.id for unit in site.catalogue.filers() if form.id in unit.files]
    return unit_links(site, ids)


def listed(site: Site, owed: Owed) -> Line:
    """A form on the list of a unit, and the months for which the unit files it."""
    form = site.catalogue.forms[owed.form]
    return (form_link(form), spoken("（{}）", owed))


def spoken(around: str, lasting: Lasting) -> str:
    """From and until which month there is something; '' where there always is."""
    first, last = lasting.valid_from, lasting.valid_until
    told = [f"{first.label}起"] if first else []
    told += [f"到{last.label}止"] if last else []
    return around.format("，".join(told)) if told else ""
