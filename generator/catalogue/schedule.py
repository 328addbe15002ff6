"""What no schema sees in the filing policy and the calendars: when anything is due at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..calendar import Rhythm, closes_period
from ..problems import Problem
from .lasting import bounded, within
from .model import CalendarYear, FilingPolicy, Form, FormFiling, Schedule, Unit
from .model.policy import WEEK
from .owing import has_turn
from .placed import Places
from .rules import repeated_readings


def check(places: Places) -> Iterator[Problem]:
    """What is wrong with the months of the filing policy, its readings and the calendars."""
    for policy in places.every(FilingPolicy):
        yield from _ordered(policy, policy.schedule, places)
        yield from repeated_readings(policy.readings, places)
    declared: dict[int, CalendarYear] = {}
    for calendar in places.every(CalendarYear):
        if calendar.year in declared:
            path = places.at(declared[calendar.year])[0].path
            message = f"{calendar.year} 年的工作日历重复，{path} 已有"
            yield places.problem("E522", calendar, ("year",), message, "请删去其中一个。")
        declared[calendar.year] = calendar
        yield from _calendar(calendar, places)


def _ordered(
    record: FilingPolicy | FormFiling, schedule: Schedule, places: Places
) -> Iterator[Problem]:
    """Filing by longer periods begins and ends with the last month of one."""
    first, last = schedule.first, schedule.last
    if last < first:
        message = f"末期 {last} 早于首期 {first}"
        yield places.problem("E527", record, ("last",), message, "请核对。")
        return
    if schedule.every == "once" or schedule.every == "week":
        return
    every = schedule.every
    for key, month in (("first", first), ("last", last)):
        if places.writes(record, key) and not closes_period(every, month):
            by, period, closes = _LONGER[every]
            message = f"按{by}报送时，{month} 不是{period}的末月"
            yield places.problem("E527", record, (key,), message, f"请写 {closes} 月。")


_LONGER: Mapping[Rhythm, tuple[str, str, str]] = {
    "month": ("月", "月", ""),
    "quarter": ("季", "季度", "03、06、09 或 12"),
    "half_year": ("半年", "半年", "06 或 12"),
    "year": ("年", "年", "12"),
}
"""How filing by a period is called, what the period is, and the months that close one."""


def uncovered(places: Places) -> Iterator[Problem]:
    """Each year in which what is due may be moved off a day of rest, and of which no calendar is
    declared."""
    declared = {calendar.year for calendar in places.every(CalendarYear)}
    for policy in places.every(FilingPolicy):
        own = [policy.schedule.of(form.filing) for form in places.every(Form)]
        ways = {way.roll for way in policy.readings}
        rolls = [each for each in own if {each.roll, *ways} - {"none", None}]
        due = {schedule.due(m).year for schedule in rolls for m in schedule.terms}
        for year in sorted(due - declared):
            message = f"没有 {year} 年的工作日历，只按周末推算休息日"
            hint = f"请新建 rules/calendar/{year}.yaml。"
            yield places.problem("W541", policy, ("roll",), message, hint)


def never_due(places: Places) -> Iterator[Problem]:
    """A form that no filing of the plan asks for would never be read."""
    for policy in places.every(FilingPolicy):
        for form in places.every(Form):
            schedule = policy.schedule.of(form.filing)
            faults = list(_own(form.filing, schedule, places) if form.filing else ())
            yield from faults or _never_due(policy, form, schedule, places)


def _own(own: FormFiling, schedule: Schedule, places: Places) -> Iterator[Problem]:
    """What does not go together in the days that a form has of its own."""
    if own.every == "week":
        yield from _of_weeks(own, places)
    if own.every != "once":
        if own.on:
            hint = "请改写 day、month_offset，或核对 every。"
            yield places.problem("E525", own, ("on",), "只报一次的才写 on", hint, on_key=True)
        yield from _ordered(own, schedule, places)
        return
    for name in ("first", "last", "day", "month_offset"):
        if places.writes(own, name):
            message = f"只报一次的，不写 {name}"
            yield places.problem("E525", own, (name,), message, "截止日期写在 on。", on_key=True)


def _of_weeks(own: FormFiling, places: Places) -> Iterator[Problem]:
    """A day of a week lies in it or in the next one, and is moved on by that."""
    if own.day and own.day > 2 * WEEK:
        message = f"截止日 {own.day} 不是周内的一天"
        hint = "请写 1 至 7（本周一至周日）或 8 至 14（下周一至周日）。"
        yield places.problem("E516", own, ("day",), message, hint)
    if places.writes(own, "month_offset"):
        hint = "下周截止的，day 写 8 至 14。"
        yield places.problem(
            "E525", own, ("month_offset",), "按周报的不写 month_offset", hint, on_key=True
        )


def _never_due(
    policy: FilingPolicy, form: Form, schedule: Schedule, places: Places
) -> Iterator[Problem]:
    filed = schedule.terms
    if form.every and _rarer(policy.every, form.every):
        by, own = _LONGER[policy.every][0], _LONGER[form.every][0]
        message = f"报送按{by}，这张表不能按{own}"
        hint = f"请改为 {policy.every}；这张表报得更勤的，改写 filing，写明本表的期限。"
        yield places.problem("E525", form, ("every",), message, hint)
    elif not any(has_turn(form, month) for month in within(filed, form)):
        named = bounded(form) or next(n for n in ("months", "filing", "every") if getattr(form, n))
        yield places.problem("E527", form, (named,), "报送期内没有哪一期要报这张表", _PLAN)
    for column in form.columns:
        key = bounded(column)
        if key and not within(filed, column):
            message = f"报送期内没有哪一期有“{column.header}”列"
            yield places.problem("E527", column, (key,), message, _PLAN)


def _rarer(every: Rhythm, than: Rhythm) -> bool:
    order = list(_LONGER)
    return order.index(every) > order.index(than)


def never_listed(places: Places) -> Iterator[Problem]:
    """A form that stands on the list of a unit for months in which there is no filing of it."""
    (policy,) = places.every(FilingPolicy)
    forms = {form.id: form for form in places.every(Form)}
    for unit in places.every(Unit):
        for entry in unit.owed:
            key, form = bounded(entry), forms.get(entry.form)
            if key is None or form is None:
                continue
            filed = within(policy.schedule.of(form.filing).terms, entry, form)
            if not any(has_turn(form, month) for month in filed):
                message = f"报送期内{unit.name}没有哪一期要报“{form.name}”表"
                yield places.problem("E527", entry, (key,), message, _PLAN)


_PLAN = "请对照 rules/filing.yaml 核对。"


def _calendar(calendar: CalendarYear, places: Places) -> Iterator[Problem]:
    year = calendar.year
    for holiday in calendar.holidays:
        if holiday.to < holiday.from_:
            message = f"{holiday.name}末日 {holiday.to} 早于首日 {holiday.from_}"
            yield places.problem("E527", holiday, ("to",), message, "请核对。")
        for key, day in (("from", holiday.from_), ("to", holiday.to)):
            if year not in (holiday.from_.year, holiday.to.year):
                message = f"{day} 不在 {year} 年"
                yield places.problem("E527", holiday, (key,), message, "请核对年份。")
    for index, day in enumerate(calendar.workdays):
        if day.year != year:
            message = f"{day} 不在 {year} 年"
            yield places.problem("E527", calendar, ("workdays", index), message, "请核对年份。")
