"""A rule along its stages: what was found at each is settled, and the stage that binds is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from .. import wording
from ..catalogue.model import Rule
from ..frozen import dataclass
from ..intake.withheld import WHY
from ..ledger import WithheldError
from ..words.states import State
from . import pace, records
from .advice import advise
from .case import Body, Case
from .rows import exact
from .stages import Finding, Stage, binding, settle, stages
from .verdict import Either, Outcome, Remedy, Verdict
from .writing import UNDATED, Yardstick, explain, on_body

_Tell: TypeAlias = Callable[[Stage, Finding, State, str], str]
"""Puts in words what was found at a stage, how it stands, and why."""


def over_time(
    case: Case,
    rule: Rule,
    body: Body,
    form: str,
    yardstick: Yardstick,
    find: Callable[[Stage], Finding],
    *,
    along: Sequence[Stage] | None = None,
    tell: _Tell | None = None,
    questions: Sequence[str] = (),
) -> Iterator[Verdict]:
    """A verdict for each stage of a rule's provision, the one that binds marked.

    ``find`` says what the filings of ``form`` hold at a stage. ``along`` are the stages when they are
    not the provision's own; ``tell`` puts a finding in words when it is not about a number.
    """
    provision = case.catalogue.provisions[rule.provision]
    series = _Series(case, rule, body, form, yardstick, find, tell, tuple(questions))
    found: list[Either] = []
    for named in along or stages(case, provision, body):
        stage = series.own(named)
        if not series.binds(stage):
            continue
        dues = (each.binds.due for each in found)
        following = not any(due and not case.clock.over(due) for due in dues)
        found.append(series.at(stage, following=following))
    last = binding([each.binds for each in found], case.clock) if found else None
    yield from (each.of(binding=at == last) for at, each in enumerate(found))


@dataclass(frozen=True, slots=True)
class _Series:
    """A rule on some units along its stages."""

    case: Case
    rule: Rule
    body: Body
    form: str
    yardstick: Yardstick
    find: Callable[[Stage], Finding]
    tell: _Tell | None
    questions: tuple[str, ...]

    def at(self, stage: Stage, *, following: bool) -> Either:
        """How it stands at a stage; ``following``: it is the next one to come."""
        asked = stage.name, stage.label, stage.start, stage.end, stage.threshold, following
        key = "stage", self.rule.id, self.body, *asked  # the rest of it is what is in force
        judge = partial(self._verdict, stage, following=following)
        return self.case.standing(key, lambda: Either(judge()))

    def _verdict(self, stage: Stage, *, following: bool) -> Verdict:
        case, units, form = self.case, self.body.units, self.form
        tell = self.tell
        try:
            finding = self.find(stage)
        except WithheldError:
            tell, finding = None, _not_for_the_public(case, units, form, stage)
        if stage.asked.unknown:
            finding = _against_nothing(finding)
        state, why = settle(case, stage, finding, units, form)
        if state == State.NOT_DUE and following and self._at_risk(stage, finding):
            state, why = State.AT_RISK, self._risk(stage, finding, why)
        first = finding.outcomes[0] if finding.outcomes else None
        value = first.value if first else None
        threshold = None if stage.asked.unknown else stage.threshold
        if first and first.threshold is not None:
            threshold = first.threshold  # a reading may set its own
        low, short = stage.asked.low, None
        if value is not None and threshold is not None:
            inside = low is not None and low <= value <= threshold
            end = value if inside else wording.nearest(value, threshold, low)
            short = float(exact(end) - exact(value))
        settled = _Settled(self, stage, finding, state, why, tell or self._explained, following)
        return on_body(
            case,
            self.rule,
            self.body,
            state,
            settled.sentence,
            suffix=stage.id,
            questions=self.questions,
            next=settled.next,
            period=stage.label or None,
            stage=stage.id,
            start=stage.start,
            due=stage.end,
            data_day=finding.day,
            value=value,
            threshold=threshold,
            low=low,
            gap=short,
            unit=self.yardstick.unit,
            outcomes=finding.outcomes,
            steps=(*finding.steps, *stage.asked.steps),
            predates_issue=state == State.INFORMATIONAL,
            word=UNDATED if state == State.NOT_DUE and stage.end is None else "",
        )

    def own(self, stage: Stage) -> Stage:
        """The stage with the last day that the office gave these units instead, if it did."""
        if stage.end is None:
            return stage
        extended = self.case.catalogue.exceptions.extended_stage
        days = {extended(unit, self.rule.provision, stage.end) for unit in self.body.units}
        day = days.pop() if len(days) == 1 else None
        if day is None:
            return stage
        named = f"{day.month}月{day.day}日前（{stage.label}，已延期）"
        return replace(stage, end=day, label=named)

    def binds(self, stage: Stage) -> bool:
        """Whether the unit exists on the last day of a stage; units together always do."""
        if self.body.subject is None or stage.end is None:
            return True
        return self.case.catalogue.units[self.body.subject].exists_on(stage.end)

    def _explained(self, stage: Stage, finding: Finding, state: State, why: str) -> str:
        return explain(self.yardstick, stage, finding, state, why)

    def _at_risk(self, stage: Stage, finding: Finding) -> bool:
        even, operator = self.rule.options.evenly, self.yardstick.operator
        return pace.at_risk(stage, finding, self.case.clock, operator, even=even)

    def _risk(self, stage: Stage, finding: Finding, why: str) -> str:
        """How much time there is, and where the present pace leads."""
        told = [pace.left(stage, self.case.as_of), why]
        ahead = pace.leads_to(stage, finding)
        if ahead and self.yardstick.operator == "at_least":
            day, value = ahead
            usual = self.yardstick
            shown = f"约为{wording.quantity(float(value), usual.unit, usual.decimals)}"
            leads = "可以达到" if value >= exact(stage.threshold) else shown
            told.append(f"按目前的进度，到{wording.day(day)}{leads}")
        return "；".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class _Settled:
    """How a series stands at a stage, to be put in words; ``following``: it is the next one to come."""

    series: _Series
    stage: Stage
    finding: Finding
    state: State
    why: str
    tell: _Tell
    following: bool

    def sentence(self) -> str:
        return self.tell(self.stage, self.finding, self.state, self.why)

    def next(self) -> str | Remedy:
        series, proven = self.series, self.following or self.stage.end is None
        return advise(
            series.case,
            self.state,
            self.stage,
            self.finding,
            series.body.units,
            series.form,
            proven=proven,
        )


def _against_nothing(finding: Finding) -> Finding:
    """What was found, where the number is not known that it is to be held against."""
    told = tuple(replace(each, threshold=None, met=None) for each in finding.outcomes)
    return replace(finding, outcomes=told)


def _not_for_the_public(case: Case, units: Sequence[str], form: str, stage: Stage) -> Finding:
    """What there is to say of a stage that hangs on counts which the public may not know: no figure,
    and whether all that was due is in."""
    reported = records.reported(case, units, form, stage)
    outcome = Outcome("", "", None, stage.threshold, None, WHY)
    decided = reported.complete or (stage.end is None and reported.filed)
    return Finding((outcome,), decided, False, "按公开的数据", reported.lacking, day=reported.day)
