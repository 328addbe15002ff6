"""Days, in every spelling that can be read in one way only."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ...calendar import Term
from ...words.sentences import ours
from ..fields import Allowed, FieldType, Read, Reader, Remark, fault, taken, wide
from ..model import Catalogue, Column, narrow

SPELLINGS = {
    # matched after the time of day is cut off
    "ymd": "([0-9]{4})(?:-([0-9]{1,2})-|/([0-9]{1,2})/|[.]([0-9]{1,2})[.])([0-9]{1,2})",
    "compact": "([0-9]{4})([0-9]{2})([0-9]{2})",
    "han": "([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]",
    "yearless": "([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]",
    "ambiguous": "[0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2})",
    "clock": "(?:[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.]0+)?)?)?$",
    "serial": "[0-9]{5}",
}
_RE = {name: re.compile(pattern) for name, pattern in SPELLINGS.items()}
_SERIALS = (36526, 54789)
"""2000-01-01 to 2049-12-31 as a spreadsheet counts days."""

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet, such that every day after February 1900 has its number."""

_EXAMPLE = "2023-05-20"


def without_time(plain: str) -> str:
    """A day as written, less the time of day that a spreadsheet puts after it."""
    return _RE["clock"].sub("", plain)


def counted(plain: str) -> date | None:
    """The day that a spreadsheet means by a number."""
    if _RE["serial"].fullmatch(plain) and _SERIALS[0] <= int(plain) <= _SERIALS[1]:
        return _FIRST_DAY + timedelta(days=int(plain))
    return None


def _reader(column: Column, catalogue: Catalogue, period: Term) -> Reader:
    plan = catalogue.notice.plan_year
    return lambda text, seen: _date(text, narrow(seen), column, period, plan)


def _date(text: str, plain: str, column: Column, period: Term, plan: int) -> Read:
    example = ours(column.example or _EXAMPLE)
    day = without_time(plain)
    remarks = []
    if dated := next(
        filter(None, (_RE[n].fullmatch(day) for n in ("ymd", "compact", "han"))), None
    ):
        year, month, number = (int(part) for part in dated.groups() if part)
        value = _day(year, month, number)
    elif found := _RE["yearless"].fullmatch(day):
        return _yearless(text, plain, (int(found.group(1)), int(found.group(2))), period, plan)
    elif value := counted(day):
        remarks.append(Remark("W231", {"text": plain, "used": ours(value)}))
    elif _RE["ambiguous"].fullmatch(day):
        return fault("E233", text=plain, example=example)
    if value is None:
        return fault("E234", text=plain, example=example)
    if value.year < plan:
        remarks.append(Remark("W235.before", {"used": ours(value)}))
    return taken(value, text, str(value), *remarks)


def _yearless(text: str, plain: str, day: tuple[int, int], period: Term, plan: int) -> Read:
    """The latest such day that the filing can tell of, if it lies in the plan; nothing is guessed
    beyond the filed period or before the plan."""
    known = [
        found for year in (period.last.year, period.last.year - 1) if (found := _day(year, *day))
    ]
    if not known:
        return fault("E234", text=plain, example=ours(period.last))
    value = next((found for found in known if found <= period.last), None)
    if value is None or value.year < plan:
        return fault("E233.year", text=plain, example=ours(known[0]))
    return taken(value, text, str(value), Remark("W232", {"text": plain, "used": ours(value)}))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _allows(column: Column) -> Allowed:
    low, high = map(str, _SERIALS)
    return Allowed("date", "between", low, high, f"请填日期，如 {column.example or _EXAMPLE}。")


TYPE = FieldType(
    title="日期，如 2023-06-15",
    meaning="日期",
    reader=_reader,
    holds="day",
    dated=True,
    of_digits=True,
    width=wide(14),
    number_format="yyyy-mm-dd",
    allows=_allows,
    spellings=SPELLINGS,
    data={"serials": _SERIALS},
)
