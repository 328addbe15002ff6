"""Which verdicts a provision has, and how those of several rules on it are told apart."""

from __future__ import annotations

from collections.abc import Sequence

from ..catalogue.model import Catalogue, Commitment, Provision, Rule


def stands(provision: Provision, rules: Sequence[Rule]) -> bool:
    """Whether a provision is (also) judged by what it is: no rule judges it, or all only show."""
    only_shown = all(rule.options.only_shows for rule in rules)
    return not rules or (isinstance(provision, Commitment) and only_shown)


def mark(catalogue: Catalogue, rule: Rule) -> str:
    """What a rule adds to the ids of its verdicts: nothing for the first that judges a provision."""
    rules = catalogue.rules_of[rule.provision]
    first = rules[0].id == rule.id and not stands(catalogue.provisions[rule.provision], rules)
    return "" if first else f"+{rule.id}"
