"""A verdict: what was asked, what was found, how it was computed, and why it comes out as it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, fields, replace
from datetime import date
from typing import TypeAlias

from .. import wording
from ..calendar import Term
from ..catalogue.model.terms import Audience, Basis
from ..frozen import dataclass
from ..ledger import Cell, Lineage
from ..words.states import State, gravest
from .clock import Clock, noted
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
class Remedy:
    """What nobody but the office can do about a verdict: a number, a rule, a word of its own.

    ``does`` is the deed, ``where`` the file and the field of it, which only the office is told.
    """

    does: str
    where: str = ""

    def told(self, audience: Audience) -> str:
        """The request to the office, as an edition may have it."""
        where = f"，{self.where}" if self.where and audience == "internal" else ""
        return f"请办公室{self.does}{where}。"


Words: TypeAlias = str | Callable[[], str]
"""A text, or what puts it together."""

Advice: TypeAlias = str | Remedy | Callable[[], str | Remedy]
"""What is to be done next, or what puts it together."""

Computation: TypeAlias = tuple[Step, ...] | Callable[[], tuple[Step, ...]]
"""Steps, or what puts them together."""


@dataclass(frozen=True, eq=False)
class Writing:
    """What is written of a verdict: how it stands, what to do next, and the steps of the computation.

    None of it is put together before somebody reads it: of an earlier day most is read by nobody.
    ``audience`` is the edition for which it is written, ``clock`` that of the day on which it was judged: on
    another day the words may be others, though it stands as it stood.
    """

    say: Words
    advise: Advice = ""
    compute: Computation = ()
    audience: Audience = "internal"
    clock: Clock = field(default_factory=lambda: Clock(date.min))

    @noted
    def sentence(self) -> str:
        """How it stands, and why."""
        return wording.plain_years(self.say if isinstance(self.say, str) else self.say())

    @noted
    def next(self) -> str:
        """What to file to change it, '' for nothing."""
        advice = self._advice
        told = advice.told(self.audience) if isinstance(advice, Remedy) else advice
        return wording.plain_years(told)

    @property
    def remedy(self) -> Remedy | None:
        """What the office has to do first, None where it is for others."""
        return self._advice if isinstance(self._advice, Remedy) else None

    @noted
    def _advice(self) -> str | Remedy:
        return self.advise() if callable(self.advise) else self.advise

    @noted
    def steps(self) -> tuple[Step, ...]:
        """The computation, with the cells that it rests on."""
        return self.compute if isinstance(self.compute, tuple) else self.compute()

    def again(self, clock: Clock, judge: Callable[[], Writing]) -> Writing:
        """What is written of the same verdict on another day, on which it is judged when somebody reads it."""
        return Writing(
            lambda: judge().sentence,
            lambda: judge()._advice,
            lambda: judge().steps,
            self.audience,
            clock,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Writing) and self._read == other._read

    def __hash__(self) -> int:
        return hash(self._read)

    @property
    def _read(self) -> tuple[str, str, tuple[Step, ...]]:
        return self.sentence, self.next, self.steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """How one obligation stands on one day, without a word on why.

    ``subject`` is the unit whose figures are judged (None: all together), ``item`` the item of a register
    that it is about, ``owners`` the units that answer for it. ``period`` and ``due`` say for when;
    ``value``, ``threshold`` and ``gap`` are in ``unit``, the gap being threshold minus value (0 or less
    when reached); of a range ``threshold`` is the high end, ``low`` the other one, and the gap is to the
    nearest (0 inside). Of the verdicts of one obligation over time only the ``binding`` one says how it stands;
    the others are its history and its future. ``stage`` names the one of them that this is, ``start`` and
    ``due`` are its days; ``data_day`` is the day of which the figures tell. ``word`` is what its state is
    called where the usual word would say too little, such as 迟报. ``month`` is that of the filing which it
    is about.
    """

    id: str
    state: State
    provision: str
    clause: str
    rule: str | None
    kind: str | None
    subject: str | None
    owners: tuple[str, ...]
    item: str | None = None
    period: str | None = None
    stage: str = ""
    start: date | None = None
    due: date | None = None
    data_day: date | None = None
    value: float | None = None
    threshold: float | None = None
    low: float | None = None
    gap: float | None = None
    unit: str = ""
    predates_issue: bool = False
    binding: bool = True
    word: str = ""
    month: Term | None = None

    @property
    def called(self) -> str:
        """What its state is called: by its own word, else by the usual one."""
        return self.word or self.state.word


SETTLED = tuple(field.name for field in fields(Settled))
"""The names of its fields, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Settled):
    """One obligation judged on one day, with all that is said of it.

    Its ``writing`` is for who reads it. ``exceptions`` are the ids of what the office entered about it:
    extensions, exemptions, statements. ``records`` are those that it follows, by id.
    """

    writing: Writing = field(repr=False)  # it holds the whole case
    quote: str
    basis: Basis
    audience: Audience
    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    exceptions: tuple[str, ...] = ()
    records: tuple[History, ...] = ()

    @property
    def settled(self) -> Settled:
        """How it stands, and nothing of what is said of it."""
        return Settled(**{name: getattr(self, name) for name in SETTLED})

    @property
    def sentence(self) -> str:
        """How it stands, and why, in words."""
        return self.writing.sentence

    @property
    def next(self) -> str:
        """What to file to change it, '' for nothing."""
        return self.writing.next

    @property
    def remedy(self) -> Remedy | None:
        """What the office has to do first, None where it is for others."""
        return self.writing.remedy

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of the computation."""
        return self.writing.steps

    @property
    def lineage(self) -> Lineage:
        """Every cell that the computation rests on, each once."""
        return Lineage(lambda: dict.fromkeys(c for step in self.steps for c in step.every_cell()))


class Either:
    """A verdict as it binds, and as it does not where another one of its obligation does."""

    __slots__ = ("_passed", "binds")

    def __init__(self, binds: Verdict) -> None:
        self.binds = binds
        self._passed: Verdict | None = None

    def of(self, *, binding: bool) -> Verdict:
        """One of the two, the same one whenever it is asked for."""
        if binding:
            return self.binds
        if self._passed is None:
            self._passed = replace(self.binds, binding=False)
        return self._passed


def common(verdicts: Iterable[Settled]) -> tuple[State | None, str]:
    """How some verdicts stand together: the gravest state, and what it is called where all that
    stand so have one word for it."""
    every = tuple(verdicts)
    state = gravest(verdict.state for verdict in every)
    words = {verdict.word for verdict in every if verdict.state == state}
    return state, words.pop() if len(words) == 1 else ""
