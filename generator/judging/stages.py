"""Obligations over time: points at which something is looked at, and how it stands there.

Whatever is measured, a number at a checkpoint or a count in a quarter, the same questions decide:
has the day come, do the filings prove what there was on it, was a filing due that is not there, and do
all readings agree. What the filings prove is for ``evidence`` and ``records`` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from .. import wording
from ..calendar import Period, Term, period
from ..catalogue.model import Cadence, Provision, Target
from ..frozen import dataclass
from ..words.states import State
from .asked import PLAIN, Asked, at_checkpoint, of_target
from .case import Body, Case
from .clock import Clock
from .verdict import Outcome, Step, Verdict


@dataclass(frozen=True, slots=True)
class Node:
    """A number that has to be reached by a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Stage:
    """One point in time of an obligation.

    ``name`` is that of its period or day, '' of none. ``end`` is the last day (None: at any time of the
    plan), ``start`` the first day of a period. A miss of a ``final`` stage is overdue, of another one
    behind. Of a number to be reached (``aims``) ``since`` is the day from which the way to it counts, and
    ``path`` are the notice's own numbers along that way, this one included; ``asked`` says how it comes
    about. ``issued`` is when the notice was issued that asks for it, None for the first one.
    """

    name: str
    label: str
    start: date | None
    end: date | None
    threshold: float
    final: bool
    aims: bool = False
    since: date | None = None
    path: tuple[Node, ...] = ()
    asked: Asked = PLAIN
    issued: date | None = None

    @property
    def id(self) -> str:
        """What it adds to the id of a verdict."""
        return f"@{self.name}" if self.name else ""

    def covers(self, window: Period) -> bool:
        """Whether it is the stage of just that period."""
        return self.start == window.start and self.end == window.end


