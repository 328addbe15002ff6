"""The notices of a root: the first one, whose the plan is, and later ones that add to it or amend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import date
from pathlib import PurePath
from typing import Annotated, Any, Self, TypeAlias

from ...calendar import Every, last_day
from ...frozen import dataclass
from ..declare import DECIDED, AnyOf, Day, Meta, record
from ..phrases import Phrase
from .asks import Checkpoint, Periods
from .notice import Cadence, Clause, Deliverable, Provision, Section, Target, Task
from .particulars import Notice
from .terms import PERIODS, Basis, Decision, MonthNumber, Note, Questions, Quote, ReadAs


@record(
    "修订",
    "后发的通知对已有目标、频次、成果的修订：从某一天起改数量或期限，只写改了的；此前的节点仍按原来的判定",
    DECIDED,
    AnyOf("value", "due", "checkpoints", "periods", "every", "months", "times", "day"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """What a later notice asks for instead, from a day on; what is not written stays as it was."""

    provision: Annotated[
        str, Meta("事项", "修订哪一项", names=("target", "cadence", "deliverable"), example="T10-3")
    ]
    quote: Quote
    since: Annotated[
        Day | None, Meta("自何日起", "从哪一天起按修订的要求，缺省为本通知的印发日期")
    ] = None
    from_: Annotated[
        str, Meta("出自", "原文在附件或表里时，写附件或表的标题那一行开头的字", example="附件1")
    ] = ""
    reads: Annotated[
        Mapping[str, ReadAs],
        Meta("读作", "原文中的话读作多少或哪一天", example="{上半年: 2023-06-30}"),
    ] = field(default_factory=dict)
    basis: Basis = "notice"
    decision: Decision | None = None
    questions: Questions = ()
    note: Note = ""
    value: Annotated[float | None, Meta("目标值", "改后的数量要求")] = None
    due: Annotated[Day | None, Meta("期限", "改后的期限（含当日）")] = None
    checkpoints: Annotated[
        tuple[Checkpoint, ...], Meta("时间节点", "改后的各个节点，日期由早到晚", least=1)
    ] = ()
    periods: Periods = field(default_factory=dict)
    every: Annotated[Every | None, PERIODS, Meta("频次", "改后多久一次")] = None
    months: Annotated[tuple[MonthNumber, ...], Meta("指定月份", "改后只在这些月份进行")] = ()
    times: Annotated[int | None, Meta("次数", "改后每个周期至少几次", least=1)] = None
    day: Annotated[int | None, Meta("日", "改后每个周期的几号前", least=1, most=31)] = None

    @property
    def changes(self) -> tuple[str, ...]:
        """The fields that it sets anew."""
        return tuple(name for name in CHANGED if getattr(self, name) not in (None, (), {}))


CHANGED = ("value", "due", "checkpoints", "periods", "every", "months", "times", "day")
"""The fields of an amendment that a provision has as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A notice with its stored text, its clauses in the order of it, and what it amends.

    ``file`` is where it is declared. ``unquoted`` are the phrases that nothing quotes yet.
    """

    file: str
    notice: Notice
    text: str
    preamble: tuple[Clause, ...]
    sections: tuple[Section, ...]
    requirements: tuple[Task, ...]
    amends: tuple[Amendment, ...] = ()
    unquoted: tuple[Phrase, ...] = ()

    @property
    def id(self) -> str:
        """The name of its file."""
        return PurePath(self.file).stem

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Those of all its parts."""
        return tuple(task for section in self.sections for task in section.tasks)

    @property
    def duties(self) -> tuple[Task, ...]:
        """Tasks and requirements: the clauses that name responsible units."""
        return (*self.tasks, *self.requirements)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All of them, what stands before the tasks first."""
        return (*self.preamble, *self.duties)

    def each(self, changed: Callable[[Any], Any]) -> Self:
        """The notice with every clause changed."""
        return replace(
            self,
            preamble=tuple(map(changed, self.preamble)),
            sections=tuple(
                replace(part, tasks=tuple(map(changed, part.tasks))) for part in self.sections
            ),
            requirements=tuple(map(changed, self.requirements)),
        )

    @property
    def nodes(self) -> list[date]:
        """The days that it names: of checkpoints, and those by which something is due."""
        every = [*self.amends, *(each for clause in self.clauses for each in clause.listed)]
        points = [p.date for each in self.amends for p in each.checkpoints]
        points += [day for each in every for day in getattr(each, "on_the_way", ())]
        due = [getattr(each, "due", None) for each in every]
        return [*points, *(day for day in due if day)]

    def begins(self, amendment: Amendment) -> date:
        """The day from which one of its amendments holds."""
        return amendment.since or self.notice.issued


@dataclass(frozen=True, slots=True)
class Version:
    """A provision as it is asked for from a day on (None: from the first) to before another one (None:
    for good). ``by`` made it so, in the ``notice`` of that id; None where it is as it was issued."""

    provision: Provision
    since: date | None = None
    until: date | None = None
    by: Amendment | None = None
    notice: str = ""

    def binds(self, node: date | None) -> bool:
        """Whether it decides on what has to be so by a day; by none, the last version does."""
        if node is None:
            return self.until is None
        return (self.since is None or self.since <= node) and (
            self.until is None or node < self.until
        )


def in_force(
    notices: Sequence[Issued], day: date
) -> tuple[tuple[Issued, ...], Mapping[str, tuple[Version, ...]]]:
    """The first notice and those issued by a day, what they ask for as it was amended by then; and of what
    was amended every version, by the id of the provision."""
    first, *later = notices
    known = (first, *(issued for issued in later if issued.notice.issued <= day))
    amended = {
        name: [each for each in every if each[0] <= day] for name, every in _amending(known).items()
    }
    amended = {name: every for name, every in amended.items() if every}
    if not amended:
        return known, {}
    every = (each for issued in known for clause in issued.clauses for each in clause.listed)
    found = {each.id: versions(each, amended[each.id]) for each in every if each.id in amended}

    def newest(provision: Provision) -> Provision:
        return found[provision.id][-1].provision if provision.id in found else provision

    return tuple(issued.each(lambda clause: clause.changing(newest)) for issued in known), found


Amending: TypeAlias = tuple[date, str, Amendment]
"""An amendment with the day from which it holds, and the id of its notice."""


def _amending(notices: Iterable[Issued]) -> Mapping[str, Sequence[Amending]]:
    """What is amended of each provision, by its id: in order of days, then of notices."""
    found: dict[str, list[Amending]] = {}
    for issued in notices:
        for amendment in issued.amends:
            entry = (issued.begins(amendment), issued.id, amendment)
            found.setdefault(amendment.provision, []).append(entry)
    return {name: sorted(every, key=lambda each: each[0]) for name, every in found.items()}


def versions(provision: Provision, amended: Sequence[Amending]) -> tuple[Version, ...]:
    """How a provision was asked for, from the first version on."""
    found = [Version(provision)]
    for since, notice, by in amended:
        last = found[-1]
        then = after(last.provision, by, since)
        found[-1] = replace(last, until=since)
        found.append(Version(then, since, None, by, notice))
    return tuple(found)


def after(provision: Provision, by: Amendment, since: date) -> Provision:
    """A provision as it is from the day on which an amendment begins; nodes before that day stay."""
    match provision:
        case Target():
            return _target(provision, by, since)
        case Cadence():
            kept = replace(
                provision, times=by.times or provision.times, day=by.day or provision.day
            )
            if not (by.every or by.months):
                return kept
            return replace(kept, every=by.every, months=by.months, unspecified=None)
        case Deliverable():
            return replace(provision, due=by.due or provision.due)
        case _:
            return provision


def _target(target: Target, by: Amendment, since: date) -> Target:
    """Of one number, numbers by nodes, numbers by periods, or one that is set elsewhere, what the
    amendment writes takes the place of what there was."""
    if by.checkpoints:
        kept = tuple(point for point in target.checkpoints if point.date < since)
        new = (*kept, *by.checkpoints)
        return replace(
            target,
            value=None, external_value=None, periods={}, each=None, due=None, checkpoints=new,
        )  # fmt: skip
    if by.periods:
        over = {name: value for name, value in target.periods.items() if last_day(name) < since}
        return replace(
            target,
            value=None, external_value=None, checkpoints=(), each=None, due=None,
            periods=over | dict(by.periods),
        )  # fmt: skip
    due = by.due or target.due
    if by.value is None:
        return replace(target, due=due)
    return replace(target, value=by.value, external_value=None, checkpoints=(), periods={}, due=due)
