"""Rules: how provisions are judged, and what others may ask of a rule without knowing its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, ClassVar, TypeAlias

from ...calendar import Every
from ...frozen import dataclass
from ..declare import DECIDED, OURS, Day, Meta, Slug, record
from .filing import Form
from .notice import Provision
from .rules import Condition, Indicator, Method
from .terms import NOWHERE, Audience, Basis, Decision, Line, Note, Questions, Scope, Subjects
from .units import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to read what is open."""

    id: Annotated[Slug, Meta("编号", "读法编号", example="strict")]
    name: Annotated[str, Meta("名称", "口径说明")]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Things that are followed one by one, as a city speaks of them: what they are, in which measure
    word they are counted, and what is done with one in the end (问题, 个, 销号)."""

    thing: str
    word: str
    verb: str


@dataclass(frozen=True, slots=True)
class DatedRows:
    """Rows of a form that count by their day: the column of the day, the one by which a row is told apart ('' for
    none), and what a row has to say."""

    form: str
    dated_by: str
    distinct: str
    where: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields that a kind adds to a rule: every kind has a class of these, and what it says here of
    itself is all that anybody else knows of it.

    ``pace``, ``subjects``, ``every`` and ``readings``, ``indicator``, and of rows ``form``, ``dated_by``, ``distinct``
    and ``where`` mean the same in every kind that has them.
    """

    charted: ClassVar[bool] = False
    """Whether its figure means the same each month, so that months stand beside one another."""

    by_dates: ClassVar[bool] = False
    """Whether a number is to be reached by a day, so that time gone can stand beside it."""

    finds_short: ClassVar[bool] = True
    """Whether its verdicts say of a unit that it falls short of something."""

    unit_by_unit: ClassVar[bool] = False
    """Whether the units that answer are judged one after the other, so that what one files has no say in another."""

    numbers: ClassVar[tuple[str, ...]] = ()
    """The fields that put a number on words of the notice."""

    by_itself: ClassVar[tuple[str, ...]] = ()
    """The fields of a provision that say all that a rule of this kind needs, so that none is to be written."""

    @property
    def only_shows(self) -> bool:
        """Whether it judges nothing: the provision stands by what it is besides."""
        return False

    @property
    def evenly(self) -> bool:
        """Whether progress in step with time is asked for, beyond what the notice says."""
        return getattr(self, "pace", None) == "even"

    @property
    def named(self) -> tuple[str, ...]:
        """The units, groups and kinds whose figures it judges; () for those that answer."""
        subjects: tuple[str, ...] = getattr(self, "subjects", ())
        return subjects

    @property
    def rhythm(self) -> Every | None:
        """The periods in which it looks where the provision names none."""
        every: Every | None = getattr(self, "every", None)
        return every

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The ids of the readings that stand side by side while a question is open."""
        return tuple(reading.id for reading in getattr(self, "readings", ()))

    @property
    def covers(self) -> str:
        """The register whose items each have their turn; '' for none."""
        return ""

    @property
    def stations(self) -> tuple[str, ...]:
        """The states through which its records go; () where it follows no records."""
        return ()

    @property
    def records(self) -> Recorded | None:
        """What its records are called; None where it follows none."""
        return None

    @property
    def figure(self) -> str:
        """The indicator of its own by which it judges; '' for none."""
        return getattr(self, "indicator", "")

    @property
    def rows_by_day(self) -> DatedRows | None:
        """The rows that it looks at by their day; None where it looks at none such."""
        form, day = getattr(self, "form", ""), getattr(self, "dated_by", None)
        distinct, where = getattr(self, "distinct", None), getattr(self, "where", ())
        return DatedRows(form, day, distinct or "", where) if form and day else None

    def check(self, rule: Rule, given: Given) -> Iterator[Wrong]:
        """What no schema sees, on typed values; references may still lead nowhere."""
        yield from ()


Kinds: TypeAlias = Mapping[str, type[Options]]
"""The kinds of rules that there are, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoped(Options):
    """Those by which units are judged, each by itself or all together."""

    subjects: Subjects = ()
    scope: Scope = "each"


@record("规则", "一条判定规则", DECIDED)
@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How one provision is judged. ``options`` are the fields that the rule's kind adds.

    It applies from ``from_``, else from the day of its decision, else always, to ``until``.
    ``declared`` is its file and line, ``written`` its YAML.
    """

    id: Annotated[Slug, Meta("编号", "规则编号", defines="rule", example="fund-checkpoints")]
    kind: Annotated[str, Meta("类别", "")]
    title: Annotated[str, Meta("名称", "规则名称，写进判定理由")] = ""
    provision: Annotated[str, Meta("条文事项", "判定 tasks.yaml 中的哪一项", names=("provision",))]
    basis: Basis = "assumed"
    from_: Annotated[
        Day | None,
        Meta(
            "自何日起",
            "从这一天起适用；不写时自决定之日起，没有决定的一直适用",
            example="2023-07-01",
        ),
    ] = None
    until: Annotated[
        Day | None, Meta("至何日止", "适用到这一天（含）；不写即一直适用", example="2023-07-01")
    ] = None
    decision: Decision | None = None
    questions: Questions = ()
    audience: Audience = "public"
    note: Note = ""
    declared: Annotated[Line, OURS] = NOWHERE
    written: Annotated[str, OURS] = ""
    options: Annotated[Options, OURS] = Options()

    def in_force(self, day: date) -> bool:
        """Whether it applies on a day."""
        begun = self.from_ or (self.decision.date if self.decision else None)
        return (begun is None or begun <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that is declared around a rule, by id, as far as it could be read."""

    provisions: Mapping[str, Provision]
    rules: Mapping[str, Rule]
    forms: Mapping[str, Form]
    registers: Mapping[str, Register]
    indicators: Mapping[str, Indicator]
    methods: Mapping[str, Method]
    kinds: Kinds
    """By their titles."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A fault at a place in a rule, or in the method that it names."""

    at: tuple[str | int, ...]
    message: str
    hint: str
    value: object = None
    code: str = "E525"
    method: Method | None = None
