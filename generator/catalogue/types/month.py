"""Months, each as its first day."""

from __future__ import annotations

import re
from collections.abc import Set

from ...calendar import Month, Term
from ...words.sentences import ours
from ..fields import FieldType, Read, Reader, Remark, fault, taken, wide
from ..model import Catalogue, Column, narrow
from ..model.terms import FormRhythm
from .date import counted, without_time

_SPELLINGS = {
    # matched after the time of day is cut off
    "ym": "([0-9]{4})(?:[-/.]([0-9]{1,2})|([0-9]{2})| ?年 ?([0-9]{1,2}) ?月)",
    "month_day": "([0-9]{4})(?:[-/.]([0-9]{1,2})[-/.]|年([0-9]{1,2})月)0?1日?",
    "month_only": "([0-9]{1,2}) ?月份?",
    "quarter": "([0-9]{4})(?:年第?([一二三四1-4])季度|-?[Qq]([1-4]))",
    "half_year": "([0-9]{4})(?:年([上下])半年|-?[Hh]([12]))",
}
_RE = {name: re.compile(pattern) for name, pattern in _SPELLINGS.items()}


def _reader(column: Column, catalogue: Catalogue, period: Term) -> Reader:
    rhythms = catalogue.rhythms
    return lambda text, seen: _month(text, narrow(seen), rhythms, period)


def _month(text: str, plain: str, rhythms: Set[FormRhythm], period: Term) -> Read:
    """A month; where anything is filed by quarters or half-years, one stands for its last month."""
    month = without_time(plain)
    if "quarter" in rhythms and (found := _RE["quarter"].fullmatch(month)):
        return _closing(int(found[1]), 3, "一二三四", found[2] or found[3], text)
    if "half_year" in rhythms and (found := _RE["half_year"].fullmatch(month)):
        return _closing(int(found[1]), 6, "上下", found[2] or found[3], text)
    if found := _RE["ym"].fullmatch(month) or _RE["month_day"].fullmatch(month):
        year, number = (int(part) for part in found.groups() if part)
        if year and 1 <= number <= 12:
            return taken(Month(year, number).first, text, str(Month(year, number)))
    elif _RE["month_only"].fullmatch(month):
        return fault("E236.year", text=plain, example=ours(period))
    elif (first := counted(month)) and first.day == 1:
        used = str(Month.of(first))
        return taken(first, text, used, Remark("W231", {"text": plain, "used": ours(used)}))
    return fault("E236", text=plain)


def _closing(year: int, size: int, marks: str, mark: str, text: str) -> Read:
    """The last month of the period of so many months that a mark, or its number, stands for."""
    last = Month(year, size * (marks.find(mark) + 1 or int(mark)))
    return taken(last.first, text, str(last))


TYPE = FieldType(
    title="月份，如 2023-06",
    meaning="月份",
    reader=_reader,
    holds="day",
    of_digits=True,
    spelling=lambda catalogue, column, text: text[:7],
    width=wide(11),
    spellings=_SPELLINGS,
)
