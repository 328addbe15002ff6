"""The rule kinds, a closed set: one module, one schema and one test file each.

A kind is a module with ``judge(case, rule)``, which yields the verdicts of one rule. It takes the
fields of its schema as its ``Options``, and knows nothing of any city.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from ...catalogue.model import Rule
from ..case import Case
from ..verdict import Verdict
from . import (
    cadence,
    candidates,
    completeness,
    count,
    coverage,
    document,
    escalation,
    filing_deadline,
    invariant,
    ranking,
    ratio,
    reconciliation,
    register,
    sample,
    threshold,
    yardstick,
)


class Kind(Protocol):
    """What every module of a rule kind offers."""

    def judge(self, case: Case, rule: Rule) -> Iterator[Verdict]: ...


KINDS: Mapping[str, Kind] = {
    module.__name__.rpartition(".")[2]: module
    for module in (
        filing_deadline,
        threshold,
        ratio,
        count,
        coverage,
        cadence,
        document,
        completeness,
        register,
        sample,
        ranking,
        escalation,
        candidates,
        yardstick,
        reconciliation,
        invariant,
    )
}
"""By the name that rules/ gives them, which is the module's."""
