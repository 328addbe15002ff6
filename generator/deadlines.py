"""When something is due: days of a month, working days, and the instant from which it is late; pure.

Instants are aware datetimes at +08:00, as ``calendar`` has them.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

from .calendar import SHANGHAI, Month
from .frozen import dataclass

Roll: TypeAlias = Literal["none", "next_workday", "previous_workday"]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working days: declared holidays and make-up days, otherwise Monday to Friday."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()

    def _is_workday(self, day: date) -> bool:
        if day in self.workdays:
            return True
        return day.weekday() < 5 and day not in self.holidays

    def roll(self, day: date, how: Roll) -> date:
        """Move a day off holidays: how is none, next_workday or previous_workday."""
        step = {"none": 0, "next_workday": 1, "previous_workday": -1}[how]
        while step and not self._is_workday(day):
            day += timedelta(days=step)
        return day


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day on which a filing is on time, and the instant from which it is late."""

    last_day: date
    closes: datetime

    def met_by(self, received: datetime) -> bool:
        """Whether what came in at an aware moment is on time; ``closes`` itself is late."""
        return received < self.closes

    def over(self, day: date) -> bool:
        """Whether it is over as of a day, which means during that day: only on the day after."""
        return self.last_day < day

    def days_late(self, received: datetime) -> int:
        """Whole calendar days after the last day; 0 when on time."""
        if self.met_by(received):
            return 0
        return max(1, (received.astimezone(SHANGHAI).date() - self.last_day).days)


def day_in(month: Month, day: int) -> date:
    """A day of a month; past the end of a short one its last day is meant."""
    return month.first.replace(day=min(day, month.last.day))


def deadline(
    day: date, *, inclusive: bool, at: str, roll: Roll, workdays: WorkCalendar
) -> Deadline:
    """When what is due on a day is late.

    ``at`` is HH:MM, the minute itself included; 24:00 is the end of the day. Not inclusive means that
    the day itself is too late.
    """
    due = workdays.roll(day, roll)
    if not inclusive:
        return Deadline(due - timedelta(days=1), _start_of(due))
    if at == "24:00":
        return Deadline(due, end_of(due))
    closes = datetime.combine(due, time.fromisoformat(at), SHANGHAI) + timedelta(minutes=1)
    return Deadline(due, closes)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def end_of(day: date) -> datetime:
    """The first instant after the day."""
    return _start_of(day + timedelta(days=1))
