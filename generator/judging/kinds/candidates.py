"""Rule kind ``candidates``: units in order of the reasons that speak for choosing them.

Reasons are verdicts of other rules in which a unit falls short, or records about it. The list is made
anew each time a month's filings close, so that a proposal has a day on which it first stood. Which of
the candidates are chosen, if any, is for people to say; equal reasons make equal places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from generator import wording
from generator.calendar import Month
from generator.catalogue.build import structure
from generator.catalogue.model import Condition, Rule
from generator.judging import records
from generator.judging.advice import DECIDE
from generator.judging.case import Case
from generator.judging.verdict import Outcome, Proposal, State, Step, Verdict
from generator.judging.writing import verdict

_SHORT = (State.BEHIND, State.OVERDUE, State.MISSING_REPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A reason: verdicts that fall short, or records of a form that are counted."""

    name: str
    rules: tuple[str, ...] = ()
    form: str = ""
    distinct: str = ""
    dated_by: str = ""
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How many people choose."""

    at_least: int
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields that this kind adds to a rule."""

    subjects: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    choose: Choice | None = None
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit with its reasons, one step for each criterion."""

    unit: str
    reasons: tuple[Step, ...]

    @property
    def weight(self) -> tuple[float, ...]:
        return tuple(-(step.value or 0) for step in self.reasons)


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict: the candidates as of the month whose filings closed last."""
    options = structure(Options, rule.options)
    closed = [month for month in case.months if case.closed(month)]
    provision = case.catalogue.provisions[rule.provision]
    if not closed:
        told = "首次报送尚未到期，没有可以比较的情况。"
        yield verdict(case, provision, State.NOT_DUE, told, subject=None, rule=rule)
        return
    lists = [_listed(case, options, _closing(case, month)) for month in closed]
    newest, day = lists[-1], _closing(case, closed[-1])
    built = verdict(
        case,
        provision,
        State.FOR_DECISION,
        _sentence(case, options, newest, day) + _off_number(case, rule, options),
        subject=None,
        rule=rule,
        next=DECIDE if options.measure else "",
        period=f"截至{wording.day(day)}",
        value=float(len(newest)),
        unit="个",
        outcomes=tuple(_outcome(case, newest, standing) for standing in newest),
        steps=tuple(Step(case.name(s.unit), steps=s.reasons) for s in newest),
    )
    if options.measure:
        built = replace(built, proposals=_proposals(case, options, built, closed, lists))
    yield built


def _listed(case: Case, options: Options, day: date) -> list[Standing]:
    """The units with any reason on a day, most reasons first, else in the notice's order."""
    every = [
        Standing(unit, tuple(_reason(case, criterion, unit, day) for criterion in options.criteria))
        for unit in case.catalogue.members(options.subjects)
    ]
    return sorted((s for s in every if any(s.weight)), key=lambda standing: standing.weight)


def _reason(case: Case, criterion: Criterion, unit: str, day: date) -> Step:
    if criterion.rules:
        short = [v for name in criterion.rules for v in _short(case, name, unit, day)]
        steps = tuple(Step(v.sentence, v.value, v.unit, cells=v.lineage) for v in short)
        return Step(criterion.name, float(len(short)), "项", steps)
    rows = records.in_force(case, [unit], criterion.form, criterion.where)
    inside = rows.where(rows[criterion.dated_by] <= np.datetime64(day))
    steps = case.rows(inside, criterion.distinct, [criterion.dated_by])
    return Step(criterion.name, float(len(steps)), "个", steps)


def _short(case: Case, rule: str, unit: str, day: date) -> list[Verdict]:
    """A rule's verdict on a unit that binds on a day, when it falls short."""
    own = [
        v
        for v in case.judged(rule)
        if v.subject == unit and not v.predates_issue and (v.due is None or v.due <= day)
    ]
    return [v for v in own[-1:] if v.state in _SHORT]


def _sentence(case: Case, options: Options, newest: list[Standing], day: date) -> str:
    if not newest:
        return f"截至{wording.day(day)}，没有符合理由的单位。"
    told = "；".join(f"{case.name(s.unit)}（{_reasons(s)}）" for s in newest)
    if options.measure is None:
        return f"截至{wording.day(day)}：{told}。情形没有明确，只列差距，不提请。"
    if options.choose is None:
        return f"截至{wording.day(day)}，候选依次为{told}，由人选定。"
    span = f"{options.choose.at_least}–{options.choose.at_most}"
    return f"截至{wording.day(day)}，候选依次为{told}，由人从中选定{span}个。"


def _off_number(case: Case, rule: Rule, options: Options) -> str:
    """Papers by which more or fewer were chosen than the notice allows."""
    if options.choose is None:
        return ""
    own = (d for d in case.catalogue.decisions if d.provision == rule.provision)
    papers = Counter(decision.paper for decision in own if decision.measure == options.measure)
    low, high = options.choose.at_least, options.choose.at_most
    told = [
        f"{p}决定了{n}个，不在{low}–{high}个之内" for p, n in papers.items() if not low <= n <= high
    ]
    return "；".join(told) + "。" if told else ""


def _reasons(standing: Standing) -> str:
    return "、".join(
        f"{step.says}{wording.number(step.value)}{step.unit}"
        for step in standing.reasons
        if step.value
    )


def _outcome(case: Case, newest: list[Standing], standing: Standing) -> Outcome:
    place = 1 + sum(other.weight < standing.weight for other in newest)
    return Outcome(
        standing.unit,
        case.name(standing.unit),
        -standing.weight[0],
        None,
        None,
        f"第{place}位：{_reasons(standing)}",
    )


def _proposed(options: Options, listed: list[Standing]) -> list[Standing]:
    """Those among the first so many, equal ones included."""
    if options.choose is None:
        return listed
    return [
        one
        for one in listed
        if sum(other.weight < one.weight for other in listed) < options.choose.at_most
    ]


def _proposals(
    case: Case, options: Options, built: Verdict, closed: list[Month], lists: list[list[Standing]]
) -> tuple[Proposal, ...]:
    """The candidates of the newest list, each since the first of the lists in which it stands."""
    assert options.measure is not None
    proposed = [{s.unit for s in _proposed(options, listed)} for listed in lists]
    found = []
    for standing in _proposed(options, lists[-1]):
        first = len(lists) - 1
        while first and standing.unit in proposed[first - 1]:
            first -= 1
        found.append(
            Proposal(
                provision=built.provision,
                measure=options.measure,
                proposes=f"列为{options.measure}候选",
                subject=standing.unit,
                name=case.name(standing.unit),
                period=built.period or "",
                since=_closing(case, closed[first]),
                reason=_reasons(standing),
                audience=built.audience,
            )
        )
    return tuple(found)


def _closing(case: Case, month: Month) -> date:
    return case.catalogue.due(month).last_day
