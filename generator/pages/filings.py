"""How filings are spoken of: by when they are due, how often, and of whom."""

from __future__ import annotations

from ..catalogue.model import Form, Lasting, Owed
from .site import Site, form_link, unit_links
from .values import Line

_EVERY = {"month": "每月", "quarter": "每季末月", "half_year": "6月和12月", "year": "12月"}


def deadline(site: Site) -> str:
    """By when a month's filings have to be in, as the policy is set."""
    policy = site.catalogue.filing
    when = {0: "当月", 1: "次月"}.get(policy.month_offset, f"{policy.month_offset} 个月后")
    day = f"{when} {policy.day} 日"
    until = "当日 24 时前" if policy.time == "24:00" else f"当日 {policy.time} 前"
    inside = f"含 {policy.day} 日，{until}" if policy.inclusive else f"不含 {policy.day} 日"
    roll = {
        "none": "遇休息日不顺延",
        "next_workday": "遇休息日顺延到下一个工作日",
        "previous_workday": "遇休息日提前到上一个工作日",
    }[policy.roll]
    return f"{_EVERY[policy.every]}的报送，{day}前收到（{inside}；{roll}）"


def every(form: Form) -> str:
    """How often a form is filed."""
    if form.months:
        return "、".join(f"{month}月" for month in form.months)
    return _EVERY.get(form.every or "month", "每月")


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
