"""Which verdicts a provision has, and how those of several rules on it are told apart."""

from __future__ import annotations

from collections.abc import Sequence

from ..catalogue.model import Catalogue, Commitment, Provision, Rule

_ONLY_SHOW = ("yardstick", "reconciliation")


def stands(provision: Provision, rules: Sequence[Rule]) -> bool:
    """Whether a provision is (also) judged by what it is: no rule judges it, or all only show."""
    return not rules or (isinstance(provision, Commitment) and all(map(_only_shows, rules)))


def mark(catalogue: Catalogue, rule: Rule) -> str:
    """What a rule adds to the ids of its verdicts: nothing for the first that judges a provision."""
    rules = catalogue.rules_of[rule.provision]
    first = rules[0].id == rule.id and not stands(catalogue.provisions[rule.provision], rules)
    return "" if first else f"+{rule.id}"


def _only_shows(rule: Rule) -> bool:
    return rule.kind in _ONLY_SHOW or (rule.kind == "ratio" and not rule.options.get("whole"))
