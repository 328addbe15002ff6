"""What is judged and how: indicators, open questions, rules, methods, and what the office decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeAlias

from .notice import Decision

Scalar: TypeAlias = str | float | bool
Day: TypeAlias = date
"""For classes in which ``date`` is a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a cell must satisfy; every part that is given holds.

    ``of_kind`` is the kind of the unit that it names, ``filled`` whether it holds anything at all.
    """

    column: str
    is_: Scalar | None = None
    in_: tuple[Scalar, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    meets: str | None = None
    titled: str | None = None
    of_kind: str | None = None
    filled: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One number from rows: a sum, a count of filled cells, or a count of distinct values."""

    sum: str | None = None
    count: str | None = None
    distinct: str | None = None
    where: tuple[Condition, ...] = ()

    @property
    def column(self) -> str:
        return self.sum or self.count or self.distinct or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReading:
    """One way to compute an indicator whose definition is open; None means as declared."""

    id: str
    name: str
    numerator: Measure | None = None
    denominator: Measure | None = None
    where: tuple[Condition, ...] = ()
    each: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number from rows of a form. ``deed`` says what is to be done when it falls short, ``move`` what
    could be done within the total where the numerator is a part of it; both have a place for the amount.
    """

    id: str
    name: str
    unit: str
    form: str
    accumulation: str
    numerator: Measure
    denominator: Measure | None = None
    where: tuple[Condition, ...] = ()
    per: float = 100
    as_of: str | None = None
    readings: tuple[IndicatorReading, ...] = ()
    decimals: int = 1
    deed: str = ""
    move: str = ""
    questions: tuple[str, ...] = ()
    audience: str = "public"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How the office settled a question; ``chooses`` are the ids of the readings it adopted."""

    paper: str
    date: date
    text: str
    chooses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something the notice leaves open, with the default in use until the office decides."""

    id: str
    clauses: tuple[str, ...]
    quote: str
    question: str
    default: str
    status: str
    readings: tuple[str, ...] = ()
    effect: str = ""
    words: tuple[str, ...] = ()
    resolution: Resolution | None = None

    def on(self, day: date) -> Question:
        """The question as it stood on a day: what was settled later is still open."""
        if self.resolution is None or self.resolution.date <= day:
            return self
        return replace(self, status="open", resolution=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one provision is judged. ``options`` are the fields that the rule's kind adds.

    It applies from ``from_``, else from the day of its decision, else always, to ``until``.
    ``declared`` is its file and line, ``written`` its YAML.
    """

    id: str
    kind: str
    provision: str
    basis: str
    title: str = ""
    from_: date | None = None
    until: date | None = None
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    audience: str = "public"
    note: str = ""
    declared: str = ""
    written: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    def in_force(self, day: date) -> bool:
        begun = self.from_ or (self.decision.date if self.decision else None)
        return (begun is None or begun <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped:
    """The fields by which a rule says whose figures it judges: those units, each or together."""

    subjects: tuple[str, ...] = ()
    scope: str = "each"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A column of scores and its weight."""

    column: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How things are scored before they are ranked: one version of one method."""

    id: str
    name: str
    version: str
    best: str
    components: tuple[Component, ...]
    several: str
    basis: str
    decimals: int = 2
    decision: Decision | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredDecision:
    """What the office decided about a unit or an item of a register; the software only lists it."""

    id: str
    provision: str
    measure: str
    subject: str
    paper: str
    date: date
    period: str = ""
    reason: str = ""
    lifted: Decision | None = None
    audience: str = "public"
    note: str = ""

    def on(self, day: Day) -> RegisteredDecision:
        """As it stood on a day: what was lifted later still held."""
        lifted = self.lifted if self.lifted and self.lifted.date <= day else None
        return replace(self, lifted=lifted)
