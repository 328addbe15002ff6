"""When what units file is due: by the policy, for each form as its schedule has it, unless the office gave longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ...calendar import Span, Term
from ...deadlines import Deadline, WorkCalendar, deadline, end_of
from ...frozen import dataclass
from .clauses import Clauses
from .exceptions import Exceptions

if TYPE_CHECKING:
    from .filing import Form
    from .policy import FilingPolicy, FilingReading, Schedule
    from .terms import FormRhythm


@dataclass(frozen=True, kw_only=True)
class Due(Clauses):
    """What the days of filing hang on."""

    forms: Mapping[str, Form]
    filing: FilingPolicy
    workdays: WorkCalendar
    exceptions: Exceptions = field(default_factory=Exceptions)

    @cached_property
    def schedules(self) -> Mapping[str, Schedule]:
        """How each form is filed: as the policy says, but for what it has of its own."""
        issued, year = self.notice.issued, self.notice.plan_year
        plan = Span(max(issued, date(year, 1, 1)), date(year, 12, 31))
        usual = replace(self.filing.schedule, plan=plan)
        return {form.id: usual.of(form.filing) for form in self.forms.values()}

    @cached_property
    def filing_provisions(self) -> tuple[str, ...]:
        """The provisions that ask for filings: that of the policy first."""
        own = (schedule.provision for schedule in self.schedules.values())
        return tuple(dict.fromkeys((self.filing.provision, *own)))

    @property
    def rhythms(self) -> frozenset[FormRhythm]:
        """The rhythms by which anything is filed."""
        return frozenset(schedule.every for schedule in self.schedules.values())

    def due(self, form: str, month: Term, reading: FilingReading | None = None) -> Deadline:
        """When a form is due for a month, by the policy or by another reading of it."""
        key = form, month, reading
        if key not in self._deadlines:
            self._deadlines[key] = self.due_by(self.schedules[form].read(reading), month)
        return self._deadlines[key]

    @cached_property
    def _deadlines(self) -> dict[tuple[str, Term, FilingReading | None], Deadline]:
        """Those worked out already: they are asked for again and again."""
        return {}

    def due_by(self, schedule: Schedule, month: Term) -> Deadline:
        """When what is filed by a schedule is due for a month."""
        return deadline(
            schedule.due(month),
            inclusive=schedule.inclusive,
            at=schedule.time,
            roll=schedule.roll,
            workdays=self.workdays,
        )

    def due_of(
        self, unit: str, form: str, month: Term, reading: FilingReading | None = None
    ) -> Deadline:
        """When one form of a unit is due for a month, unless the office gave it longer.

        The day to which it is extended is included, whatever the reading.
        """
        until = self.exceptions.extended(unit, form, month)
        return Deadline(until, end_of(until)) if until else self.due(form, month, reading)

    def over(self, unit: str, form: str, month: Term, day: date) -> bool:
        """Whether the deadline of one form of a unit is over during a day."""
        return self.due_of(unit, form, month).over(day)

    def tells_until(self, form: str, month: Term) -> date:
        """The last day of which the filing of a month tells, by what it is said to cover."""
        of_the_period = self.schedules[form].of_the_period
        return month.last if of_the_period else self.due(form, month).last_day

    @property
    def last_deadline(self) -> date:
        """The last day of the plan on which anything can still be done in time."""
        days = [date(self.notice.plan_year, 12, 31)]
        days += [
            self.due(form, schedule.terms[-1], reading).last_day
            for form, schedule in self.schedules.items()
            if schedule.terms
            for reading in (None, *self.filing.readings)
        ]
        grace = timedelta(days=self.filing.node_grace)
        days += [node + grace for issued in self.notices for node in issued.nodes]
        return max(*days, *(each.until for each in self.exceptions.entries if each.until))
