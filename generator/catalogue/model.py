"""The declared world as frozen values: notice, clauses, provisions, units, forms, rules.

Field names are those of the YAML files, so that a reader of one can read the other. Dates are
inclusive. Everything keeps the notice's order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, TypeAlias
from unicodedata import normalize

from generator.calendar import Month, WorkCalendar

Scalar: TypeAlias = str | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The paper by which the office decided."""

    paper: str
    date: date


# --- the notice ----------------------------------------------------------------------------------


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

    @property
    def provisions(self) -> list[Provision]:
        """All of them, in the order in which their words stand in the text."""
        body = squeeze(self.text)

        def position(provision: Provision) -> tuple[bool, int]:
            found = body.find(squeeze(provision.quote))
            return found < 0, found

        every: list[Provision] = [
            *self.targets,
            *self.cadences,
            *self.deliverables,
            *self.lists,
            *self.escalations,
            *self.references,
            *self.commitments,
        ]
        return sorted(every, key=position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    id: str
    number: str
    title: str
    tasks: tuple[Clause, ...]


# --- units ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    name: str
    from_: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    id: str
    kind: str
    name: str
    full_name: str = ""
    aliases: tuple[Alias, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    files: tuple[str, ...] = ()
    note: str = ""

    @property
    def names(self) -> list[str]:
        """Every way in which a text may call it, the usual one first."""
        own = [self.name, self.full_name] if self.full_name else [self.name]
        return own + [alias.name for alias in self.aliases]

    def exists_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: str
    name: str
    membership: str
    members: tuple[str, ...]
    basis: str
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItem:
    id: str
    name: str
    category: str
    unit: str | None = None
    placeholder: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Things to be covered one by one; only items of the ``counted`` categories count."""

    id: str
    name: str
    expected: int
    counted: tuple[str, ...]
    items: tuple[RegisterItem, ...]
    basis: str
    quote: str = ""
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    note: str = ""

    def counted_items(self) -> list[RegisterItem]:
        return [item for item in self.items if item.category in self.counted]


# --- forms and filing ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumValue:
    value: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    id: str
    header: str
    type: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    unit: str = ""
    min: float | None = None
    max: float | None = None
    pattern: str | None = None
    max_length: int | None = None
    values: tuple[EnumValue, ...] = ()
    to: str | None = None
    equals: str | None = None
    at_most: str | None = None
    cumulative: bool = False
    role: str | None = None
    help: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a CSV of one kind must look like. ``every`` names the month in which it is due."""

    id: str
    name: str
    purpose: str
    filers: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    basis: str
    every: str | None = None
    months: tuple[int, ...] = ()
    zero_report: str | None = None
    audience: str = "public"
    decision: Decision | None = None
    note: str = ""

    def column(self, column_id: str) -> Column:
        return next(column for column in self.columns if column.id == column_id)

    def with_role(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReading:
    """Another way to read the deadline; what is None is as in the policy."""

    id: str
    name: str
    inclusive: bool | None = None
    roll: str | None = None
    time: str | None = None
    month_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingPolicy:
    provision: str
    every: str
    first: Month
    last: Month
    day: int
    inclusive: bool
    time: str
    roll: str
    basis: str
    month_offset: int = 0
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    note: str = ""
    readings: tuple[FilingReading, ...] = ()
    max_file_bytes: int = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    name: str
    from_: date
    to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    year: int
    source: str
    holidays: tuple[Holiday, ...]
    workdays: tuple[date, ...]


# --- indicators, questions, rules ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What a cell must satisfy; every part that is given holds."""

    column: str
    is_: Scalar | None = None
    in_: tuple[Scalar, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    meets: str | None = None
    titled: str | None = None


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
    questions: tuple[str, ...] = ()
    audience: str = "public"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    paper: str
    date: date
    text: str


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
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one provision is judged. ``options`` are the fields that the rule's kind adds."""

    id: str
    kind: str
    provision: str
    basis: str
    title: str = ""
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    audience: str = "public"
    note: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataNote:
    """What every page says of the filings as a whole, such as 示例数据."""

    label: str
    note: str


# --- all of it -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything that is declared, read once and never changed."""

    notice: Notice
    notice_text: str
    preamble: tuple[Clause, ...]
    sections: tuple[Section, ...]
    requirements: tuple[Clause, ...]
    kinds: tuple[UnitKind, ...]
    units: Mapping[str, Unit]
    groups: Mapping[str, Group]
    registers: Mapping[str, Register]
    forms: Mapping[str, Form]
    indicators: Mapping[str, Indicator]
    questions: Mapping[str, Question]
    rules: tuple[Rule, ...]
    filing: FilingPolicy
    workdays: WorkCalendar
    data_note: DataNote | None = None

    @cached_property
    def duties(self) -> tuple[Clause, ...]:
        """Tasks and requirements: the clauses that name responsible units."""
        tasks = [task for section in self.sections for task in section.tasks]
        return (*tasks, *self.requirements)

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        return {clause.id: clause for clause in (*self.preamble, *self.duties)}

    @cached_property
    def provisions(self) -> Mapping[str, Provision]:
        return {
            provision.id: provision
            for clause in self.clauses.values()
            for provision in clause.provisions
        }

    @cached_property
    def clause_of(self) -> Mapping[str, Clause]:
        """The clause of each provision."""
        return {
            provision.id: clause
            for clause in self.clauses.values()
            for provision in clause.provisions
        }

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rules:
            found[rule.provision] = (*found.get(rule.provision, ()), rule)
        return found

    def members(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Units, groups and kinds spelt out as units, each once, in the order given."""
        return tuple(dict.fromkeys(unit for name in ids for unit in self._spelt_out(name)))

    def owners(self, provision: Provision) -> tuple[str, ...]:
        """The units that answer for a provision."""
        return self.members(provision.owners or self.clause_of[provision.id].responsible)

    def filers(self) -> list[Unit]:
        """The units that have anything to file, in the notice's order."""
        return [unit for unit in self.units.values() if unit.files]

    def is_open(self, questions: tuple[str, ...]) -> list[Question]:
        """Those of the questions that nobody has settled."""
        return [self.questions[name] for name in questions if self.questions[name].status == "open"]

    def _spelt_out(self, name: str) -> Iterator[str]:
        if name in self.units:
            yield name
        elif name in self.groups:
            yield from self.groups[name].members
        else:
            yield from (unit.id for unit in self.units.values() if unit.kind == name)


def bare(header: str) -> str:
    """A column header less white space, the mark of a required field, and full-width forms."""
    return squeeze(normalize("NFKC", header)).strip("*")


def squeeze(text: str) -> str:
    """The text without white space: the form in which quotes are compared."""
    return "".join(text.split())
