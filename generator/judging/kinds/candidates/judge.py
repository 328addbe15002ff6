"""How ``candidates`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from .... import wording
from ....calendar import Term
from ....catalogue.model import Rule
from ....frozen import dataclass
from ....ledger import Dated, Table
from ....words.states import State
from ... import records
from ...advice import DECIDE
from ...case import Body, Case
from ...kept import digest, of_day
from ...rows import select, steps_of
from ...verdict import Outcome, Proposal, Step, Verdict
from ...writing import verdict
from . import Criterion, Options

_SHORT = (State.BEHIND, State.OVERDUE, State.MISSING_REPORT)


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit with its reasons, one step for each criterion; ``lacks`` says what was not filed, so that
    its reasons may be more than are known."""

    unit: str
    reasons: tuple[Step, ...]
    lacks: str = ""

    @property
    def weight(self) -> tuple[float, ...]:
        """What it is ordered by: most of the first reason first."""
        return tuple(-(step.value or 0) for step in self.reasons)


@dataclass(frozen=True, slots=True)
class List:
    """The candidates as they stood when the filings of a month closed."""

    day: date
    standings: tuple[Standing, ...]


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict: the candidates as of the month whose filings closed last."""
    closed = [month for month in case.months if case.closed(month)]
    provision = case.catalogue.provisions[rule.provision]
    if not closed:
        told = "首次报送尚未到期，没有可以比较的情况。"
        yield verdict(case, provision, State.NOT_DUE, told, subject=None, rule=rule)
        return
    newest = _as_of_closing(case, options, closed[-1])
    built = verdict(
        case,
        provision,
        State.FOR_DECISION,
        lambda: _sentence(case, options, newest) + _off_number(case, rule, options),
        subject=None,
        rule=rule,
        next=DECIDE if options.measure and newest.standings else "",
        period=f"截至{wording.day(newest.day)}",
        value=float(len(newest.standings)),
        unit="个",
        data_day=newest.day,
        outcomes=tuple(map(partial(_outcome, case), _places(newest.standings), newest.standings)),
        steps=tuple(Step(case.name(s.unit), steps=s.reasons) for s in newest.standings),
    )
    if options.measure:
        before = (_proposed_then(case, rule, options, month) for month in reversed(closed[:-1]))
        built = replace(built, proposals=_proposals(case, options, built, newest, before))
    yield built


def _as_of_closing(case: Case, options: Options, month: Term) -> List:
    """The units with any reason when a month's filings closed, most reasons first, else in the notice's
    order. What was not filed drops nobody: who may have a reason that nobody told stays on the list."""
    day = case.closing(month)
    then = case.earlier(day + timedelta(days=1), case.catalogue.members(options.subjects))
    every = [
        Standing(
            unit,
            tuple(_reason(then, criterion, unit, day) for criterion in options.criteria),
            _lacks(then, options, unit),
        )
        for unit in then.catalogue.members(options.subjects)
        if then.catalogue.units[unit].exists_on(day)
    ]
    listed = (one for one in every if any(one.weight) or one.lacks)
    return List(day, tuple(sorted(listed, key=lambda standing: standing.weight)))


def _reason(case: Case, criterion: Criterion, unit: str, day: date) -> Step:
    if criterion.rules:
        short = [v for name in criterion.rules for v in _short(case, name, unit)]
        steps = tuple(Step(v.sentence, v.value, v.unit, cells=v.lineage) for v in short)
        return Step(criterion.name, float(len(short)), "项", steps)
    rows = _counted(case, criterion, unit)
    inside = rows.where(Dated(criterion.dated_by, last=day, undated=True))  # of no day is of any
    steps = steps_of(inside, criterion.distinct, [criterion.dated_by])
    return Step(criterion.name, float(len(steps)), "个", steps)


def _counted(case: Case, criterion: Criterion, unit: str) -> Table:
    """The newest rows of the records that count; or any row, of those that count until they are over."""
    if not criterion.until:
        return records.in_force(case, [unit], criterion.form, criterion.where)
    table = case.ledger.table(criterion.form, case.filings([unit], criterion.form))
    over = records.in_force(case, [unit], criterion.form, criterion.until)
    done = set(over.distinct(criterion.distinct))
    rows = select(case.catalogue, table, criterion.where)
    return rows.keep(value not in done for value in rows.values(criterion.distinct))


def _lacks(case: Case, options: Options, unit: str) -> str:
    """The newest of the forms that the reasons are counted from, where it was due and is not in."""
    found = []
    for form in dict.fromkeys(c.form for c in options.criteria if c.form):
        due = [m for m in case.owing([unit], form) if case.lapsed(m, unit, form)]
        if due and case.current(due[-1], unit, form) is None:
            name = wording.quoted(case.catalogue.forms[form].name)
            found.append(f"没有报送{due[-1].label}的{name}表")
    return "、".join(found)


def _short(case: Case, rule: str, unit: str) -> list[Verdict]:
    """A rule's verdict on a unit that binds, when it falls short."""
    own = [v for v in case.judged_on(rule, unit) if v.binding and not v.predates_issue]
    return [v for v in own if v.state in _SHORT][-1:]


