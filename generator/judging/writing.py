"""Putting a verdict together, and the sentences that say why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator import wording
from generator.catalogue.model import Provision, Rule
from generator.judging.case import Case
from generator.judging.stages import Finding, Stage
from generator.judging.verdict import Outcome, State, Verdict

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


def explain(
    yardstick: Yardstick, stage: Stage, finding: Finding, state: State, why: str, who: str
) -> str:
    """The sentence of a verdict on a number: who, what was found, what was asked, and the rest."""
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
    return f"{who}{text}。" + (f"{why}。" if why else "")


def verdict(
    case: Case,
    provision: Provision,
    state: State,
    sentence: str,
    *,
    subject: str | None,
    rule: Rule | None = None,
    suffix: str = "",
    owners: Sequence[str] | None = None,
    questions: Sequence[str] = (),
    **more: Any,
) -> Verdict:
    """A verdict on a provision with everything that follows from the provision and the rule.

    ``questions`` are those of what was measured, besides those of provision and rule. ``more`` are
    further fields of Verdict.
    """
    internal = provision.audience == "internal" or (
        rule is not None and rule.audience == "internal"
    )
    hanging = (*provision.questions, *(rule.questions if rule else ()), *questions)
    return Verdict(
        id=f"{provision.id}{suffix}/{subject or 'all'}",
        state=state,
        provision=provision.id,
        clause=case.catalogue.clause_of[provision.id].id,
        rule=rule.id if rule else None,
        subject=subject,
        owners=tuple(owners if owners is not None else case.catalogue.owners(provision)),
        sentence=sentence,
        quote=provision.quote,
        basis=provision.basis,
        audience="internal" if internal else "public",
        questions=tuple(dict.fromkeys(hanging)),
        **more,
    )


def about(case: Case, subject: str | None) -> str:
    """Whom a sentence is about; nobody in particular when all are judged together."""
    return "" if subject is None else f"{case.name(subject)}："
