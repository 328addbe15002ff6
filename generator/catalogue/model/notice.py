"""The notice: its particulars, its clauses, and the provisions that they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from .words import squeeze


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The paper by which the office decided."""

    paper: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The words of the notice behind one of its own particulars, such as its number."""

    id: str
    states: str
    quote: str
    basis: str
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    name: str
    doc_no: str
    title: str
    issuer: str
    issued: date
    plan_year: int
    text: str
    sources: tuple[Source, ...]
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One thing that a clause asks for. ``owners`` empty means the clause's responsible units."""

    kind: ClassVar[str]
    kind_name: ClassVar[str]

    id: str
    quote: str
    basis: str
    title: str = ""
    decision: Decision | None = None
    owners: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    audience: str = "public"
    note: str = ""

    @property
    def name(self) -> str:
        return self.title or self.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    date: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Provision):
    """A number to reach: once by ``due``, at ``checkpoints``, in ``each`` period, or always."""

    kind = "target"
    kind_name = "目标"

    operator: str
    indicator: str | None = None
    value: float | None = None
    external_value: str | None = None
    checkpoints: tuple[Checkpoint, ...] = ()
    due: date | None = None
    each: str | None = None
    wording: str | None = None
    tolerance: float = 0

    def numbers(self) -> list[float]:
        values = [] if self.value is None else [self.value]
        return values + [checkpoint.value for checkpoint in self.checkpoints]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence(Provision):
    """Something that happens again and again."""

    kind = "cadence"
    kind_name = "频次"

    every: str | None = None
    months: tuple[int, ...] = ()
    unspecified: str | None = None
    times: int = 1
    day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable(Provision):
    """A document to issue, or a result to hand over."""

    kind = "deliverable"
    kind_name = "成果"

    document: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Provision):
    """Things named one by one; ``open`` when the notice ends the list with 等."""

    kind = "list"
    kind_name = "清单"

    items: tuple[str, ...]
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Provision):
    """Measures that people decide on; the system only brings matters before them."""

    kind = "escalation"
    kind_name = "督导问责"

    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Provision):
    """A number for orientation, never for comparison."""

    kind = "reference"
    kind_name = "参考值"

    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Provision):
    """Work without number or date, attested by narrative."""

    kind = "commitment"
    kind_name = "工作要求"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A task, a requirement, or a part of the text before them."""

    id: str
    title: str
    text: str
    number: str = ""
    responsible: tuple[str, ...] = ()
    responsible_quote: str = ""
    note: str = ""
    questions: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    cadences: tuple[Cadence, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    lists: tuple[Listing, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    references: tuple[Reference, ...] = ()
    commitments: tuple[Commitment, ...] = ()

    def keeping(self, keeps: Callable[[Provision], bool]) -> Clause:
        """The clause with those provisions only that are kept."""
        kept: dict[str, Any] = {
            plural: tuple(provision for provision in getattr(self, plural) if keeps(provision))
            for plural in _PROVISIONS
        }
        return replace(self, **kept)

    @property
    def provisions(self) -> list[Provision]:
        """All of them, in the order in which their words stand in the text."""
        body = squeeze(self.text)

        def position(provision: Provision) -> tuple[bool, int]:
            found = body.find(squeeze(provision.quote))
            return found < 0, found

        every = [provision for plural in _PROVISIONS for provision in getattr(self, plural)]
        return sorted(every, key=position)


_PROVISIONS = (
    "targets",
    "cadences",
    "deliverables",
    "lists",
    "escalations",
    "references",
    "commitments",
)
"""The fields of a clause that hold what it asks for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    id: str
    number: str
    title: str
    tasks: tuple[Clause, ...]
