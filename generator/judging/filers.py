"""Who can file what a verdict rests on: theirs is the next step, whoever else answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from ..catalogue.declare import mentions
from ..catalogue.model import Catalogue, Rule
from .case import Case
from .verdict import Verdict


def forms(catalogue: Catalogue, rule: Rule) -> tuple[str, ...]:
    """The forms that a rule reads: its own, those of what it measures, and those of the rules that
    it builds on."""
    return tuple(dict.fromkeys(_forms(catalogue, rule)))


def filers(case: Case, verdict: Verdict) -> tuple[str, ...]:
    """Of the units that a verdict is judged on, those that owe a form that it rests on."""
    rule = next((rule for rule in case.catalogue.rules if rule.id == verdict.rule), None)
    if rule is None:
        return ()
    judged = (verdict.subject,) if verdict.subject else case.subjects(rule)
    read = forms(case.catalogue, rule)
    return tuple(unit for unit in judged if any(case.owing([unit], form) for form in read))


def _forms(catalogue: Catalogue, rule: Rule, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    seen |= {rule.id}
    measured = getattr(catalogue.provisions[rule.provision], "indicator", None)
    if measured and measured in catalogue.indicators:
        yield catalogue.indicators[measured].form
    for space, name in mentions(rule.options):
        if space == "form":
            yield name
        elif space == "indicator" and name in catalogue.indicators:
            yield catalogue.indicators[name].form
        elif space == "rule":
            for other in catalogue.rules:
                if other.id == name and other.id not in seen:
                    yield from _forms(catalogue, other, seen)
