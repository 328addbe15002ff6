"""Putting a verdict together, and the sentences that say why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .. import wording
from ..catalogue.model import Indicator, Provision, Rule
from ..catalogue.model.terms import Operator
from ..intake.withheld import WHY
from ..ledger import WithheldError
from ..words.states import State
from . import pace, records
from .advice import advise, settle_first
from .case import Body, Case
from .naming import mark
from .rows import exact
from .stages import OPEN, Finding, Stage, bind, settle, stages
from .verdict import Outcome, Verdict

_OF_RATES = {"at_least": "不低于", "at_most": "不高于"}
_OF_NUMBERS = {"at_least": "不少于", "at_most": "不多于"}

UNDATED = "未定期限"
"""What a thing is called that is not done yet and for which no day is named."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a number is held against: its name, unit, usual decimals, and the operator.

    ``surplus``: whether what goes beyond the requirement is worth a word.
    """

    name: str
    unit: str
    decimals: int
    operator: Operator
    surplus: bool = True

    def wanted(self, stage: Stage, value: float | None = None) -> str:
        """The requirement, such as 6月30日节点不低于50%."""
        number = self._compared(value, stage.threshold)[1]
        if self.operator == "equal":
            return f"{stage.label}应为{number}"
        words = _OF_RATES if self.unit == "%" else _OF_NUMBERS
        return f"{stage.label}{words[self.operator]}{number}"

    def named(self, shown: str) -> str:
        """What is measured with its value; apart where the name ends in what it is counted by."""
        apart = bool(self.unit) and self.name.endswith(self.unit)
        return f"{self.name}，实际{shown}" if apart else f"{self.name}{shown}"

    def shown(self, value: float, threshold: float | None) -> str:
        """The value with as many decimals as it takes to tell it from the threshold."""
        return self._compared(value, threshold)[0]

    def compared(self, value: float, stage: Stage, *, met: bool, ahead: bool) -> str:
        """What is measured, its value, the requirement and the gap in words."""
        shown, wanted = self.shown(value, stage.threshold), self.wanted(stage, value)
        told = self.named(shown)
        if self.operator == "equal":
            nothing = met and not value
            kept = f"{self.name}没有发生，符合要求" if nothing else f"{told}，符合{wanted}的要求"
            return kept if met else f"{self.name}{wanted}，实际{shown}"
        short = "低" if met else "差"
        gap = wording.gap(value, stage.threshold, self.unit, self.decimals, short=short)
        if met:
            more = f"，{gap}" if gap and self.surplus else ""
            return f"{told}，达到{wanted}的要求{more}"
        if ahead and self.operator == "at_most":
            return f"{told}，已不合{wanted}的要求，{gap}"
        if ahead:
            return f"{told}，距{wanted}的要求还{gap}"
        return f"{told}，未达到{wanted}的要求，{gap}"

    def _compared(self, value: float | None, threshold: float | None) -> tuple[str, str]:
        return wording.compared(value, threshold, self.unit, self.decimals)

    def by_reading(self, outcomes: Sequence[Outcome]) -> str:
        """What each reading gives, side by side; each with what it asks for where they differ in it."""
        own = len({outcome.threshold for outcome in outcomes}) > 1
        return "；".join(self._read(outcome, own=own) for outcome in outcomes)

    def _read(self, outcome: Outcome, *, own: bool) -> str:
        word = {True: "达到", False: "未达到", None: "不能判定"}[outcome.met]
        if outcome.value is None:
            return f"{outcome.name}（{word}）"
        shown = self.shown(outcome.value, outcome.threshold)
        if not own or outcome.threshold is None:
            return f"{outcome.name}{shown}（{word}）"
        wanted = f"须{self._compared(outcome.value, outcome.threshold)[1]}"
        return f"{wording.quoted(outcome.name)}的读法：{wanted}，实际{shown}，{word}"


def counted(case: Case, rule: Rule, unit: str) -> Yardstick:
    """How many there are of something, of which as many are enough as are asked for."""
    name = rule.title or case.catalogue.provisions[rule.provision].name
    return Yardstick(name, unit, 0, "at_least", surplus=False)


def explain(yardstick: Yardstick, stage: Stage, finding: Finding, state: State, why: str) -> str:
    """The sentence of a verdict on a number: what was found, what was asked, and the rest."""
    outcomes = finding.outcomes
    if outcomes and outcomes[0].threshold is not None:
        stage = replace(stage, threshold=outcomes[0].threshold)  # a reading may set its own
    more = f"{why}。" if why else ""
    if not outcomes:
        nothing = "尚无数据" if state == State.NOT_DUE else "没有数据"
        return f"{yardstick.name}{nothing}；要求{yardstick.wanted(stage)}。{more}"
    if state == State.MISSING_REPORT or finding.unproven:
        return f"{_last_known(yardstick, finding)}；要求{yardstick.wanted(stage)}。{more}"
    if state == State.DEPENDS_ON_DEFINITION:
        told = yardstick.by_reading(outcomes)
        wanted = yardstick.wanted(stage)
        return (
            f"{finding.known}，{yardstick.name}按不同口径结果不同：{told}；"
            f"要求{wanted}，口径未定，不作结论。{more}"
        )
    if outcomes[0].value is None:
        told = f"{yardstick.name}不能计算；要求{yardstick.wanted(stage)}"
        return f"{finding.known}，{told}。{more}"
    met = outcomes[0].met is True
    told = yardstick.compared(outcomes[0].value, stage, met=met, ahead=state in OPEN)
    return f"{finding.known}，{told}。{more}"


def lacked(finding: Finding, indicator: Indicator) -> str:
    """That something was not filed, with the last that is known and its day."""
    usual = Yardstick(indicator.name, indicator.unit, indicator.decimals, "at_least")
    last = f"；{_last_known(usual, finding)}" if finding.outcomes else ""
    return f"{finding.lacking}{last}。"


def _last_known(yardstick: Yardstick, finding: Finding) -> str:
    outcome = finding.outcomes[0]
    if outcome.value is None:
        return f"{finding.known}，{yardstick.name}不能计算"
    return f"{finding.known}，{yardstick.named(yardstick.shown(outcome.value, outcome.threshold))}"


def verdict(
    case: Case,
    provision: Provision,
    state: State,
    sentence: str,
    *,
    subject: str | None,
    rule: Rule | None = None,
    suffix: str = "",
    item: str | None = None,
    owners: Sequence[str] | None = None,
    questions: Sequence[str] = (),
    next: str = "",
    **more: Any,
) -> Verdict:
    """A verdict on a provision with everything that follows from the provision and the rule.

    ``questions`` are those of what was measured, besides those of provision and rule. ``more`` are
    further fields of Verdict.
    """
    internal = provision.audience == "internal" or (
        rule is not None and rule.audience == "internal"
    )
    of_rule = rule.questions if rule else ()
    hanging = tuple(dict.fromkeys((*provision.questions, *of_rule, *questions)))
    if state == State.DEPENDS_ON_DEFINITION:
        nearest = tuple(questions) or of_rule or provision.questions
        next = settle_first([question.id for question in case.catalogue.is_open(nearest)])
    added = mark(case.catalogue, rule) if rule else ""
    return Verdict(
        id=f"{provision.id}{added}{suffix}/{item or subject or 'all'}",
        state=state,
        provision=provision.id,
        clause=case.catalogue.clause_of[provision.id].id,
        rule=rule.id if rule else None,
        kind=rule.kind if rule else None,
        subject=subject,
        item=item,
        owners=tuple(owners if owners is not None else case.catalogue.owners(provision)),
        sentence=sentence,
        quote=provision.quote,
        basis=provision.basis,
        audience="internal" if internal else "public",
        next=next,
        questions=hanging,
        **more,
    )


def on_body(case: Case, rule: Rule, body: Body, state: State, told: str, **more: Any) -> Verdict:
    """A rule's verdict on some units: who they are goes before what is told."""
    return verdict(
        case,
        case.catalogue.provisions[rule.provision],
        state,
        f"{about(case, body.subject)}{told}",
        subject=body.subject,
        rule=rule,
        owners=None if body.subject is None else body.units,
        exceptions=case.catalogue.exceptions.on_stage(body.units, rule.provision, more.get("due")),
        **more,
    )


