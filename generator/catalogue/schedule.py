"""What no schema sees in the filing policy and the calendars: when anything is due at all."""

from __future__ import annotations

from collections.abc import Iterator

from ..calendar import closes_period, months
from ..problems import Problem
from .lasting import bounded, within
from .model import CalendarYear, FilingPolicy, Form, Unit
from .owing import has_turn, policy_months
from .placed import Places
from .rules import repeated_readings


def check(places: Places) -> Iterator[Problem]:
    """What is wrong with the months, the days and the calendars of every filing policy."""
    for policy in places.every(FilingPolicy):
        if policy.last < policy.first:
            message = f"末期 {policy.last} 早于首期 {policy.first}"
            yield places.problem("E527", policy, ("last",), message, "请核对。")
        else:
            yield from _closing(policy, places)
            yield from _calendars(policy, places)


def _closing(policy: FilingPolicy, places: Places) -> Iterator[Problem]:
    """Filing by quarters begins and ends with the last month of one; readings have their own ids."""
    for key, month in (("first", policy.first), ("last", policy.last)):
        if not closes_period(policy.every, month):
            message = f"按季报送时，{month} 不是季度的末月"
            yield places.problem("E527", policy, (key,), message, "请写 03、06、09 或 12 月。")
    yield from repeated_readings(policy.readings, places)


def _calendars(policy: FilingPolicy, places: Places) -> Iterator[Problem]:
    """One for each year in which anything is due."""
    declared: dict[int, CalendarYear] = {}
    for calendar in places.every(CalendarYear):
        if calendar.year in declared:
            path = places.at(declared[calendar.year])[0].path
            message = f"{calendar.year} 年的工作日历重复，{path} 已有"
            yield places.problem("E522", calendar, ("year",), message, "请删去其中一个。")
        declared[calendar.year] = calendar
        yield from _calendar(calendar, places)
    due = {m.plus(policy.month_offset).year for m in months(policy.first, policy.last)}
    for year in sorted(due - set(declared)):
        message = f"没有 {year} 年的工作日历，只按周末推算休息日"
        hint = f"请新建 rules/calendar/{year}.yaml。"
        yield places.problem("W541", policy, ("roll",), message, hint)


def never_due(places: Places) -> Iterator[Problem]:
    """A form that no filing of the plan asks for would never be read."""
    for policy in places.every(FilingPolicy):
        for form in places.every(Form):
            yield from _never_due(policy, form, places)


def _never_due(policy: FilingPolicy, form: Form, places: Places) -> Iterator[Problem]:
    filed = policy_months(policy)
    if policy.every == "quarter" and form.every == "month":
        message, hint = "报送按季，这张表不能按月", "请改为 quarter。"
        yield places.problem("E525", form, ("every",), message, hint)
    elif not any(has_turn(form, month) for month in within(filed, form)):
        named = bounded(form) or ("months" if form.months else "every")
        yield places.problem("E527", form, (named,), "报送期内没有哪一期要报这张表", _PLAN)
    for column in form.columns:
        key = bounded(column)
        if key and not within(filed, column):
            message = f"报送期内没有哪一期有“{column.header}”列"
            yield places.problem("E527", column, (key,), message, _PLAN)


def never_listed(places: Places) -> Iterator[Problem]:
    """A form that stands on the list of a unit for months in which there is no filing of it."""
    filed = [month for policy in places.every(FilingPolicy) for month in policy_months(policy)]
    forms = {form.id: form for form in places.every(Form)}
    for unit in places.every(Unit):
        for entry in unit.owed:
            key, form = bounded(entry), forms.get(entry.form)
            if key is None or form is None:
                continue
            if not any(has_turn(form, month) for month in within(filed, entry, form)):
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
