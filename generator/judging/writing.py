"""Putting a verdict together, and the sentences that say why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .. import wording
from ..catalogue.model import Indicator, Provision, Rule
from ..catalogue.model.terms import Operator
from ..frozen import dataclass
from ..words.states import State
from .advice import settle_first
from .case import Body, Case
from .naming import mark
from .stages import OPEN, Finding, Stage
from .verdict import Advice, Computation, Outcome, Verdict, Words, Writing

_REACHED, _KEPT = ("达到", "未达到"), ("符合", "不符合")
"""A least number is reached; a most, an exact one or a range is kept to."""

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
        number = self._compared(value, stage.threshold, stage.asked.low)[1]
        number += f"（{stage.asked.derived}）" if stage.asked.derived else ""
        if self.unit in wording.RANKS:
            return f"{stage.label}进入{number}"
        if self.operator == "between":
            return f"{stage.label}在{number}之间"
        return f"{stage.label}{wording.asked_for(self.operator, self.unit)}{number}"

    @property
    def words(self) -> tuple[str, str]:
        """What a value does that is as it is asked for, and one that is not."""
        least = self.operator == "at_least" or self.unit in wording.RANKS
        return _REACHED if least else _KEPT

    def named(self, shown: str) -> str:
        """What is measured with its value; apart where the name says a number or a rhythm itself."""
        return f"{self.name}，实际{shown}" if self._says_how_many else f"{self.name}{shown}"

    @property
    def _says_how_many(self) -> bool:
        counted = rf"[一二两三四五六七八九十\d]{re.escape(self.unit)}"
        return bool(self.unit) and bool(
            self.name.startswith("每")
            or self.name.endswith(self.unit)
            or re.search(counted, self.name)
        )

    def shown(self, value: float, threshold: float | None) -> str:
        """The value with as many decimals as it takes to tell it from the threshold."""
        return self._compared(value, threshold)[0]

    def compared(self, value: float, stage: Stage, *, met: bool, ahead: bool) -> str:
        """What is measured, its value, the requirement and the gap in words."""
        low, wanted = stage.asked.low, self.wanted(stage, value)
        shown = self._compared(value, stage.threshold, low)[0]
        told, (reached, missed) = self.named(shown), self.words
        if self.operator == "equal":
            nothing = met and not value
            kept = f"{self.name}没有发生，符合要求" if nothing else f"{told}，符合{wanted}的要求"
            return kept if met else f"{self.name}{wanted}，实际{shown}"
        short = "低" if met else "差"
        gap = wording.gap(value, stage.threshold, self.unit, self.decimals, short=short, low=low)
        if met:
            more = f"，{gap}" if gap and self.surplus else ""
            return f"{told}，{reached}{wanted}的要求{more}"
        over = self.operator in ("at_most", "between") and value > stage.threshold
        if ahead and over and self.unit not in wording.RANKS:
            return f"{told}，已不符合{wanted}的要求，{gap}"
        if ahead:
            return f"{told}，距{wanted}的要求还{gap}"
        return f"{told}，{missed}{wanted}的要求，{gap}"

    def _compared(
        self, value: float | None, threshold: float | None, low: float | None = None
    ) -> tuple[str, str]:
        return wording.compared(value, threshold, self.unit, self.decimals, low)

    def by_reading(self, outcomes: Sequence[Outcome]) -> str:
        """What each reading gives, side by side; each with what it asks for where they differ in it."""
        own = apart(outcomes)
        return "；".join(self._read(outcome, own=own) for outcome in outcomes)

    def _read(self, outcome: Outcome, *, own: bool) -> str:
        name, (reached, missed) = wording.quoted(outcome.name), self.words
        word = {True: reached, False: missed, None: "不能判定"}[outcome.met]
        if outcome.value is None:
            return f"{name}{word}"
        shown = self.shown(outcome.value, outcome.threshold)
        if not own or outcome.threshold is None:
            return f"{name}为{shown}，{word}"
        wanted = f"须{self._compared(outcome.value, outcome.threshold)[1]}"
        return f"{name}的读法：{wanted}，实际{shown}，{word}"


def counted(case: Case, rule: Rule, unit: str) -> Yardstick:
    """How many there are of something, of which as many are enough as are asked for."""
    name = rule.title or case.catalogue.provisions[rule.provision].name
    return Yardstick(name, unit, 0, "at_least", surplus=False)


def apart(outcomes: Sequence[Outcome]) -> bool:
    """Whether readings differ in what they ask for."""
    return len({outcome.threshold for outcome in outcomes}) > 1


def explain(yardstick: Yardstick, stage: Stage, finding: Finding, state: State, why: str) -> str:
    """The sentence of a verdict on a number: what was found, what was asked, and the rest."""
    outcomes = finding.outcomes
    if outcomes and outcomes[0].threshold is not None:
        stage = replace(stage, threshold=outcomes[0].threshold)  # a reading may set its own
    more = f"{why}。" if why else ""
    if stage.asked.unknown:
        return _without_number(yardstick, finding, why)
    wanted = yardstick.wanted(stage)
    if state == State.MISSING_REPORT:
        last = f"{_last_known(yardstick, finding)}；" if outcomes else yardstick.name
        return f"{why}；{last}要求{wanted}。"
    if not outcomes:
        nothing = "尚无数据" if state == State.NOT_DUE else "没有数据"
        return f"{yardstick.name}{nothing}；要求{wanted}。{more}"
    if finding.unproven:
        return f"{_last_known(yardstick, finding)}；要求{wanted}。{more}"
    if state == State.DEPENDS_ON_DEFINITION:
        return _by_reading(yardstick, stage, finding, more)
    if outcomes[0].value is None:
        more = "" if why == outcomes[0].detail else more  # said already
        return f"{_last_known(yardstick, finding)}；要求{wanted}。{more}"
    met = outcomes[0].met is True
    told = yardstick.compared(outcomes[0].value, stage, met=met, ahead=state in OPEN)
    return f"{finding.known}，{told}。{more}"


def _by_reading(yardstick: Yardstick, stage: Stage, finding: Finding, more: str) -> str:
    """Readings that differ; what is asked for once, or where they differ in it with each."""
    own = apart(finding.outcomes)
    of = stage.label if own else ""
    told = f"{of}{yardstick.name}按不同口径结果不同：{yardstick.by_reading(finding.outcomes)}"
    wanted = "" if own else f"要求{yardstick.wanted(stage)}，"
    return f"{finding.known}，{told}。{wanted}口径未定，不作结论。{more}"


def _without_number(yardstick: Yardstick, finding: Finding, why: str) -> str:
    """What is known where there is no number to hold it against."""
    last = f"{_last_known(yardstick, finding)}；" if finding.outcomes else ""
    return f"{last}{why}，不能判定。" if why else f"{last}不作判定。"


def lacked(finding: Finding, indicator: Indicator) -> str:
    """That something was not filed, with the last that is known and its day."""
    usual = Yardstick(indicator.name, indicator.unit, indicator.decimals, "at_least")
    last = f"；{_last_known(usual, finding)}" if finding.outcomes else ""
    return f"{finding.lacking}{last}。"


def _last_known(yardstick: Yardstick, finding: Finding) -> str:
    outcome = finding.outcomes[0]
    if outcome.value is None:
        why = f"（{outcome.detail}）" if outcome.detail else ""
        return f"{finding.known}，{yardstick.name}不能计算{why}"
    return f"{finding.known}，{yardstick.named(yardstick.shown(outcome.value, outcome.threshold))}"


def verdict(
    case: Case,
    provision: Provision,
    state: State,
    sentence: Words,
    *,
    subject: str | None,
    rule: Rule | None = None,
    suffix: str = "",
    item: str | None = None,
    owners: Sequence[str] | None = None,
    questions: Sequence[str] = (),
    next: Advice = "",
    steps: Computation = (),
    **more: Any,
) -> Verdict:
    """A verdict on a provision with everything that follows from the provision and the rule.

    ``questions`` are those of what was measured, besides those of provision and rule; what is written is
    given, or put together when it is read. ``more`` are further fields of Verdict.
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
    words = case.catalogue.words(provision, more.get("due"))
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
        writing=Writing(sentence, next, steps, case.audience, case.clock),
        quote=words.quote,
        basis=words.basis,
        audience="internal" if internal else "public",
        questions=hanging,
        **more,
    )


def on_body(case: Case, rule: Rule, body: Body, state: State, told: Words, **more: Any) -> Verdict:
    """A rule's verdict on some units: who they are goes before what is told."""
    who = about(case, body.subject)
    said = f"{who}{told}" if isinstance(told, str) else lambda: f"{who}{told()}"
    return verdict(
        case,
        case.catalogue.provisions[rule.provision],
        state,
        said,
        subject=body.subject,
        rule=rule,
        owners=None if body.subject is None else body.units,
        exceptions=case.catalogue.exceptions.on_stage(body.units, rule.provision, more.get("due")),
        **more,
    )


def about(case: Case, subject: str | None) -> str:
    """Whom a sentence is about; nobody in particular when all are judged together."""
    return "" if subject is None else f"{case.name(subject)}："
