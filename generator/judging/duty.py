"""What a unit owes for a month, form by form, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, TypeAlias

from ..calendar import Term
from ..catalogue.model import Form
from ..deadlines import Deadline
from ..frozen import dataclass
from ..ledger import Filing
from .case import Case

Came: TypeAlias = Literal["missing", "late", "unregistered", "untold", "open", "on_time"]
"""What came of one form. ``unregistered``: in without the receipt that others have; ``untold``: in, and nobody keeps
receipts; ``open``: not in, and not due yet."""


@dataclass(frozen=True, slots=True)
class Duty:
    """A form that a unit owes for a month, and its versions known now.

    ``limits`` are its deadlines by each reading, the one in force first; ``over``: that one has passed.
    ``extended``: the office gave it longer. ``unplaced``: there is a file, and no receipt yet.
    """

    form: Form
    versions: list[Filing]
    limits: tuple[Deadline, ...]
    over: bool
    extended: bool
    unplaced: bool

    @property
    def absent(self) -> bool:
        """Whether no version of it is known."""
        return not self.versions

    @property
    def received(self) -> datetime | None:
        """When the first version came in, as far as that is on record."""
        return None if self.unregistered or not self.versions else self.versions[0].received_at

    @property
    def unregistered(self) -> bool:
        """Whether receipts were kept when it came in, and it has none."""
        return bool(self.versions) and self.versions[0].unregistered

    @property
    def untold(self) -> bool:
        """Whether it is in and nobody knows since when, in a log that holds no receipts at all."""
        return bool(self.versions) and not self.received and not self.unregistered

    @property
    def last_day(self) -> date:
        """The last day on which it is on time, by the deadline in force."""
        return self.limits[0].last_day

    @property
    def came(self) -> Came:
        """What came of it, as the receipts and the deadline in force have it."""
        if self.absent:
            return "missing" if self.over else "open"
        if self.days_late():
            return "late"
        if self.unregistered:
            return "unregistered"
        return "untold" if self.untold else "on_time"

    def days_late(self, reading: int = 0) -> int:
        """Days after the deadline by a reading; 0 for what was on time, or is not in."""
        return self.limits[reading].days_late(self.received) if self.received else 0


def duty_of(case: Case, unit: str, month: Term, form: Form) -> Duty:
    """A form of a unit for a month, as it is known on the day of the case."""
    catalogue = case.catalogue
    versions, unplaced = case.versions(month, unit, form.id)
    readings = (None, *catalogue.filing.readings)
    limits = tuple(catalogue.due_of(unit, form.id, month, reading) for reading in readings)
    return Duty(
        form,
        versions,
        limits,
        case.clock.over(limits[0].last_day),
        catalogue.exceptions.extended(unit, form.id, month) is not None,
        unplaced,
    )
