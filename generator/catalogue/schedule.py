"""What no schema sees in the filing policy and the calendars: when anything is due at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..calendar import Month, closes_period, months
from ..problems import Problem
from .files import Files
from .lasting import bounded, within
from .rules import repeated_readings
from .source import Document


def check(files: Files) -> Iterator[Problem]:
    policy = files.one("filing")
    first, last = Month.parse(policy.data["first"]), Month.parse(policy.data["last"])
    if last < first:
        message = f"末期 {last} 早于首期 {first}"
        yield policy.problem("E527", ("last",), message, "请核对。")
        return
    yield from _closing(policy)
    declared: dict[int, Document] = {}
    for document in files.documents.get("calendar", []):
        year = document.data["year"]
        if year in declared:
            message = f"{year} 年的工作日历重复，{declared[year].path} 已有"
            yield document.problem("E522", ("year",), message, "请删去其中一个。")
        declared[year] = document
        yield from _calendar(document, year)
    offset = policy.data.get("month_offset", 0)
    for year in sorted({m.plus(offset).year for m in months(first, last)} - set(declared)):
        message = f"没有 {year} 年的工作日历，只按周末推算休息日"
        hint = f"请新建 rules/calendar/{year}.yaml。"
        yield policy.problem("W541", ("roll",), message, hint)


def _closing(policy: Document) -> Iterator[Problem]:
    """Filing by quarters begins and ends with the last month of one; readings have their own ids."""
    every = policy.data["every"]
    for key in ("first", "last"):
        if not closes_period(every, Month.parse(policy.data[key])):
            message = f"按季报送时，{policy.data[key]} 不是季度的末月"
            yield policy.problem("E527", (key,), message, "请写 03、06、09 或 12 月。")
    yield from repeated_readings(policy, (), policy.data)


def never_due(files: Files) -> Iterator[Problem]:
    """A form that no filing of the plan asks for would never be read."""
    policy = files.one("filing").data
    filed = _filed(policy)
    for document in files.documents.get("form", []):
        form = document.data
        if policy["every"] == "quarter" and form.get("every") == "month":
            message = "报送按季，这张表不能按月"
            yield document.problem("E525", ("every",), message, "请改为 quarter。")
        elif not any(_due_in(form, month) for month in within(filed, form)):
            named = bounded(form) or ("months" if "months" in form else "every")
            message = "报送期内没有哪一期要报这张表"
            yield document.problem("E527", (named,), message, _PLAN)
        for index, column in enumerate(form["columns"]):
            key = bounded(column)
            if key and not within(filed, column):
                message = f"报送期内没有哪一期有“{column['header']}”列"
                yield document.problem("E527", ("columns", index, key), message, _PLAN)


def never_listed(files: Files) -> Iterator[Problem]:
    """A form that stands on the list of a unit for months in which there is no filing of it."""
    filed = _filed(files.one("filing").data)
    forms = {document.data["id"]: document.data for document in files.documents.get("form", [])}
    units = files.one("units")
    for index, unit in enumerate(units.data["units"]):
        for number, entry in enumerate(unit.get("files", [])):
            key = None if isinstance(entry, str) else bounded(entry)
            if key is None or entry["form"] not in forms:
                continue
            form = forms[entry["form"]]
            if not any(_due_in(form, month) for month in within(filed, entry, form)):
                message = f"报送期内{unit['name']}没有哪一期要报“{form['name']}”表"
                yield units.problem("E527", ("units", index, "files", number, key), message, _PLAN)


_PLAN = "请对照 rules/filing.yaml 核对。"


def _filed(policy: Mapping[str, Any]) -> list[Month]:
    """The months for which there is a filing."""
    every = months(Month.parse(policy["first"]), Month.parse(policy["last"]))
    return [month for month in every if closes_period(policy["every"], month)]


def _due_in(form: Mapping[str, Any], month: Month) -> bool:
    if "months" in form:
        return month.number in form["months"]
    return closes_period(form["every"], month)


def _calendar(document: Document, year: int) -> Iterator[Problem]:
    for index, holiday in enumerate(document.data["holidays"]):
        at = ("holidays", index)
        if holiday["to"] < holiday["from"]:
            message = f"{holiday['name']}末日 {holiday['to']} 早于首日 {holiday['from']}"
            yield document.problem("E527", (*at, "to"), message, "请核对。")
        for key in ("from", "to"):
            if str(year) not in (holiday["from"][:4], holiday["to"][:4]):
                message = f"{holiday[key]} 不在 {year} 年"
                yield document.problem("E527", (*at, key), message, "请核对年份。")
    for index, day in enumerate(document.data["workdays"]):
        if not day.startswith(str(year)):
            message = f"{day} 不在 {year} 年"
            yield document.problem("E527", ("workdays", index), message, "请核对年份。")
