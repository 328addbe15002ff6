"""A verdict: what was asked, what was found, how it was computed, and why it comes out as it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..ledger import Cell


class State(StrEnum):
    """How an obligation stands. Only MET and ON_TRACK are green."""

    MET = "met"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    OVERDUE = "overdue"
    MISSING_REPORT = "missing_report"
    AT_RISK = "at_risk"
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
    State.AT_RISK,
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


GREEN = (State.MET, State.ON_TRACK)
ATTENTION = (State.OVERDUE, State.BEHIND, State.MISSING_REPORT)
"""The failures."""

URGENT = (*ATTENTION, State.AT_RISK)
"""What a reader is shown first: the failures, then what may become one."""

AHEAD = (State.NOT_DUE, State.AT_RISK)
"""Not reached, and still to come."""

ORDER = (
    (State.MISSING_REPORT, State.OVERDUE, State.BEHIND),
    (State.AT_RISK,),
    (State.CANNOT_JUDGE, State.DEPENDS_ON_DEFINITION),
    (State.NOT_DUE, State.INFORMATIONAL, State.ATTESTED),
    (State.ON_TRACK,),
    (State.MET,),
)
"""States from the worst to the best, those that are as good as one another together.

What is put before people to decide is neither good nor bad, and has no place in it.
"""


def gravest(states: Iterable[State]) -> State | None:
    """The state that needs attention first, or None of none."""
    return min(states, key=GRAVITY.index, default=None)


def rank(state: State) -> int | None:
    """How good a state is: its place in ORDER, None outside."""
    return next((place for place, equals in enumerate(ORDER) if state in equals), None)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation: what it is in words, its figure, the steps and cells it rests on."""

    says: str
    value: float | None = None
    unit: str = ""
    steps: tuple[Step, ...] = ()
    cells: tuple[Cell, ...] = ()

    def every_cell(self) -> Iterator[Cell]:
        yield from self.cells
        for step in self.steps:
            yield from step.every_cell()


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
class Proposal:
    """What a rule puts before the people who decide; never a decision.

    ``subject`` is a unit or an item of a register, ``since`` the day on which the filings were in
    that call for it, ``readings`` the ways of counting by which they do.
    """

    provision: str
    measure: str
    proposes: str
    subject: str
    name: str
    period: str
    since: date
    reason: str
    readings: tuple[str, ...] = ()
    audience: str = "public"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One obligation judged on one day.

    ``subject`` is the unit whose figures are judged (None: all together), ``item`` the item of a
    register that it is about, ``owners`` the units that answer for it. ``period`` and ``due`` say
    for when; ``value``, ``threshold`` and ``gap`` are in ``unit``, the gap being threshold minus
    value (0 or less when reached). ``next`` says what to file to change it. Of the verdicts of one
    obligation over time only the ``binding`` one says how it stands; the others are its history and
    its future. ``stage`` names the one of them that this is, ``start`` and ``due`` are its days;
    ``data_day`` is the day of which the figures tell. ``word`` is what its state is called where the
    usual word would say too little, such as 迟报. ``exceptions`` are the ids of what the office entered
    about it: extensions, exemptions, statements.
    """

    id: str
    state: State
    provision: str
    clause: str
    rule: str | None
    kind: str | None
    subject: str | None
    owners: tuple[str, ...]
    sentence: str
    quote: str
    basis: str
    audience: str
    item: str | None = None
    period: str | None = None
    stage: str = ""
    start: date | None = None
    due: date | None = None
    data_day: date | None = None
    value: float | None = None
    threshold: float | None = None
    gap: float | None = None
    unit: str = ""
    next: str = ""
    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    steps: tuple[Step, ...] = ()
    predates_issue: bool = False
    binding: bool = True
    word: str = ""
    exceptions: tuple[str, ...] = ()

    @property
    def lineage(self) -> tuple[Cell, ...]:
        """Every cell that the computation rests on, each once."""
        return tuple(dict.fromkeys(cell for step in self.steps for cell in step.every_cell()))