def over_time(
    case: Case,
    rule: Rule,
    body: Body,
    form: str,
    yardstick: Yardstick,
    find: Callable[[Stage], Finding],
    *,
    along: Sequence[Stage] | None = None,
    tell: Callable[[Stage, Finding, State, str], str] | None = None,
    questions: Sequence[str] = (),
) -> Iterator[Verdict]:
    """A verdict for each stage of a rule's provision, the one that binds marked.

    ``find`` says what the filings of ``form`` hold at a stage. ``along`` are the stages when they are
    not the provision's own; ``tell`` puts a finding in words when it is not about a number.
    """
    provision = case.catalogue.provisions[rule.provision]
    series = _Series(case, rule, body, form, yardstick, find, tell, tuple(questions))
    found: list[Verdict] = []
    for named in along or stages(case, provision):
        stage = series.own(named)
        if not series.binds(stage):
            continue
        following = not any(each.due and each.due >= case.as_of for each in found)
        found.append(series.verdict(stage, following=following))
    yield from bind(found, case.as_of)


@dataclass(frozen=True, slots=True)
class _Series:
    """A rule on some units along its stages."""

    case: Case
    rule: Rule
    body: Body
    form: str
    yardstick: Yardstick
    find: Callable[[Stage], Finding]
    tell: Callable[[Stage, Finding, State, str], str] | None
    questions: tuple[str, ...]

    def verdict(self, stage: Stage, *, following: bool) -> Verdict:
        """How it stands at a stage; ``following``: it is the next one to come."""
        case, units, form = self.case, self.body.units, self.form
        tell = self.tell
        try:
            finding = self.find(stage)
        except WithheldError:
            tell, finding = None, _not_for_the_public(case, units, form, stage)
        state, why = settle(case, stage, finding, units, form)
        if state == State.NOT_DUE and following and self._at_risk(stage, finding):
            state, why = State.AT_RISK, self._risk(stage, finding, why)
        proven = following or stage.end is None
        first = finding.outcomes[0] if finding.outcomes else None
        value = first.value if first else None
        threshold = stage.threshold
        if first and first.threshold is not None:
            threshold = first.threshold  # a reading may set its own
        told = tell or (lambda *found: explain(self.yardstick, *found))
        return on_body(
            case,
            self.rule,
            self.body,
            state,
            told(stage, finding, state, why),
            suffix=stage.id,
            questions=self.questions,
            next=advise(case, state, stage, finding, units, form, proven=proven)
            if not case.only
            else "",
            period=stage.label or None,
            stage=stage.id,
            start=stage.start,
            due=stage.end,
            data_day=finding.day,
            value=value,
            threshold=threshold,
            gap=None if value is None else float(exact(threshold) - exact(value)),
            unit=self.yardstick.unit,
            outcomes=finding.outcomes,
            steps=finding.steps,
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

    def _at_risk(self, stage: Stage, finding: Finding) -> bool:
        even, operator = self.rule.options.evenly, self.yardstick.operator
        return pace.at_risk(stage, finding, self.case.as_of, operator, even=even)

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


def _not_for_the_public(case: Case, units: Sequence[str], form: str, stage: Stage) -> Finding:
    """What there is to say of a stage that hangs on counts which the public may not know: no figure,
    and whether all that was due is in."""
    reported = records.reported(case, units, form, stage)
    outcome = Outcome("", "", None, stage.threshold, None, WHY)
    decided = reported.complete or (stage.end is None and reported.filed)
    return Finding((outcome,), decided, False, "按公开的数据", reported.lacking, day=reported.day)


def about(case: Case, subject: str | None) -> str:
    """Whom a sentence is about; nobody in particular when all are judged together."""
    return "" if subject is None else f"{case.name(subject)}："
