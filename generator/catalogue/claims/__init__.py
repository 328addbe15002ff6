"""What a provision claims the notice says (basis: notice) must be in the words quoted for it.

It is when the program reads it there (see ``spelt``), or when ``reads`` says how the office reads the
words. ``amounts``: numbers and their direction; ``times``: days, periods and rhythms; ``names``: documents,
items and measures; ``plan``: what holds on whatever basis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ...problems import Problem
from .. import reads
from ..model import (
    Cadence,
    Clause,
    Deliverable,
    Escalation,
    Indicator,
    Listing,
    Notice,
    Provision,
    Reference,
    Target,
    flat,
    squeeze,
)
from ..placed import Places
from ..stored import Notice as Stored
from . import amounts, names, plan, times
from .claim import Claim


def check(places: Places, notice: Stored) -> Iterator[Problem]:
    """Every provision of the notice, as far as it is sound in shape, and whatever it makes of others."""
    years = [particulars.plan_year for particulars in places.every(Notice)]
    of_clauses = [(c.text, each) for c in places.every(Clause) for each in c.provisions]
    made = [("", each) for each in places.every(Provision) if places.stands_in(each)]
    for text, provision in (*of_clauses, *made):
        if provision.basis == "notice" and provision.quote:
            for year in years:
                yield from _said(_claim(places, text, provision, notice, year))
        for year in years:
            yield from plan.check(places, provision, year)


def _claim(places: Places, text: str, provision: Provision, notice: Stored, year: int) -> Claim:
    said = reads.words(provision, notice)
    part = notice.part(provision.from_) if provision.from_ else None
    near = next(notice.places(text), 0) if text else 0
    spans = notice.find(provision.quote, part, near)
    meant = [reads.meant(each.value) for each in reads.readings(provision, said, year)]
    return Claim(
        places,
        provision,
        said,
        notice.sentence(spans) if spans else said,
        flat(text),
        year,
        unit_of(places, provision),
        frozenset(each for each in meant if not isinstance(each, date | reads.Times)),
        frozenset(each for each in meant if isinstance(each, date)),
        frozenset(each.by for each in meant if isinstance(each, reads.Times)),
    )


def unit_of(places: Places, provision: Provision) -> str:
    """The unit in which a provision counts, as far as it is known."""
    match provision:
        case Target(indicator=str() as name):
            return next((i.unit for i in places.every(Indicator) if i.id == name), "")
        case Reference(unit=unit):
            return squeeze(unit)
        case _:
            return ""


def _said(claim: Claim) -> Iterator[Problem]:
    """What each sort of provision claims to be said."""
    match claim.provision:
        case Target() as target:
            yield from amounts.target(claim, target)
            yield from times.checkpoints(claim, target)
            for index, point in enumerate(target.milestones):
                yield from names.called(claim, ("milestones", index, "text"), point.text)
            dated = not (target.checkpoints or target.each or target.periods or target.milestones)
            yield from times.due(claim, target.due, dated=dated)
            yield from times.rhythm(claim, "each", target.each)
            yield from times.periods(claim, target)
        case Cadence() as cadence:
            yield from times.rhythm(claim, "every", cadence.every)
            yield from times.recurrence(claim, cadence)
            yield from amounts.how_often(claim, cadence)
        case Deliverable(document=document, due=due):
            yield from times.due(claim, due, dated=True)
            yield from names.called(claim, ("document",), document)
        case Listing() as listing:
            yield from names.listed(claim, listing)
        case Escalation(measures=measures):
            yield from names.measures(claim, measures)
        case Reference(value=value, unit=unit):
            yield from amounts.said(claim, ("value",), value)
            yield from claim.needs(("unit",), re.escape(flat(unit)))
