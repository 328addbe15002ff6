"""What is owed when, as filings are asked for by a catalogue in force: whatever the day, worked out once.

It hangs on what is declared for good, on the filing policy, and on what the office lets differ, and on nothing
that is filed.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Set
from datetime import date
from functools import cached_property
from typing import TypeVar

from ..calendar import Every, Month, Period, Span, Term, periods
from ..catalogue.model import Catalogue, Form
from ..catalogue.owing import closings, filing_months, filing_terms, owes, tells_of
from ..ledger import Ledger

T = TypeVar("T")

_ALL = -1
"""Every bit there is."""


class Owing:
    """What units owe by the ``catalogue`` in force, of all that is ``declared``; the ``ledger`` of all days keeps
    what was worked out of it."""

    catalogue: Catalogue
    declared: Catalogue
    ledger: Ledger

    def once(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """What hangs on nothing but the versions of filings and the rules that the key names, worked
        out once for all days."""
        known = self.ledger.known
        if key not in known:
            known[key] = work_out()
        return known[key]  # type: ignore[no-any-return]

    def bit(self, unit: str, form: str) -> int:
        """The bit by which it is noted that filings of a unit and a form were asked for (``clock``); of what is not
        declared, that all were."""
        return self.bits.get((unit, form), _ALL)

    @cached_property
    def bits(self) -> Mapping[tuple[str, str], int]:
        """Those of all that are declared: by the place of both, so that they are the same as long as that is."""

        def work_out() -> tuple[Catalogue, Mapping[tuple[str, str], int]]:
            pairs = ((unit, form) for unit in self.declared.units for form in self.declared.forms)
            return self.declared, {pair: 1 << at for at, pair in enumerate(pairs)}

        return self.once(("bits", id(self.declared)), work_out)[1]

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
        wanted = tuple(units)
        key = wanted, form, start, end
        if key not in self._telling:
            touching = self.touching(form, start, end)
            self._telling[key] = [m for m in self.owing(wanted, form) if m in touching]
        return list(self._telling[key])

    def touching(self, form: str, start: date | None, end: date | None) -> Set[Term]:
        """The months whose filings of a form tell of any of these days, whoever owes them."""
        key = form, start, end
        if key not in self._touching:
            spans, last = self.tells_of(form).items(), end or date.max
            self._touching[key] = {month for month, span in spans if span.touches(start, last)}
        return self._touching[key]

    def owed_by(self, unit: str, month: Term) -> list[Form]:
        """The forms that a unit has to file for a month."""
        return self._owed_by.get((unit, month), [])

    def on_policy(self, what: Hashable, work_out: Callable[[], T]) -> T:
        """What hangs on what is declared for good, the filing policy, and what the office lets differ."""
        return self.once((what, self._policy), work_out)

    @cached_property
    def _last_days(self) -> dict[tuple[Term, str, str], date]:
        """The last days of the deadlines that were worked out already: every rule on a form asks, on every day."""
        return self.on_policy("last days", dict[tuple[Term, str, str], date])

    @cached_property
    def _owing(self) -> dict[tuple[tuple[str, ...], str], list[Term]]:
        """Those worked out already, on whatever day."""
        return self.on_policy("owing", dict[tuple[tuple[str, ...], str], list[Term]])

    @cached_property
    def _telling(self) -> dict[tuple[tuple[str, ...], str, date | None, date | None], list[Term]]:
        """Those worked out already, on whatever day."""
        asked = dict[tuple[tuple[str, ...], str, date | None, date | None], list[Term]]
        return self.on_policy("telling", asked)

    @cached_property
    def _touching(self) -> dict[tuple[str, date | None, date | None], set[Term]]:
        """The terms whose filings tell of some days, worked out once for all units and days."""
        return self.on_policy("touching", dict[tuple[str, date | None, date | None], set[Term]])

    @cached_property
    def _spans(self) -> dict[str, Mapping[Term, Span]]:
        return {}

    @cached_property
    def _closings(self) -> Mapping[Term, date]:
        def work_out() -> Mapping[Term, date]:
            every = dict.fromkeys((*self.terms, *self.months))
            return {term: by.last_day for term, by in closings(self.catalogue, every).items()}

        return self.on_policy("closings", work_out)

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

    @cached_property
    def _policy(self) -> object:
        """The one thing that stands for these three, so that they are compared once a day and not each time
        that something hangs on them."""
        catalogue, declared = self.catalogue, self.declared

        def look_up() -> tuple[Catalogue, object]:
            own = "policy", id(declared), catalogue.filing, catalogue.exceptions
            return catalogue, self.once(own, lambda: (declared, object()))[1]

        return self.once(("policy of", id(catalogue)), look_up)[1]
