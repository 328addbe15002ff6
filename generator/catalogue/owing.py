"""Who owes what when: the months for which there is a filing of a form, the units that it is taken from
and asked of, and the days of which it tells. Pure functions of what is declared."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..calendar import Month, Period, Span, Term, closes_period, ending
from ..deadlines import Deadline
from .model import Catalogue, Form, Owed, Unit


def listed(catalogue: Catalogue, unlisted: Container[str]) -> dict[str, Unit]:
    """The units, those whose list of forms is not written with the one that follows: whatever form is
    evidence of a provision that the unit answers for, or supports, and names it as a filer, as the notice
    comes to it."""
    order = dict.fromkeys(n for each in catalogue.provisions.values() for n in each.evidence)
    needed: dict[str, dict[str, list[date]]] = {}
    for provision in catalogue.provisions.values():
        day = catalogue.issued(provision).notice.issued
        for unit in catalogue.involved(provision):
            for name in provision.evidence:
                needed.setdefault(unit, {}).setdefault(name, []).append(day)

    filers = {n: frozenset(catalogue.members(f.filers)) for n, f in catalogue.forms.items()}

    def with_list(unit: Unit) -> Unit:
        own = needed.get(unit.id, {})
        forms = [name for name in order if name in own]
        open_to = [form for form in forms if unit.id in filers[form]]
        owed = (Owed(form=name, valid_from=_begins(catalogue, name, own[name])) for name in open_to)
        return replace(unit, owed=tuple(owed))

    return {
        name: with_list(unit) if name in unlisted else unit
        for name, unit in catalogue.units.items()
    }


def _begins(catalogue: Catalogue, form: str, asked: Iterable[date]) -> Month | None:
    """From when on a form is owed that is asked for by notices of some days: a later notice asks for nothing
    that was due before it. None where the first one asks."""
    day = min(asked)
    if day <= catalogue.notice.issued:
        return None
    terms = catalogue.schedules[form].terms
    left = (term.month for term in terms if catalogue.due(form, term).last_day >= day)
    return next(left, None)


def filing_terms(catalogue: Catalogue) -> list[Term]:
    """What there is a filing of any form for, in order."""
    schedules = catalogue.schedules.values() or (catalogue.filing.schedule,)
    return sorted({term for schedule in schedules for term in schedule.terms})


def filing_months(catalogue: Catalogue) -> list[Month]:
    """The months for which there is a filing of any form, or for a week of which there is, in order."""
    return sorted({term.month for term in filing_terms(catalogue)})


def closing(catalogue: Catalogue, term: Term) -> Deadline:
    """When what is filed for a term closes, or for a month and its weeks: by the policy, where any form
    goes by it then, else with the last of the forms that have days of their own; a week of the month that
    is due after it does not keep it open."""
    return closings(catalogue, [term])[term]


def closings(catalogue: Catalogue, terms: Iterable[Term]) -> Mapping[Term, Deadline]:
    """The same for each of some terms, forms and their terms gone through once."""
    filed: dict[Term, list[tuple[Form, Term]]] = {}
    for form in catalogue.forms.values():
        for each in catalogue.schedules[form.id].terms:
            for term in dict.fromkeys((each, each.month)):
                filed.setdefault(term, []).append((form, each))
    return {term: _closing(catalogue, term, filed.get(term, ())) for term in terms}


def _closing(catalogue: Catalogue, term: Term, filed: Sequence[tuple[Form, Term]]) -> Deadline:
    if not filed or any(form.filing is None for form, _ in filed):
        return catalogue.due_by(catalogue.filing.schedule, term)
    due = [(each, catalogue.due(form.id, each)) for form, each in filed]
    near = [limit for each, limit in due if each == term or limit.last_day <= term.last]
    return max(near or [limit for _, limit in due], key=lambda limit: limit.closes)


def owes(catalogue: Catalogue, unit: Unit, month: Term) -> list[Form]:
    """The forms that a unit has to file for a month, as they are then, in the order of its list.

    It exists on the last day for it and on some day that it would tell of, and is not exempt.
    """

    def asked(form: Form) -> bool:
        period = _period(catalogue, form, month)
        there = unit.exists_within(period.start, period.end)
        return there and unit.exists_on(catalogue.due(form.id, month).last_day)

    exempt = catalogue.exceptions.exempt
    taken = may_file(catalogue, unit, month)
    return [form for form in taken if asked(form) and not exempt(unit.id, form.id, month)]


def may_file(catalogue: Catalogue, unit: Unit, month: Term) -> list[Form]:
    """The forms that are taken from a unit for a month, as they are then: what it is exempt from may be
    filed all the same, and so may the last or the first of a unit that ends or begins meanwhile."""
    known = catalogue.taken.get((unit.id, month))
    if known is None or known[0] is not unit:
        known = catalogue.taken[unit.id, month] = unit, tuple(_taken(catalogue, unit, month))
    return list(known[1])


def _taken(catalogue: Catalogue, unit: Unit, month: Term) -> Iterator[Form]:
    def exists(form: Form) -> bool:
        period = _period(catalogue, form, month)
        return unit.exists_within(
            period.start, max(period.end, catalogue.due(form.id, month).last_day)
        )

    own = (catalogue.forms[owed.form] for owed in unit.owed if owed.in_force(month))
    return (_then(catalogue, f, month) for f in own if _is_due(catalogue, f, month) and exists(f))


def _then(catalogue: Catalogue, form: Form, month: Term) -> Form:
    """A form as it is for a month: one, however many units it is taken from."""
    key = form.id, month
    if key not in catalogue.then:
        catalogue.then[key] = form.of(month)
    return catalogue.then[key]


def _is_due(catalogue: Catalogue, form: Form, month: Term) -> bool:
    """Whether there is a filing of a form for a month."""
    terms = catalogue.schedules[form.id].terms
    return month in terms and form.in_force(month) and has_turn(form, month)


def has_turn(form: Form, month: Term) -> bool:
    """Whether it is the turn of a form in such a month of the policy, of any year and whether in force or
    not; one that has a rhythm of its own always has."""
    if form.filing:
        return True
    if form.months:
        return month.month.number in form.months
    return closes_period(form.every or "month", month.month)


def tells_of(catalogue: Catalogue, form: Form) -> Mapping[Term, Span]:
    """The days that each filing of a form tells of: from where the one before it ends, by what the
    policy says a filing covers; the first one goes back to the beginning of the plan year, unless the form
    itself begins later."""
    found: dict[Term, Span] = {}
    start = date(catalogue.notice.plan_year, 1, 1)
    for month in catalogue.schedules[form.id].terms:
        end = catalogue.tells_until(form.id, month)
        if _is_due(catalogue, form, month):
            found[month] = Span(min(start, end), end)
            start = end + timedelta(days=1)
        elif form.valid_from and month.month < form.valid_from:
            start = end + timedelta(days=1)
    return found


def data_days(catalogue: Catalogue, form: Form) -> Mapping[Term, Span]:
    """The days on which the figures of each filing may have been so: those that it tells of where that is
    declared, else any up to the end of its term and to the deadline of whoever has the longest."""
    schedule = catalogue.schedules[form.id]
    if schedule.covers:
        return tells_of(catalogue, form)

    filers = [unit.id for unit in catalogue.filers()]

    def last(term: Term) -> date:
        usual = catalogue.due(form.id, term).last_day
        due = (each or usual for each in catalogue.exceptions.ends(filers, form.id, term))
        return max((term.last, *due))

    return {term: Span(date.min, last(term)) for term in schedule.terms}


def _period(catalogue: Catalogue, form: Form, month: Term) -> Period:
    """The week, the month or the longer period that a filing is for."""
    every = catalogue.schedules[form.id].every
    return ending("month" if every == "once" else every, month)
