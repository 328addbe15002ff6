"""A verdict: what was asked, what was found, and why it comes out as it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.ledger import Cell


class State(StrEnum):
    """How an obligation stands. Only MET and ON_TRACK are green."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OVERDUE = "overdue"
    MISSING_REPORT = "missing_report"
    NOT_DUE = "not_due"
    INFORMATIONAL = "informational"
    ATTESTED = "attested"
    CANNOT_JUDGE = "cannot_judge"
    DEPENDS_ON_DEFINITION = "depends_on_definition"
    FOR_DECISION = "for_decision"


GRAVITY = (
    State.OVERDUE,
    State.BEHIND,
    State.MISSING_REPORT,
    State.DEPENDS_ON_DEFINITION,
    State.CANNOT_JUDGE,
    State.FOR_DECISION,
    State.ON_TRACK,
    State.MET,
    State.ATTESTED,
    State.NOT_DUE,
    State.INFORMATIONAL,
)
"""States from the one that needs attention first."""


def gravest(states: Iterable[State]) -> State | None:
    """The state that needs attention first, or None of none."""
    return min(states, key=GRAVITY.index, default=None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of reading the rule gives. ``met`` is None where it cannot be told."""

    id: str
    name: str
    value: float | None
    threshold: float | None
    met: bool | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One obligation judged on one day.

    ``subject`` is the unit whose figures are judged (None: all together), ``owners`` the units that
    answer for it. ``period`` and ``due`` say for when; ``value``, ``threshold`` and ``gap`` are in
    ``unit``, the gap being threshold minus value (0 or less when reached). Of the verdicts of one
    obligation over time only the ``binding`` one says how it stands; the others are its history and
    its future.
    """

    id: str
    state: State
    provision: str
    clause: str
    rule: str | None
    subject: str | None
    owners: tuple[str, ...]
    sentence: str
    quote: str
    basis: str
    audience: str
    period: str | None = None
    due: date | None = None
    value: float | None = None
    threshold: float | None = None
    gap: float | None = None
    unit: str = ""
    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[str, ...] = ()
    lineage: tuple[Cell, ...] = ()
    predates_issue: bool = False
    binding: bool = True
