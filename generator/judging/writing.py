"""Putting a verdict together, and the sentences that say why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator import wording
from generator.catalogue.model import Provision, Rule
from generator.intake.withheld import WHY
from generator.judging import records
from generator.judging.advice import advise, settle_first
from generator.judging.case import Body, Case
from generator.judging.naming import mark
from generator.judging.stages import Finding, Stage, bind, settle, stages
from generator.judging.verdict import Outcome, State, Verdict
from generator.ledger import WithheldError

_OF_RATES = {"at_least": "不低于", "at_most": "不高于", "equal": "等于"}
_OF_NUMBERS = {"at_least": "不少于", "at_most": "不多于", "equal": "等于"}


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What a number is held against: its name, unit, usual decimals, and the operator.

    ``surplus``: whether what goes beyond the requirement is worth a word.
    """

    name: str
    unit: str
    decimals: int
    operator: str
    surplus: bool = True

    def wanted(self, stage: Stage) -> str:
        """The requirement, such as 6月30日节点不低于50%."""
        number = wording.number(stage.threshold, 6)
        words = _OF_RATES if self.unit == "%" else _OF_NUMBERS
        return f"{stage.label}{words[self.operator]}{number}{self.unit}"

    def shown(self, value: float, threshold: float | None) -> str:
        """The value with as many decimals as it takes to tell it from the threshold."""
        return wording.quantity(value, self.unit, wording.telling(value, threshold, self.decimals))

    def compared(self, value: float, stage: Stage, *, met: bool, ahead: bool) -> str:
        """Value, requirement and gap in words."""
        shown, wanted = self.shown(value, stage.threshold), self.wanted(stage)
        decimals = wording.telling(value, stage.threshold, self.decimals)
        gap = round(value - stage.threshold, 9)
        size = wording.difference(gap, self.unit, decimals)
        if met:
            more = f"，{'高出' if gap > 0 else '低'}{size}" if gap and self.surplus else ""
            return f"{shown}，达到{wanted}的要求{more}"
        if ahead:
            return f"{shown}，距{wanted}的要求还差{size}"
        return f"{shown}，未达到{wanted}的要求，{'相差' if gap < 0 else '超出'}{size}"

    def by_reading(self, outcomes: Sequence[Outcome]) -> str:
        """What each reading gives, side by side."""
        words = {True: "达到", False: "未达到", None: "不能判定"}
        return "；".join(
            f"{outcome.name}{'' if outcome.value is None else self._of(outcome)}"
            f"（{words[outcome.met]}）"
            for outcome in outcomes
        )

    def _of(self, outcome: Outcome) -> str:
        assert outcome.value is not None
        return self.shown(outcome.value, outcome.threshold)


def explain(yardstick: Yardstick, stage: Stage, finding: Finding, state: State, why: str) -> str:
    """The sentence of a verdict on a number: what was found, what was asked, and the rest."""
    name, outcomes = yardstick.name, finding.outcomes
    if outcomes and outcomes[0].threshold is not None:
        stage = replace(stage, threshold=outcomes[0].threshold)  # a reading may set its own
    if not outcomes:
        nothing = "尚无数据" if state == State.NOT_DUE else "没有数据"
        text = f"{name}{nothing}；要求{yardstick.wanted(stage)}"
    elif state == State.DEPENDS_ON_DEFINITION:
        told = yardstick.by_reading(outcomes)
        wanted = yardstick.wanted(stage)
        text = (
            f"{finding.known}，{name}按不同口径结果不同：{told}；要求{wanted}，口径未定，不作结论"
        )
    elif outcomes[0].value is None:
        text = f"{finding.known}，{name}不能计算；要求{yardstick.wanted(stage)}"
    else:
        met = outcomes[0].met is True
        ahead = state in (State.NOT_DUE, State.ON_TRACK)
        told = yardstick.compared(outcomes[0].value, stage, met=met, ahead=ahead)
        text = f"{finding.known}，{name}{told}"
    return f"{text}。" + (f"{why}。" if why else "")


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
    units = body.units

    def judged(stage: Stage) -> Verdict:
        withheld = False
        try:
            finding = find(stage)
        except WithheldError:
            withheld, finding = True, _not_for_the_public(case, units, form, stage)
        state, why = settle(case, stage, finding, units, form)
        first = finding.outcomes[0] if finding.outcomes else None
        threshold = stage.threshold
        if first and first.threshold is not None:
            threshold = first.threshold  # a reading may set its own
        value = first.value if first else None
        told = (
            tell(stage, finding, state, why)
            if tell and not withheld
            else explain(yardstick, stage, finding, state, why)
        )
        return on_body(
            case,
            rule,
            body,
            state,
            told,
            suffix=stage.id,
            questions=questions,
            next=advise(case, state, stage, finding, units, form),
            period=stage.label or None,
            due=stage.end,
            value=value,
            threshold=threshold,
            gap=None if value is None else threshold - value,
            unit=yardstick.unit,
            outcomes=finding.outcomes,
            steps=finding.steps,
            predates_issue=state == State.INFORMATIONAL,
        )

    yield from bind(judged(stage) for stage in (along or stages(case, provision)))


def _not_for_the_public(case: Case, units: Sequence[str], form: str, stage: Stage) -> Finding:
    """What there is to say of a stage that hangs on counts which the public may not know: no figure,
    and whether all that was due is in."""
    told = records.reported(case, units, form, stage)
    outcome = Outcome("", "", None, stage.threshold, None, WHY)
    decided = told.complete or (stage.end is None and told.told)
    return Finding((outcome,), decided, False, "按公开的数据", told.lacking)


def about(case: Case, subject: str | None) -> str:
    """Whom a sentence is about; nobody in particular when all are judged together."""
    return "" if subject is None else f"{case.name(subject)}："
