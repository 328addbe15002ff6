"""Numbers that a target asks for period by period: each a period of the plan, said by the notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..calendar import Period, period
from ..problems import Problem
from ..wording import exact
from .claims import spelt
from .model import Notice, Target, squeeze
from .placed import Places
from .source import At

_CALLED = {
    **{f"Q{n}": f"[第]?[{'一二三四'[n - 1]}{n}]季度" for n in range(1, 5)},
    "H1": "上半年",
    "H2": "下半年",
    **{f"{n:02}": f"(?<![0-9]){n}月" for n in range(1, 13)},
}
"""How a text calls a period, by the end of its id."""


def check(places: Places) -> Iterator[Problem]:
    """Every target that names periods."""
    years = [notice.plan_year for notice in places.every(Notice)]
    for target in (each for each in places.every(Target) if each.periods):
        for year in years:
            yield from _in_order(places, target, year)
        if target.basis == "notice" and target.quote:
            yield from _said(places, target)


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


def _said(places: Places, target: Target) -> Iterator[Problem]:
    """Each period and its number stand in the quote."""
    quote = squeeze(target.quote)
    for name, value in target.periods.items():
        wanted = {exact(value): spelt(value), name: _CALLED.get(name[5:], "")}
        for shown, pattern in wanted.items():
            if not re.search(pattern, quote):
                message = f"依据写的是 notice，引文中没有与“{shown}”对应的字样"
                hint = "请对照原文改正；办公室另有决定的，basis 改为 office 并写明文号；暂定的写 assumed。"
                yield places.problem("E534", target, ("periods", name), message, hint, value=shown)
