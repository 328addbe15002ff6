"""What is in force from one month or day to another: no end before its beginning, none out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..calendar import Month
from ..problems import Problem
from .source import At, Document

FROM, UNTIL = "valid_from", "valid_until"
_FIRST, _LAST = "0000-00", "9999-99"


def ends_after(
    document: Document,
    at: At,
    record: Mapping[str, Any],
    begins: str = FROM,
    ends: str = UNTIL,
) -> Iterator[Problem]:
    if begins in record and ends in record and record[ends] < record[begins]:
        message = f"止 {record[ends]} 早于起 {record[begins]}"
        yield document.problem("E527", (*at, ends), message, "请核对。")


def bounded(record: Mapping[str, Any]) -> str | None:
    """The field that keeps something from being in force throughout, if there is one."""
    return next((name for name in (FROM, UNTIL) if name in record), None)


def covers(outer: Mapping[str, Any], inner: Mapping[str, Any]) -> bool:
    """Whether the one is in force whenever the other is."""
    begun = outer.get(FROM, _FIRST) <= inner.get(FROM, _FIRST)
    return bool(begun and inner.get(UNTIL, _LAST) <= outer.get(UNTIL, _LAST))


def together(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether there is a month in which both are in force."""
    begin = max(one.get(FROM, _FIRST), other.get(FROM, _FIRST))
    return bool(begin <= min(one.get(UNTIL, _LAST), other.get(UNTIL, _LAST)))


def within(months: Iterable[Month], *records: Mapping[str, Any]) -> list[Month]:
    """Those of some months in which all the records are in force."""
    return [
        month
        for month in months
        if all(each.get(FROM, _FIRST) <= str(month) <= each.get(UNTIL, _LAST) for each in records)
    ]