@dataclass(frozen=True, slots=True)
class Ask:
    """What would turn a verdict, in words: proven by doing it and judging again.

    ``month`` is the one whose filing has to tell it, None for the first one that tells of the stage.
    ``lost`` says that nothing can turn it any more.
    """

    words: str = ""
    month: Term | None = None
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the filings say at a stage.

    ``decided``: they prove how it was. ``lasting``: what is reached stays reached. ``lacking``: what was
    due and is not there, in words. ``unproven``: why what was filed cannot tell, in words. ``known``
    says what was found, of which ``day``; ``need`` what is still wanted, in words, and ``ask`` finds it
    out where that takes judging again. ``absent`` are the months whose filings are to be supplied,
    ``tells`` those whose filings tell of the stage, where that is not by the days that they cover.
    ``rises``: the number can only rise, so that a pace can be told.
    """

    outcomes: tuple[Outcome, ...]
    decided: bool
    lasting: bool
    known: str
    lacking: str = ""
    steps: tuple[Step, ...] = ()
    need: str = ""
    unproven: str = ""
    day: date | None = None
    ask: Callable[[], Ask] | None = None
    absent: tuple[Term, ...] = ()
    tells: tuple[Term, ...] = ()
    rises: bool = True


def stages(case: Case, provision: Provision, body: Body) -> list[Stage]:
    """The stages of a provision for some units in order of time; 1 is wanted where it names no number.

    What was amended is asked for at each of them as it was then. Before a later notice was issued nothing
    of it was due.
    """
    amended = case.catalogue.versions.get(provision.id)
    issued = case.catalogue.issued(provision)
    every = (
        [
            stage
            for version in amended
            if not getattr(version.provision, "external_value", None)
            for stage in of_version(case, version.provision, body)
            if version.binds(stage.end)
        ]
        if amended
        else of_version(case, provision, body)
    )
    if issued is case.catalogue.notices[0]:
        return every
    return [replace(stage, issued=issued.notice.issued) for stage in every]


def of_version(case: Case, provision: Provision, body: Body) -> list[Stage]:
    """The same of a provision as it stands, whatever it was before or became later."""
    match provision:
        case Target(periods=periods) if periods:
            return [_of_target(period(name), Asked(value)) for name, value in periods.items()]
        case Target(milestones=points) if points:
            return [
                Stage(
                    point.date.isoformat(),
                    f"{_short(point.date)}前",
                    None,
                    point.date,
                    1,
                    point is points[-1],
                )
                for point in points
            ]
        case Target(each=str(each)):
            asked = of_target(case, provision, body)
            return [_of_target(window, asked) for window in case.windows(each)]
        case Target():
            asked = of_target(case, provision, body)
            always = Stage("", "", None, None, asked.value, False, asked=asked)
            return _along(case, provision, body, asked) or [always]
        case Cadence(every=str(every)):
            return [of_period(window, provision.times) for window in case.windows(every)]
        case Cadence(months=months) if months:
            chosen = [p for p in case.windows("month") if p.start.month in months]
            return [of_period(window, provision.times) for window in chosen]
        case _:
            last = getattr(provision, "due", None)
            if last is None:
                return [Stage("", "", None, None, 1, False)]
            return [Stage(last.isoformat(), f"{_short(last)}前", None, last, 1, True)]


def of_period(window: Period, threshold: float) -> Stage:
    """A period as a stage: what is missed in it is overdue."""
    return Stage(window.id, window.label, window.start, window.end, threshold, True)


def settle(
    case: Case, stage: Stage, finding: Finding, units: Sequence[str], form: str
) -> tuple[State, str]:
    """How it stands at a stage, and why when the outcomes alone do not tell."""
    met = {outcome.met for outcome in finding.outcomes}
    issued = stage.issued or case.catalogue.notice.issued
    if stage.end and stage.end < issued:
        return State.INFORMATIONAL, f"该节点早于通知印发（{wording.day(issued)}），只作参考"
    if not case.owing(units, form):
        name = case.catalogue.forms[form].name
        return State.CANNOT_JUDGE, f"有关单位不报{wording.quoted(name)}表，没有数据"
    if not finding.outcomes and _not_asked(case, stage, units, form):
        return State.INFORMATIONAL, "这一时段没有应报的报送，不作判定"
    if stage.asked.unknown and not finding.lacking:
        return State.CANNOT_JUDGE, stage.asked.unknown
    if met == {True} and finding.lasting:
        return State.MET, ""
    if finding.decided and met:
        return _decided(stage, met, finding)
    if finding.lacking:
        return State.MISSING_REPORT, finding.lacking
    if finding.unproven:
        return State.CANNOT_JUDGE, finding.unproven
    if stage.end is None:
        return _at_any_time(case, finding, met)
    return _waiting(case, stage, finding, met, units, form)


def bind(verdicts: Iterable[Verdict], clock: Clock) -> Iterator[Verdict]:
    """Of each subject's verdicts in order of time, the last settled one is binding.

    Between checkpoints the last one passed binds; before the first, what is at risk or else the next to
    come.
    """
    for _, group in groupby(verdicts, key=lambda verdict: verdict.subject):
        series = list(group)
        last = binding(series, clock)
        for index, verdict in enumerate(series):
            binds = index == last
            yield verdict if verdict.binding is binds else replace(verdict, binding=binds)


def binding(series: Sequence[Verdict], clock: Clock) -> int:
    """The place of the one that binds, of some verdicts on one subject in order of time."""
    candidates = [i for i, verdict in enumerate(series) if not verdict.predates_issue]
    settled = next((i for i in reversed(candidates) if not _to_come(series[i], clock)), None)
    if settled is not None:
        return settled
    risky = (i for i in candidates if series[i].state == State.AT_RISK)
    return next(risky, candidates[0] if candidates else len(series) - 1)


def _to_come(verdict: Verdict, clock: Clock) -> bool:
    """Whether it is not settled yet: the day has not come, whatever is missing by now."""
    if verdict.state == State.MISSING_REPORT:
        return verdict.due is not None and not clock.over(verdict.due)
    return verdict.state in OPEN


OPEN = (State.NOT_DUE, State.ON_TRACK, State.AT_RISK)
"""How a stage stands that is still to come."""


def _along(case: Case, target: Target, body: Body, by_due: Asked) -> list[Stage]:
    """The checkpoints of a target and its last day; the last of them is final."""
    days = [point.date for point in target.checkpoints]
    asked = [at_checkpoint(case, target, point, body) for point in target.checkpoints]
    named = [f"{_short(day)}节点" for day in days]
    if target.due:
        days.append(target.due)
        asked.append(by_due)
        named.append(f"{_short(target.due)}前")
    nodes = [Node(day, each.value) for day, each in zip(days, asked, strict=True)]
    begins = date(case.catalogue.notice.plan_year, 1, 1)
    return [
        Stage(
            node.day.isoformat(),
            label,
            None,
            node.day,
            node.value,
            index == len(nodes) - 1,
            aims=True,
            since=nodes[index - 1].day if index else begins,
            path=tuple(nodes[: index + 1]),
            asked=asked[index],
        )
        for index, (node, label) in enumerate(zip(nodes, named, strict=True))
    ]


def _of_target(window: Period, asked: Asked) -> Stage:
    path = (Node(window.end, asked.value),)
    stage = of_period(window, asked.value)
    return replace(stage, aims=True, since=window.start, path=path, asked=asked)


def _decided(stage: Stage, met: set[bool | None], finding: Finding) -> tuple[State, str]:
    if met == {True}:
        return (State.MET if stage.end else State.ON_TRACK), ""
    if met == {False}:
        return (State.OVERDUE if stage.final else State.BEHIND), ""
    return _undecidable(finding, met)


def _undecidable(finding: Finding, met: set[bool | None]) -> tuple[State, str]:
    """Readings that differ, or a figure that cannot be computed."""
    if met == {None} or len(finding.outcomes) < 2:
        return State.CANNOT_JUDGE, finding.outcomes[0].detail if finding.outcomes else ""
    return State.DEPENDS_ON_DEFINITION, ""


def _at_any_time(case: Case, finding: Finding, met: set[bool | None]) -> tuple[State, str]:
    """A thing without a date: done, or not yet; after the plan year nobody can say by when."""
    if met == {True}:
        return State.ON_TRACK, ""
    if len(met) > 1:
        return _undecidable(finding, met)
    if case.clock.over(case.plan_end):
        return State.CANNOT_JUDGE, "通知没有写明期限，到年底仍未完成"
    return State.NOT_DUE, "通知没有写明期限"


def _not_asked(case: Case, stage: Stage, units: Sequence[str], form: str) -> bool:
    """Whether nobody has to tell of a period: the units are exempt, or the form began later."""
    if stage.start is None or stage.end is None:
        return False
    spans = case.tells_of(form).values()
    begun = any(span.touches(stage.start, stage.end) for span in spans)
    early = all(stage.end < span.start for span in spans)
    return (begun or early) and not case.telling(units, form, stage.start, stage.end)


def _reporting(case: Case, stage: Stage, units: Sequence[str], form: str) -> Term | None:
    """The first month whose filing can still tell of the end of a stage."""
    months = case.telling(units, form, stage.end, None)
    return next((month for month in months if case.open(month, units, form)), None)


def _waiting(
    case: Case,
    stage: Stage,
    finding: Finding,
    met: set[bool | None],
    units: Sequence[str],
    form: str,
) -> tuple[State, str]:
    """The filings do not reach to the end of the stage."""
    assert stage.end is not None
    month = _reporting(case, stage, units, form)
    if not case.clock.over(stage.end):
        return (State.ON_TRACK if met == {True} else State.NOT_DUE), ""
    if month is None:
        return State.CANNOT_JUDGE, f"此后不再报送，没有{_short(stage.end)}的数据"
    by = wording.day(case.due_day(month, units, form))
    kind = "节点" if stage.start is None else "本期"
    why = f"{kind}数据在{month.label}报送中体现，{by}前报"
    return (State.ON_TRACK if met == {True} else State.NOT_DUE), why


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
