"""How a provision stands for which no rule is declared: told in words, for orientation, or open.

None of this is ever green: a narrative attests work, it does not prove that a number was reached.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator import wording
from generator.catalogue.model import (
    Cadence,
    Commitment,
    Escalation,
    Listing,
    Provision,
    Reference,
    Target,
)
from generator.judging.advice import DECIDE, file_next
from generator.judging.case import Case
from generator.judging.narratives import Narrative, Narratives, narrative_forms
from generator.judging.verdict import State, Step, Verdict
from generator.judging.writing import about, verdict


def judge(case: Case, provision: Provision, narratives: Narratives) -> Iterator[Verdict]:
    """The verdicts on a provision that no rule judges."""
    match provision:
        case Commitment() if not case.catalogue.owners(provision):
            said = "通知没有为本项列出责任单位，由各条任务共同落实。"
            yield _one(case, provision, State.INFORMATIONAL, said)
        case Commitment():
            for unit in case.catalogue.owners(provision):
                yield _attested(case, provision, unit, narratives)
        case Escalation(measures=measures):
            names = wording.join(measures)
            said = f"{names}由办公室研究决定，系统只提供依据。"
            yield _one(case, provision, State.FOR_DECISION, said, DECIDE)
        case Reference(value=value, unit=unit):
            shown = f"{wording.number(value)}{unit}"
            yield _one(case, provision, State.INFORMATIONAL, f"{shown}为参考值，不作为判定标准。")
        case Listing(items=items):
            names = wording.join(items) + ("等" if provision.open else "")
            yield _one(case, provision, State.INFORMATIONAL, f"清单所列：{names}。")
        case Cadence(unspecified=str(word)):
            said = f"通知只写“{word}”，没有可以计算的频次。"
            yield _one(case, provision, State.INFORMATIONAL, said)
        case Target(external_value=str(missing)):
            said = f"缺少“{missing}”的数值，不能判定。"
            advice = f"请提供“{missing}”，写入 tasks.yaml 中 {provision.id} 的 value。"
            yield _one(case, provision, State.CANNOT_JUDGE, said, advice)
        case _:
            said = "还没有为本事项写明判定规则，不能判定。"
            yield _one(case, provision, State.CANNOT_JUDGE, said)


def _one(
    case: Case, provision: Provision, state: State, sentence: str, advice: str = ""
) -> Verdict:
    return verdict(case, provision, state, sentence, subject=None, next=advice)


def _attested(case: Case, provision: Provision, unit: str, narratives: Narratives) -> Verdict:
    """Work without a number: whether the unit has told of it in its newest report."""
    told = narratives.get((unit, case.catalogue.clause_of[provision.id].id), ())
    state, sentence = _of_words(case, unit, told)
    return verdict(
        case,
        provision,
        state,
        about(case, unit) + sentence,
        subject=unit,
        owners=(unit,),
        steps=(Step(told[-1].status or "进展", cells=(told[-1].cell,)),)
        if state == State.ATTESTED
        else (),
        next=_next(case, unit) if state in (State.MISSING_REPORT, State.NOT_DUE) else "",
    )


def _next(case: Case, unit: str) -> str:
    form = next(form for form in narrative_forms(case) if case.owing([unit], form.id))
    return f"{file_next(case, [unit], form.id)}，写明本项进展。"


def _of_words(case: Case, unit: str, told: tuple[Narrative, ...]) -> tuple[State, str]:
    months = sorted({m for form in narrative_forms(case) for m in case.owing([unit], form.id)})
    if not months:
        return State.CANNOT_JUDGE, "没有规定报送文字进展的报表，不能判定。"
    due = [month for month in months if case.closed(month)]
    newest = told[-1] if told else None
    if newest and (not due or newest.period >= due[-1]):
        again = _repeated(told)
        more = f"，已连续{again}期文字相同" if again > 1 else ""
        return State.ATTESTED, f"{newest.period.label}报送了进展{more}。"
    if not due:
        return State.NOT_DUE, "首次报送尚未到期。"
    last = f"，最近一次是{newest.period.label}" if newest else ""
    return State.MISSING_REPORT, f"{due[-1].label}没有报送本项进展{last}。"


def _repeated(told: tuple[Narrative, ...]) -> int:
    """How many of the newest reports say the same."""
    same = 0
    for narrative in reversed(told):
        if narrative.text != told[-1].text:
            break
        same += 1
    return same
