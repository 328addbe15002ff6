"""What is in force from one month or day to another: no end before its beginning, none out of reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..calendar import Month, Term
from ..problems import Problem
from .model import Lasting
from .placed import Places

_FIRST, _LAST = Month(0, 1), Month(9999, 12)


def ends_after(
    places: Places,
    record: object,
    begin: Month | date | None,
    end: Month | date | None,
    key: str = "valid_until",
) -> Iterator[Problem]:
    """What ends, under a key of the record, does not end before it begins."""
    if begin and end and str(end) < str(begin):
        yield places.problem("E527", record, (key,), f"止 {end} 早于起 {begin}", "请核对。")


def bounded(record: Lasting) -> str | None:
    """The field that keeps something from being in force throughout, if there is one."""
    return "valid_from" if record.valid_from else "valid_until" if record.valid_until else None


def covers(outer: Lasting, inner: Lasting) -> bool:
    """Whether the one is in force whenever the other is."""
    (first, last), (begun, ended) = _span(outer), _span(inner)
    return first <= begun and ended <= last


def together(one: Lasting, other: Lasting) -> bool:
    """Whether there is a month in which both are in force."""
    (first, last), (begun, ended) = _span(one), _span(other)
    return max(first, begun) <= min(last, ended)


def within(terms: Iterable[Term], *records: Lasting) -> list[Term]:
    """Those of some terms for which all the records are in force."""
    return [term for term in terms if all(each.in_force(term) for each in records)]


def _span(record: Lasting) -> tuple[Month, Month]:
    return record.valid_from or _FIRST, record.valid_until or _LAST
