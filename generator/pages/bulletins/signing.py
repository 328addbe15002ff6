"""A bulletin that was signed, as rows of filings: where it counts for what the notice asks, and where all that was
issued is listed. What such a row says is found from the rule that judges it, not known here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ... import wording
from ...calendar import periods
from ...catalogue.bulletins import counting
from ...catalogue.model import Cadence, Catalogue, Condition, Unit, letters
from ...forms.entering import Entry
from ...frozen import dataclass
from ...judging.case import Case
from .. import drafted
from . import paper
from .periods import Issue, declared


def filer(catalogue: Catalogue) -> Unit:
    """The unit whose filings say that a paper was issued."""
    return (
        catalogue.units[own] if (own := declared(catalogue).filed_by) else drafted.signer(catalogue)
    )


def entries(catalogue: Catalogue, issue: Issue, number: str, day: date) -> list[Entry]:
    """The rows that say so, one in each form; none where nothing is declared about it."""
    found: dict[str, Entry] = {}
    for entry in _entries(catalogue, issue, number, day):
        known = found.get(entry.form.id)
        values = {**known.values, **entry.values} if known else entry.values
        counted = known.counted if known else entry.counted
        found[entry.form.id] = replace(entry, values=values, counted=counted)
    return list(found.values())


def _entries(catalogue: Catalogue, issue: Issue, number: str, day: date) -> Iterator[Entry]:
    """What counts for the notice, and what the register of all that was issued says."""
    bulletin, own = issue.bulletin, declared(catalogue)
    rows = counting(catalogue.rules_of.get(bulletin.counts_as, ()))
    if rows is not None:
        values = {each.column: _said(each) for each in rows.where}
        values[rows.dated_by] = day.isoformat()
        if bulletin.reference:
            values[bulletin.reference] = number
        form = catalogue.forms[rows.form]
        yield Entry(form, day, values, bulletin.reference, rows.distinct)
    if register := own.register:
        values = {
            register.number: number,
            register.title: wording.titled(paper.title(issue)),
            register.issued: day.isoformat(),
        }
        yield Entry(catalogue.forms[register.form], day, values, register.number)


@dataclass(frozen=True, slots=True)
class Signed:
    """Under which number and on which day a paper was issued."""

    number: str
    day: str


def signed(case: Case, issue: Issue) -> Signed | None:
    """What the register of what was issued says of a paper, known by its title; None where it says nothing of it."""
    register = declared(case.catalogue).register
    if register is None or register.form not in case.catalogue.forms:
        return None
    title = letters(paper.title(issue))
    for filing in case.filings(case.catalogue.units, register.form):
        table = case.ledger.table(register.form, [filing])
        names = register.title, register.number, register.issued
        for told, number, day in zip(*(table.values(name) for name in names), strict=True):
            if told and letters(str(told)) == title and number and day:
                return Signed(str(number), wording.day(day) if isinstance(day, date) else str(day))
    return None


def counts(catalogue: Catalogue, issue: Issue, day: date) -> str:
    """For what a paper of a day counts, in words; '' where nothing is declared about it."""
    provision = catalogue.provisions.get(issue.bulletin.counts_as)
    if not isinstance(provision, Cadence) or provision.every is None:
        return ""
    when = next(periods(provision.every, day, day)).label
    return f"按日期计入{wording.quoted(provision.name)}的{when}"


def _said(condition: Condition) -> str:
    """What a cell has to say for its row to count."""
    value = condition.is_ if condition.is_ is not None else next(iter(condition.in_), None)
    return wording.spelt(value)
