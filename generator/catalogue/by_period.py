"""Numbers that a target asks for period by period: each a period of the plan, one after another."""

from __future__ import annotations

from collections.abc import Iterator

from ..calendar import Period, period
from ..problems import Problem
from .model import Notice, Target
from .placed import Places
from .source import At


def check(places: Places) -> Iterator[Problem]:
    """Every target that names periods."""
    years = [notice.plan_year for notice in places.every(Notice)]
    for target in (each for each in places.every(Target) if each.periods):
        for year in years:
            yield from _in_order(places, target, year)


def _in_order(places: Places, target: Target, year: int) -> Iterator[Problem]:
    """Periods are called by their ids, lie in the year, and none lies in another."""
    before: Period | None = None
    for name in target.periods:
        at: At = ("periods", name)
        try:
            own = period(name)
        except ValueError:
            message, hint = f"“{name}”不是周期", f"写成 {year}-06、{year}-Q2、{year}-H1 或 {year}。"
            yield places.problem("E515", target, at, message, hint, on_key=True, value=name)
            continue
        if own.start.year != year:
            message = f"{own.label}不在计划年度 {year} 年内"
            yield places.problem("E527", target, at, message, "请核对年份。", on_key=True)
        elif before and own.start <= before.end:
            message = f"{own.label}没有排在{before.label}之后"
            hint = "各期由早到晚，不相重叠；累计到某一天的要求，用 checkpoints。"
            yield places.problem("E527", target, at, message, hint, on_key=True)
        before = own
