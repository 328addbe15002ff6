"""Days and months; nothing is guessed beyond what a filing can tell of."""

from __future__ import annotations

from datetime import date, timedelta

from ...words.sentences import Shown
from ..fields import Read, Remark, fault, taken
from .cell import Cell, Meaning

SERIALS = (36526, 54789)
"""2000-01-01 to 2049-12-31 as a spreadsheet counts days."""

_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a spreadsheet, such that every day after February 1900 has its number."""


def day(cell: Cell) -> Read | None:
    """A day."""
    pieces = cell.pieces
    value = _day_of(int(pieces["year"]), int(pieces["month"]), int(pieces["day"]))
    return _taken_day(cell, value)


def serial(cell: Cell) -> Read | None:
    """A day by the number that a spreadsheet gives it."""
    return _taken_day(cell, _counted(cell))


def _counted(cell: Cell) -> date | None:
    """The day that a spreadsheet means by a number."""
    number = int(cell.pieces["serial"])
    return _FIRST_DAY + timedelta(days=number) if SERIALS[0] <= number <= SERIALS[1] else None


def latest(cell: Cell) -> Read | None:
    """The latest such day that the filing can tell of, if it lies in the plan; nothing is guessed
    beyond the filed period or before the plan."""
    last = cell.at.period.last
    number, day = int(cell.pieces["month"]), int(cell.pieces["day"])
    known = [found for year in (last.year, last.year - 1) if (found := _day_of(year, number, day))]
    value = next((found for found in known if found <= last), None)
    if known and (value is None or value.year < cell.at.catalogue.notice.plan_year):
        return fault("E233.year", **cell.words())
    return _taken_day(cell, value)


def _taken_day(cell: Cell, value: date | None) -> Read | None:
    if value is None:
        return None
    used = value.isoformat()
    if value.year < cell.at.catalogue.notice.plan_year:
        return taken(value, cell.text, used, Remark("W235.before", {"used": Shown(value)}))
    return taken(value, cell.text, used)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month(cell: Cell) -> Read | None:
    """The month of a day, or a month."""
    pieces = cell.pieces
    value = _day_of(int(pieces["year"]), int(pieces["month"]), int(pieces.get("day", 1)))
    return _taken_month(cell, value)


def serial_month(cell: Cell) -> Read | None:
    """The month by the number of its first day."""
    found = _counted(cell)
    return _taken_month(cell, found) if found and found.day == 1 else None


def closing(size: int, marks: str) -> Meaning:
    """The last month of the period of so many months that a mark, or its number, stands for."""
    name = "quarter" if size == 3 else "half"

    def read(cell: Cell) -> Read | None:
        mark = cell.pieces[name]
        number = marks.find(mark) + 1 or int(mark)
        return _taken_month(cell, _day_of(int(cell.pieces["year"]), size * number, 1))

    return read


def _taken_month(cell: Cell, day: date | None) -> Read | None:
    if day is None:
        return None
    return taken(day.replace(day=1), cell.text, day.isoformat()[: len("2023-05")])
