"""What a rule is judged on: the declared world, the filings, and the day that counts as now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from ..calendar import Term
from ..catalogue.model import Catalogue, Rule, Scoped
from ..catalogue.model.catalogue import R
from ..catalogue.model.terms import Audience
from ..frozen import dataclass
from ..ledger import Cell, Filing, Ledger
from ..store import NOWHERE, Store
from .clock import Clock, Hanging
from .ongoing import Ongoing
from .owing import Owing
from .verdict import Step, Verdict

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Body:
    """Units whose figures are judged together; ``subject`` is the unit when it is one alone."""

    units: tuple[str, ...]
    subject: str | None


@dataclass(frozen=True, repr=False)  # that would be all that is declared and filed
class Case(Owing):
    """``catalogue`` is what was in force on the day of the ``clock``, of all that is ``declared``.

    ``judged`` gives the verdicts of another rule, for the kinds that build on them, and ``earlier``
    the case as it stood on an earlier day, of some units alone: ``only`` they are judged one by one then.
    () is for all. ``held`` keeps what was found of days before. ``carried`` is what lasts from day to day (see
    ``lasting``), where another day will ask for it (``carries``).
    """

    catalogue: Catalogue
    declared: Catalogue
    ledger: Ledger
    clock: Clock
    judged: Callable[[str], tuple[Verdict, ...]]
    earlier: Callable[[date, tuple[str, ...]], Case]
    only: tuple[str, ...] = ()
    audience: Audience = "internal"
    held: Store = NOWHERE
    carried: dict[Hashable, tuple[Any, date, Hanging]] = field(default_factory=dict)
    carries: bool = False

    @property
    def as_of(self) -> date:
        """The day that counts as now. Whoever asks for it is judged anew each day; a comparison is for the clock."""
        return self.clock.today

    def lasting(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What hangs on the key, on what is in force, and on what is asked of the clock and of this case: worked
        out again only on a day on which any of that is another. What it says later on
        must ask no more, but for what is written of a verdict.
        """
        clock = self.clock
        found = self.carried.get(key)
        if found is not None and found[1] <= clock.day <= found[2].until:
            clock.hangs(found[2])
            return found[0]  # type: ignore[no-any-return]
        value, hanging = clock.noting(work_out)
        self.carried[key] = value, clock.day, hanging
        return value

    def standing(self, key: Hashable, judge: Callable[[], T]) -> T:
        """The same of a judgement, for which nobody asks twice on a day."""
        return self.lasting(key, judge) if self.carries else judge()

    def ongoing(
        self, key: Hashable, things: Sequence[K], work_out: Callable[[K], T]
    ) -> Sequence[T]:
        """The same of each of some things, such as months, that the key and what is in force name, in their order:
        so that a day costs what is another of them, and not all that there are."""
        known: Ongoing[T] = self.standing(("ongoing", key), Ongoing)
        return known.on(self.clock, things, work_out)

    def closed(self, term: Term) -> bool:
        """Whether the filings for a term, or a month, are closed."""
        return self.clock.over(self._closings[term])

    def past(self, form: str, month: Term) -> bool:
        """Whether the deadline of a form is over for a month, whoever has longer."""
        return self.clock.over(self.catalogue.due(form, month).last_day)

    def lapsed(self, month: Term, unit: str, form: str) -> bool:
        """Whether a unit's deadline for a form of a month is over."""
        return self.clock.over(self.last_day(month, unit, form))

    def last_day(self, month: Term, unit: str, form: str) -> date:
        """The last day of a unit's deadline for a form of a month."""
        key = month, unit, form
        last = self._last_days.get(key)
        if last is None:
            last = self._last_days[key] = self.catalogue.due_of(unit, form, month).last_day
        return last

    @property
    def last_closed(self) -> Term | None:
        """What was filed for last: the term whose deadline passed last."""
        closed = [term for term in self.terms if self.closed(term)]
        return max(closed, key=lambda term: (self.closing(term), term), default=None)

    def subjects(self, rule: Rule) -> tuple[str, ...]:
        """The units whose figures a rule judges: those it names, else the provision's owners."""
        if named := rule.options.named:
            return self.catalogue.members(named)
        return self.catalogue.owners(self.catalogue.provisions[rule.provision])

    def bodies(self, rule: Rule) -> list[Body]:
        """Who is judged: each unit by itself, or all together; nobody before there is such a unit."""
        options, units = rule.options, self.subjects(rule)
        if not isinstance(options, Scoped):
            return [Body(units, None)]
        units = tuple(unit for unit in units if self.begun(unit))
        if options.scope == "together":
            return [Body(units, None)]
        return [Body((unit,), unit) for unit in self.alone(units)]

    def readings(self, rule: Rule, every: Sequence[R], more: Sequence[str] = ()) -> tuple[R, ...]:
        """The readings to compute of all those of a rule, which hang on the questions about it, about its
        provision, and on some more."""
        asked = self.catalogue.provisions[rule.provision].questions
        return self.catalogue.readings((*asked, *rule.questions, *more), every)

    def alone(self, units: Sequence[str]) -> list[str]:
        """Those of some units that are judged one by one here."""
        return [unit for unit in units if not self.only or unit in self._only]

    @cached_property
    def _only(self) -> frozenset[str]:
        return frozenset(self.only)

    def judged_on(self, rule: str, unit: str) -> tuple[Verdict, ...]:
        """The verdicts of another rule that are about one unit."""
        # also where they are put apart already: until when they stand is to be noted
        every = self.judged(rule)
        if rule not in self._judged_on:
            own: dict[str | None, list[Verdict]] = {}
            for verdict in every:
                own.setdefault(verdict.subject, []).append(verdict)
            self._judged_on[rule] = {subject: tuple(each) for subject, each in own.items()}
        return self._judged_on[rule].get(unit, ())

    @cached_property
    def _judged_on(self) -> dict[str, Mapping[str | None, tuple[Verdict, ...]]]:
        """Those put apart already: a rule that builds on another one asks of each unit."""
        return {}

    def begun(self, unit: str) -> bool:
        """Whether a unit exists, or has existed."""
        begins = self.catalogue.units[unit].valid_from
        return begins is None or self.clock.come(begins)

    def received_by(self, day: date, month: Term, units: Iterable[str], form: str) -> bool:
        """Whether what counts of a month is known to have come in on a day or before it, so that it
        cannot tell of all that the month covers."""
        filings = self.filings_of(month, units, form)
        return bool(filings) and all(
            not filing.unregistered
            and filing.received_at is not None
            and filing.received_at.date() <= day
            for filing in filings
        )

    def current(self, month: Term, unit: str, form: str) -> Filing | None:
        """The version of a filing that counts now."""
        key = month, unit, form
        return self.lasting(key, lambda: self.ledger.current(key, self._asked_of(key)))

    def versions(self, month: Term, unit: str, form: str) -> tuple[list[Filing], bool]:
        """The versions of a filing that are known now, and whether there may be one that is not taken as known."""
        key = month, unit, form
        day = self._asked_of(key)
        return self.ledger.versions(key, day), self.ledger.unplaced(key, day)

    def _asked_of(self, key: tuple[Term, str, str]) -> date:
        """The day as of which a filing is looked up; that it is, is noted."""
        clock, (_, unit, form) = self.clock, key
        clock.known(self.ledger.until(key, clock.day) if self.carries else clock.day)
        clock.asks(self.bit(unit, form))
        return clock.day

    def filings(self, units: Iterable[str], form: str) -> list[Filing]:
        """What counts now of some units and a form, in order of month, then unit."""
        wanted = tuple(dict.fromkeys(units))
        if len(wanted) == 1:
            return list(self._filed(wanted[0], form))
        by_month: dict[Term, list[Filing]] = {}
        for unit in wanted:
            for filing in self._filed(unit, form):
                by_month.setdefault(filing.period, []).append(filing)
        return [filing for month in sorted(by_month) for filing in by_month[month]]

    def _filed(self, unit: str, form: str) -> list[Filing]:
        """What counts now of a unit and a form, in order of the months that filings are due for."""

        def work_out() -> list[Filing]:
            self.clock.asks(self.bit(unit, form))
            every = self.ongoing(
                ("filed", unit, form),
                self._months_filed(unit, form),
                lambda month: self.current(month, unit, form),
            )
            return [filing for filing in every if filing is not None]

        return self.lasting(("filed", unit, form), work_out)

    def _months_filed(self, unit: str, form: str) -> list[Term]:
        """The months that filings are due for of which there is any version of a unit's form, on whatever day."""

        def work_out() -> list[Term]:
            return [month for month in self.ledger.months_of(unit, form) if month in self._due]

        return self.on_policy(("months filed", unit, form), work_out)

    @cached_property
    def _due(self) -> frozenset[Term]:
        return frozenset(self.terms)

    def filings_of(self, month: Term, units: Iterable[str], form: str) -> list[Filing]:
        """What counts now of some units, a form and a month."""
        found = (self.current(month, unit, form) for unit in units)
        return [filing for filing in found if filing is not None]

    def name(self, unit: str) -> str:
        """What a unit is called, by its id."""
        return self.catalogue.units[unit].name

    def among(self, unit: str, units: Sequence[str]) -> str:
        """A unit's name where it is one of several; who is alone is named by the sentence."""
        return self.name(unit) if len(units) > 1 else ""

    def upcoming(self, units: Iterable[str], form: str) -> Term | None:
        """The next month for which any of the units can still file a form on time."""
        named = tuple(units)
        return next((m for m in self.owing(named, form) if self.open(m, named, form)), None)

    def open(self, month: Term, units: Iterable[str], form: str) -> bool:
        """Whether a form of a month can still be filed in time by any of the units that owe it."""
        return any(
            self.owes(unit, form, month) and not self.lapsed(month, unit, form) for unit in units
        )

    def due_day(self, month: Term, units: Iterable[str], form: str) -> date:
        """The last day on which any of the units that owe it can file a form of a month in time."""
        owing = [unit for unit in units if self.owes(unit, form, month)]
        days = [self.catalogue.due_of(unit, form, month).last_day for unit in owing]
        return max(days, default=self.catalogue.due(form, month).last_day)

    def zero_reports(self, filings: Iterable[Filing]) -> tuple[Step, ...]:
        """A step for each filing that tells of nothing; line and column 0 stand for the whole file."""
        return tuple(
            Step(f"{filing.period}零报告", cells=(Cell(filing.path, 0, 0, "零报告", ""),))
            for filing in filings
            if filing.zero
        )