def _sentence(case: Case, options: Options, newest: List) -> str:
    day, standings = wording.day(newest.day), newest.standings
    gaps = "；".join(f"{case.name(s.unit)}{s.lacks}" for s in standings if s.lacks)
    incomplete = f"{gaps}，名单可能不全。" if gaps else ""
    named = [s for s in standings if any(s.weight)]
    if not named:
        return f"截至{day}，没有需要提请的单位。{incomplete}"
    told = "；".join(_level(case, list(level)) for _, level in groupby(named, lambda s: s.weight))
    if options.measure is None:
        return f"截至{day}：{told}。情形没有明确，只列差距，不提请。{incomplete}"
    if options.choose is None:
        return f"截至{day}，候选依次为{told}，由人选定。{incomplete}"
    span = wording.span(options.choose.at_least, options.choose.at_most)
    return f"截至{day}，候选依次为{told}，由人从中选定{span}个。{incomplete}"


def _level(case: Case, level: Sequence[Standing]) -> str:
    """Those with as much to be said of them as one another, who come in no order."""
    names = wording.join(case.name(standing.unit) for standing in level)
    return f"{names}{'并列' if len(level) > 1 else ''}（{_reasons(level[0])}）"


def _off_number(case: Case, rule: Rule, options: Options) -> str:
    """Papers by which more or fewer were chosen than the notice allows."""
    if options.choose is None:
        return ""
    own = (d for d in case.catalogue.decisions if d.provision == rule.provision)
    papers = Counter(decision.paper for decision in own if decision.measure == options.measure)
    low, high = options.choose.at_least, options.choose.at_most
    told = [
        f"{p}决定了{n}个，不在{wording.span(low, high)}个之内"
        for p, n in papers.items()
        if not low <= n <= high
    ]
    return "；".join(told) + "。" if told else ""


def _reasons(standing: Standing) -> str:
    return "、".join(
        f"{step.says}{wording.number(step.value)}{step.unit}"
        for step in standing.reasons
        if step.value
    )


def _places(listed: Sequence[Standing]) -> Iterator[int]:
    """The place of each of those that stand in order, from 1; equal ones have the same."""
    first = 0
    for at, one in enumerate(listed):
        if one.weight != listed[first].weight:
            first = at
        yield 1 + first


def _outcome(case: Case, place: int, standing: Standing) -> Outcome:
    return Outcome(
        standing.unit,
        case.name(standing.unit),
        -standing.weight[0],
        None,
        None,
        f"第{place}位：{_reasons(standing) or standing.lacks}",
    )


def _proposed(options: Options, listed: Sequence[Standing]) -> list[Standing]:
    """Those among the first so many, equal ones included."""
    named = [one for one in listed if any(one.weight)]
    if options.choose is None:
        return named
    most = options.choose.at_most
    return [one for one, place in zip(named, _places(named), strict=True) if place <= most]


def _proposed_then(case: Case, rule: Rule, options: Options, month: Term) -> tuple[date, set[str]]:
    """The day on which a month's filings closed, and the candidates then."""
    day = case.closing(month)

    def work_out() -> list[str]:
        then = _as_of_closing(case, options, month)
        return [one.unit for one in _proposed(options, then.standings)]

    members = case.catalogue.members(options.subjects)
    named = "candidates", digest(case, (rule, members)), str(day)
    return day, set(of_day(case, day + timedelta(days=1), work_out, case.held, *named))


def _proposals(
    case: Case,
    options: Options,
    built: Verdict,
    newest: List,
    before: Iterator[tuple[date, set[str]]],
) -> tuple[Proposal, ...]:
    """The candidates of the newest list, each since the first of the lists in which it stands.

    ``before`` are those of the lists of earlier closings, each with its day, backwards; they are made as far as
    they are needed.
    """
    assert options.measure is not None
    standing = {one.unit for one in _proposed(options, newest.standings)}
    since = dict.fromkeys(standing, newest.day)
    for day, proposed in before if standing else ():
        standing &= proposed
        since |= dict.fromkeys(standing, day)
        if not standing:
            break
    return tuple(
        Proposal(
            provision=built.provision,
            measure=options.measure,
            proposes=f"列为{options.measure}候选",
            subject=one.unit,
            name=case.name(one.unit),
            period=built.period or "",
            since=since[one.unit],
            reason=_reasons(one),
            audience=built.audience,
        )
        for one in _proposed(options, newest.standings)
    )
