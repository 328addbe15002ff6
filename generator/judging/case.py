"""What a rule is judged on: the declared world, the filings, and the day that counts as now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator.calendar import Month, Period, end_of, periods
from generator.catalogue.model import Catalogue, Provision, Rule, Unit
from generator.intake.find import filing_months, owes
from generator.judging.verdict import State, Verdict
from generator.ledger import Filing, Ledger, due


@dataclass(frozen=True)
class Case:
    catalogue: Catalogue
    ledger: Ledger
    as_of: date

    @cached_property
    def plan_start(self) -> date:
        """The first day on which anything could be owed: the notice's issue, in its year."""
        notice = self.catalogue.notice
        return max(notice.issued, date(notice.plan_year, 1, 1))

    @cached_property
    def plan_end(self) -> date:
        return date(self.catalogue.notice.plan_year, 12, 31)

    @cached_property
    def months(self) -> list[Month]:
        """The months for which filings are due, in order."""
        return filing_months(self.catalogue)

    def closed(self, month: Month) -> bool:
        """Whether the deadline of a month's filing has passed."""
        return due(self.catalogue, month).closes <= end_of(self.as_of)

    def filings(self, unit: str, form: str) -> list[Filing]:
        """The versions that count now, month by month."""
        return [
            filing
            for month in self.months
            if (filing := self._current.get((month, unit, form))) is not None
        ]

    def subjects(self, rule: Rule, provision: Provision) -> tuple[str, ...]:
        """The units whose figures a rule judges."""
        named = tuple(rule.options.get("subjects", ()))
        return self.catalogue.members(named) if named else self.catalogue.owners(provision)

    def filing_after(self, day: date) -> Month:
        """The first month whose filing is due after a day: where its figures are expected."""
        month = Month.of(day).plus(-self.catalogue.filing.month_offset)
        while due(self.catalogue, month).last_day <= day:
            month = month.plus(1)
        return month

    def windows(self, kind: str) -> Iterator[Period]:
        """Periods of a kind that touch the plan from its start to its end."""
        return periods(kind, self.plan_start, self.plan_end)

    def owing(self, unit: Unit, form: str) -> list[Month]:
        """The months in which a unit owes a form."""
        return [m for m in self.months if any(f.id == form for f in owes(self.catalogue, unit, m))]

    @cached_property
    def _current(self) -> dict[tuple[Month, str, str], Filing]:
        found = {}
        for key in self.ledger.by_key:
            filing = self.ledger.current(key, self.as_of)
            if filing:
                found[key] = filing
        return found


def verdict(
    case: Case,
    provision: Provision,
    state: State,
    sentence: str,
    *,
    subject: str | None,
    rule: Rule | None = None,
    suffix: str = "",
    owners: Sequence[str] | None = None,
    **more: Any,
) -> Verdict:
    """A verdict on a provision with everything that follows from the provision and the rule."""
    name = f"{provision.id}{suffix}/{subject or 'all'}"
    rule_questions = rule.questions if rule else ()
    internal = provision.audience == "internal" or (rule is not None and rule.audience == "internal")
    return Verdict(
        id=name,
        state=state,
        provision=provision.id,
        clause=case.catalogue.clause_of[provision.id].id,
        rule=rule.id if rule else None,
        subject=subject,
        owners=tuple(owners if owners is not None else case.catalogue.owners(provision)),
        sentence=sentence,
        quote=provision.quote,
        basis=provision.basis,
        audience="internal" if internal else "public",
        questions=tuple(dict.fromkeys((*provision.questions, *rule_questions))),
        **more,
    )
