"""What a rule is judged on: the declared world, the filings, and the day that counts as now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

from ..calendar import Every, Month, Period, Span, Term, periods
from ..catalogue.model import Catalogue, Form, Rule, Scoped
from ..catalogue.model.catalogue import R
from ..catalogue.model.terms import Audience
from ..catalogue.owing import closings, filing_months, filing_terms, owes, tells_of
from ..frozen import dataclass
from ..ledger import Cell, Filing, Ledger
from ..store import NOWHERE, Store
from .verdict import Step, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Body:
    """Units whose figures are judged together; ``subject`` is the unit when it is one alone."""

    units: tuple[str, ...]
    subject: str | None


@dataclass(frozen=True, repr=False)  # that would be all that is declared and filed
class Case:
    """``catalogue`` is what was in force on the day, of all that is ``declared``.

    ``judged`` gives the verdicts of another rule, for the kinds that build on them, and ``earlier``
    the case as it stood on an earlier day, of some units alone: ``only`` they are judged one by one then.
    () is for all. ``held`` keeps what was found of days before."""

    catalogue: Catalogue
    declared: Catalogue
    ledger: Ledger
    as_of: date
    judged: Callable[[str], tuple[Verdict, ...]]
    earlier: Callable[[date, tuple[str, ...]], Case]
    only: tuple[str, ...] = ()
    audience: Audience = "internal"
    held: Store = NOWHERE

    def once(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What hangs on nothing but the versions of filings and the rules that the key names, worked
        out once for all days."""
        known = self.ledger.known
        if key not in known:
            known[key] = work_out()
        return known[key]  # type: ignore[no-any-return]

    @cached_property
    def plan_start(self) -> date:
        """The first day on which anything could be owed: the notice's issue, in its year."""
        notice = self.catalogue.notice
        return max(notice.issued, date(notice.plan_year, 1, 1))

    @cached_property
    def plan_end(self) -> date:
        """31 December of the year that the notice plans."""
        return date(self.catalogue.notice.plan_year, 12, 31)

    @cached_property
    def terms(self) -> list[Term]:
        """What filings are due for, in order."""
        return self.on_policy("terms", lambda: filing_terms(self.catalogue))

    @cached_property
    def months(self) -> list[Month]:
        """The months for which, or for weeks of which, filings are due, in order."""
        return self.on_policy("months", lambda: filing_months(self.catalogue))

    def windows(self, kind: Every) -> Iterator[Period]:
        """Periods of a kind that touch the plan from its start to its end."""
        return periods(kind, self.plan_start, self.plan_end)

    def closing(self, term: Term) -> date:
        """The last day of the filings for a term, or a month."""
        return self._closings[term]

    def closed(self, term: Term) -> bool:
        """Whether the filings for a term, or a month, are closed."""
        return self._closings[term] < self.as_of

    def past(self, form: str, month: Term) -> bool:
        """Whether the deadline of a form is over for a month, whoever has longer."""
        return self.catalogue.due(form, month).over(self.as_of)

    def lapsed(self, month: Term, unit: str, form: str) -> bool:
        """Whether a unit's deadline for a form of a month is over."""
        key = month, unit, form
        last = self._last_days.get(key)
        if last is None:
            last = self._last_days[key] = self.catalogue.due_of(unit, form, month).last_day
        return last < self.as_of

    @cached_property
    def _last_days(self) -> dict[tuple[Term, str, str], date]:
        """The last days of the deadlines that were worked out already: every rule on a form asks, on every day."""
        return self.on_policy("last days", dict[tuple[Term, str, str], date])

    @cached_property
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
        if rule not in self._judged_on:
            own: dict[str | None, list[Verdict]] = {}
            for verdict in self.judged(rule):
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
        return begins is None or begins <= self.as_of

    def owing(self, units: Iterable[str], form: str) -> list[Term]:
        """The months in which any of the units owes a form, in order."""
        wanted = tuple(units)
        key = wanted, form
        if key not in self._owing:
            own = [self._owed.get((unit, form), ()) for unit in wanted]
            self._owing[key] = sorted({month for owed in own for month in owed})
        return self._owing[key]

    def owes(self, unit: str, form: str, month: Term) -> bool:
        """Whether a unit owes a form for a month."""
        return month in self._owed.get((unit, form), ())

    @cached_property
    def _owing(self) -> dict[tuple[tuple[str, ...], str], list[Term]]:
        """Those worked out already: every rule on a form asks."""
        return {}

    def tells_of(self, form: str) -> Mapping[Term, Span]:
        """The days that each filing of a form tells of."""
        if form not in self._spans:
            declared = self.catalogue.forms[form]
            self._spans[form] = self.on_policy(
                ("days told", form), lambda: tells_of(self.catalogue, declared)
            )
        return self._spans[form]

    def telling(
        self, units: Iterable[str], form: str, start: date | None, end: date | None
    ) -> list[Term]:
        """The months whose filings tell of days from start to end that any of the units owes, in
        order; None goes to the first and the last one."""
        key = form, start, end
        if key not in self._touching:
            spans, last = self.tells_of(form).items(), end or date.max
            self._touching[key] = {month for month, span in spans if span.touches(start, last)}
        touching = self._touching[key]
        return [month for month in self.owing(units, form) if month in touching]

    @cached_property
    def _touching(self) -> dict[tuple[str, date | None, date | None], set[Term]]:
        """The terms whose filings tell of some days, worked out once for all units."""
        return {}

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
        if key not in self._current:
            self._current[key] = self.ledger.current(key, self.as_of)
        return self._current[key]

    @cached_property
    def _current(self) -> dict[tuple[Term, str, str], Filing | None]:
        """Those looked up already: of an earlier day few are asked for."""
        return {}

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
        key = unit, form
        if key not in self._filed_by:
            months = (m for m in self.ledger.months_of(unit, form) if m in self._due)
            found = (self.current(month, unit, form) for month in months)
            self._filed_by[key] = [filing for filing in found if filing is not None]
        return self._filed_by[key]

    @cached_property
    def _filed_by(self) -> dict[tuple[str, str], list[Filing]]:
        """Those looked up already: every rule on a form asks."""
        return {}

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

    @cached_property
    def _spans(self) -> dict[str, Mapping[Term, Span]]:
        return {}

    @cached_property
    def _closings(self) -> Mapping[Term, date]:
        def work_out() -> Mapping[Term, date]:
            every = dict.fromkeys((*self.terms, *self.months))
            return {term: by.last_day for term, by in closings(self.catalogue, every).items()}

        return self.on_policy("closings", work_out)

    def owed_by(self, unit: str, month: Term) -> list[Form]:
        """The forms that a unit has to file for a month."""
        return self._owed_by.get((unit, month), [])

    @cached_property
    def _owed_by(self) -> Mapping[tuple[str, Term], list[Form]]:
        def work_out() -> Mapping[tuple[str, Term], list[Form]]:
            return {
                (unit.id, month): forms
                for month in self.terms
                for unit in self.catalogue.filers()
                if (forms := owes(self.catalogue, unit, month))
            }

        return self.on_policy("forms owed", work_out)

    def on_policy(self, what: Hashable, work_out: Callable[[], T]) -> T:
        """What hangs on what is declared for good, the filing policy, and what the office lets differ."""
        return self.once((what, self._policy), work_out)

    @cached_property
    def _policy(self) -> object:
        """The one thing that stands for these three, so that they are compared once a day and not each time
        that something hangs on them."""
        catalogue, declared = self.catalogue, self.declared

        def look_up() -> tuple[Catalogue, object]:
            own = "policy", id(declared), catalogue.filing, catalogue.exceptions
            return catalogue, self.once(own, lambda: (declared, object()))[1]

        return self.once(("policy of", id(catalogue)), look_up)[1]

    @cached_property
    def _owed(self) -> Mapping[tuple[str, str], frozenset[Term]]:
        """The months in which a unit owes a form, by both."""

        def work_out() -> Mapping[tuple[str, str], frozenset[Term]]:
            owed: dict[tuple[str, str], set[Term]] = {}
            for (unit, month), forms in self._owed_by.items():
                for form in forms:
                    owed.setdefault((unit, form.id), set()).add(month)
            return {key: frozenset(months) for key, months in owed.items()}

        return self.on_policy("months owed", work_out)
