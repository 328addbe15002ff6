"""What holds of the dates and numbers of a plan on whatever basis."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...problems import Problem
from ...wording import exact
from ..model import Deliverable, Provision, Target, flat
from ..placed import Places
from ..source import At
from ..spelt import read_days


def check(places: Places, provision: Provision, year: int) -> Iterator[Problem]:
    """Dates lie in the plan's year or are quoted, checkpoints go forward and do not ask for less."""

    def wrong(where: At, message: str, hint: str, value: object) -> Problem:
        return places.problem("E527", provision, where, message, hint, value=value)

    def outside(day: date) -> bool:
        said = read_days(flat(provision.quote), year)
        return day.year != year and not any(days.says(day) for days in said)

    due = provision.due if isinstance(provision, Target | Deliverable) else None
    if due and outside(due):
        message = f"期限 {due} 不在计划年度 {year} 年内"
        yield wrong(("due",), message, "请核对年份。", due)
    if not isinstance(provision, Target):
        return
    key = "milestones" if provision.milestones else "checkpoints"
    for index, day in enumerate(provision.on_the_way):
        where, last = (key, index, "date"), provision.on_the_way[index - 1] if index else None
        if outside(day):
            yield wrong(where, f"节点 {day} 不在计划年度 {year} 年内", "请核对年份。", day)
        elif last and day <= last:
            yield wrong(where, f"节点 {day} 没有晚于上一个节点 {last}", "节点须由早到晚。", day)
    for index, point in enumerate(provision.checkpoints):
        before = provision.checkpoints[index - 1] if index else None
        value, least = point.value, before.value if before else None
        if (
            provision.operator == "at_least"
            and value is not None
            and least is not None
            and value < least
        ):
            message = f"目标值 {exact(value)} 低于上一个节点的 {exact(least)}"
            yield wrong(("checkpoints", index, "value"), message, "请核对。", exact(value))
