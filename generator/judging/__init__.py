"""Judging: every obligation on one day, by the rule declared for it or by what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from generator.catalogue.model import Catalogue, Provision, Rule
from generator.judging import count, filing_deadline, narratives, standing, threshold
from generator.judging.case import Case
from generator.judging.narratives import Narratives
from generator.judging.results import Results, as_json
from generator.judging.verdict import State, Verdict
from generator.ledger import Ledger

__all__ = ["KINDS", "Results", "State", "Verdict", "as_json", "judge"]

KINDS: dict[str, Callable[[Case, Rule], Iterator[Verdict]]] = {
    filing_deadline.KIND: filing_deadline.judge,
    threshold.KIND: threshold.judge,
    count.KIND: count.judge,
}
"""Rule kinds by the name that rules/ gives them; a new kind is a module and a line here."""


def judge(catalogue: Catalogue, ledger: Ledger, as_of: date) -> Results:
    """Every verdict as of the end of a day, in the notice's order.

    Nothing after this reads the clock: filings received later do not count.
    """
    case = Case(catalogue, ledger, as_of)
    told = narratives.read(case)
    verdicts = [
        verdict
        for provision in catalogue.provisions.values()
        for verdict in _verdicts(case, provision, told)
    ]
    return Results(case, tuple(verdicts), told)


def _verdicts(case: Case, provision: Provision, told: Narratives) -> Iterator[Verdict]:
    rules = case.catalogue.rules_of.get(provision.id, ())
    for rule in rules:
        yield from KINDS[rule.kind](case, rule)
    if not rules:
        yield from standing.judge(case, provision, told)
