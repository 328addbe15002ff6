"""A verdict: what was asked, what was found, how it was computed, and why it comes out as it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..calendar import Month
from ..catalogue.model.terms import Audience, Basis
from ..ledger import Cell, Cells
from ..words.states import State, gravest
from .recorded import History

TOGETHER = "共同承担"
"""Whose a verdict about the whole is: everyone's that the clause names, and nobody's alone."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a computation: what it is in words, its figure in ``unit`` or None, and the steps
    and cells that it rests on."""

    says: str
    value: float | None = None
    unit: str = ""
    steps: tuple[Step, ...] = ()
    cells: Sequence[Cell] = ()

    def every_cell(self) -> Iterator[Cell]:
        """Its own and those of the steps below it, as they come; a cell may come again."""
        yield from self.cells
        for step in self.steps:
            yield from step.every_cell()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one way of reading the rule gives, in the unit of the verdict. ``met`` is None where it
    cannot be told."""

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
    audience: Audience = "public"


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
    about it: extensions, exemptions, statements. ``month`` is that of the filing which it is about,
    ``records`` are those that it follows, by id.
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
    basis: Basis
    audience: Audience
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
    month: Month | None = None
    records: tuple[History, ...] = ()

    @property
    def lineage(self) -> Cells:
        """Every cell that the computation rests on, each once."""
        return Cells(lambda: dict.fromkeys(c for step in self.steps for c in step.every_cell()))

    @property
    def called(self) -> str:
        """What its state is called: by its own word, else by the usual one."""
        return self.word or self.state.word


def common(verdicts: Iterable[Verdict]) -> tuple[State | None, str]:
    """How some verdicts stand together: the gravest state, and what it is called where all that
    stand so have one word for it."""
    every = tuple(verdicts)
    state = gravest(verdict.state for verdict in every)
    words = {verdict.word for verdict in every if verdict.state == state}
    return state, words.pop() if len(words) == 1 else ""
