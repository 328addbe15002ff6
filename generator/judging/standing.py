"""How a provision stands for which no rule is declared: told in words, for orientation, or open.

None of this is ever green: a narrative attests work, it does not prove that a number was reached.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import accumulate
from operator import itemgetter

from .. import wording
from ..calendar import Term
from ..catalogue.model import (
    Cadence,
    Commitment,
    Escalation,
    Form,
    Listing,
    Milestone,
    Provision,
    Reference,
    Target,
)
from ..words.states import State
from .advice import DECIDE, file_next
from .case import Case
from .narratives import Narrative, narrative_forms, newest_first
from .verdict import Remedy, Step, Verdict
from .writing import about, verdict


def bodies(case: Case, provision: Provision) -> Sequence[str | None]:
    """Of whom there is a verdict on a provision that no rule judges: of each unit that tells of its work in words, or
    of None in particular."""
    owners = case.catalogue.owners(provision)
    if isinstance(provision, Commitment) and owners:
        return [unit for unit in owners if case.begun(unit)]
    if isinstance(provision, Target) and provision.milestones:
        return [unit for unit in owners if case.begun(unit)]
    return [None]


def judge(case: Case, provision: Provision, unit: str | None) -> Verdict:
    """The verdict on a provision that no rule judges: of a unit, where its units tell of it in words (``bodies``)."""
    if unit is not None:
        points = provision.milestones if isinstance(provision, Target) else ()
        return _by_words(case, provision, unit, points)
    match provision:
        case Commitment():
            said = "通知没有为本项列出责任单位，由各条任务共同落实。"
            return _one(case, provision, State.INFORMATIONAL, said)
        case Escalation(measures=measures):
            quoted = wording.quoted(provision.quote)
            said = f"{wording.join(measures)}：通知写明{quoted}，系统只提供依据，不作决定。"
            return _one(case, provision, State.FOR_DECISION, said, DECIDE)
        case Reference(value=value, unit=unit):
            shown = f"{wording.number(value)}{unit}"
            return _one(case, provision, State.INFORMATIONAL, f"{shown}为参考值，不作为判定标准。")
        case Listing(items=items):
            names = wording.join(items) + ("等" if provision.open else "")
            return _one(case, provision, State.INFORMATIONAL, f"清单所列：{names}。")
        case Cadence(unspecified=str(word)):
            said = f"通知只写{wording.quoted(word)}，没有可以计算的频次。"
            return _one(case, provision, State.INFORMATIONAL, said)
        case Target(external_value=str(missing)):
            said = f"缺少{wording.quoted(missing)}的数值，不能判定。"
            file = case.catalogue.issued(provision).file
            where = f"写入 {file} 中 {provision.id} 的 value"
            advice = Remedy(f"提供{wording.quoted(missing)}的数值", where)
            return _one(case, provision, State.CANNOT_JUDGE, said, advice)
        case _:
            said = "还没有为本事项写明判定规则，不能判定。"
            return _one(case, provision, State.CANNOT_JUDGE, said)


def _one(
    case: Case, provision: Provision, state: State, sentence: str, advice: str | Remedy = ""
) -> Verdict:
    units = case.catalogue.owners(provision)
    entered = case.catalogue.exceptions.on_stage(units, provision.id)
    return verdict(case, provision, state, sentence, subject=None, next=advice, exceptions=entered)


def _come(case: Case, points: Sequence[Milestone]) -> str:
    """What was to be done by now, as nothing but words tells of it."""
    come = [f"{wording.day(p.date)}前{p.text}" for p in points if case.clock.over(p.date)]
    return f"已到的节点：{'；'.join(come)}，是否办成以文字为准。" if come else ""


def _by_words(case: Case, provision: Provision, unit: str, points: Sequence[Milestone]) -> Verdict:
    """Work without a number: whether the unit has told of it in its newest report, and anything new."""
    told = newest_first(case, unit, case.catalogue.clause_of[provision.id].id)
    newest = next(told, None)
    issued = case.catalogue.issued(provision)
    later = None if issued is case.catalogue.notices[0] else issued.notice.issued
    state, sentence, word = _of_words(case, unit, newest, told, later)
    return verdict(
        case,
        provision,
        state,
        about(case, unit) + sentence + _come(case, points),
        subject=unit,
        owners=(unit,),
        steps=(Step(newest.status or "进展", cells=newest.cells),)
        if newest and state == State.ATTESTED
        else (),
        next=lambda: _next(case, unit, state),
        word=word,
        exceptions=case.catalogue.exceptions.on_stage([unit], provision.id),
    )


def _next(case: Case, unit: str, state: State) -> str:
    if state not in (State.MISSING_REPORT, State.NOT_DUE):
        return ""
    form = next(form for form in narrative_forms(case) if case.owing([unit], form.id))
    told = file_next(case, [unit], form.id)
    return f"{told}，写明本项进展。" if case.upcoming([unit], form.id) else f"{told}。"


def _of_words(
    case: Case,
    unit: str,
    newest: Narrative | None,
    before: Iterator[Narrative],
    issued: date | None,
) -> tuple[State, str, str]:
    """State, sentence, and what the state is called; of a later notice by the day of its issue. ``before`` is what
    was told before the ``newest``, backwards."""
    owed = _owed(case, unit, issued)
    if not owed:
        return State.CANNOT_JUDGE, "没有规定报送文字进展的报表，不能判定。", ""
    due = _due(case, unit, issued)
    if newest and (not due or newest.period >= due):
        return State.ATTESTED, *_told(newest, before, list(owed))
    if not due:
        return State.NOT_DUE, "首次报送尚未到期。", ""
    last = f"，最近一次是{newest.period.label}" if newest else ""
    lacking = _lacking(case, unit, due, owed[due])
    return State.MISSING_REPORT, f"{lacking}{last}。", ""


def _owed(case: Case, unit: str, issued: date | None) -> Mapping[Term, list[Form]]:
    """The forms in words that a unit owes, by month in order; of those alone that close on a day or later, if one is
    given."""

    def work_out() -> dict[Term, list[Form]]:
        owed: dict[Term, list[Form]] = {}
        for form in narrative_forms(case):
            for month in case.owing([unit], form.id):
                if issued is None or case.closing(month) >= issued:
                    owed.setdefault(month, []).append(form)
        return dict(sorted(owed.items()))

    return case.on_policy(("words owed", unit, issued), work_out)


def _due(case: Case, unit: str, issued: date | None) -> Term | None:
    """The last month of which every such form was due."""

    def work_out() -> tuple[list[date], list[Term]]:
        owed = _owed(case, unit, issued).items()
        lasts = [(max(case.last_day(m, unit, f.id) for f in forms), m) for m, forms in owed]
        lasts.sort()
        return [day for day, _ in lasts], list(accumulate((month for _, month in lasts), max))

    days, newest = case.on_policy(("words due", unit, issued), work_out)
    over = case.clock.passed(days)
    return newest[over - 1] if over else None


def _lacking(case: Case, unit: str, month: Term, forms: list[Form]) -> str:
    """What is not there of a month: the report itself, or a word on this in it."""
    names = wording.join(wording.quoted(form.name) for form in forms)
    if any(case.current(month, unit, form.id) for form in forms):
        return f"{month.label}的{names}表没有写本项进展"
    return f"没有报送{month.label}的{names}表"


def _told(
    newest: Narrative, before: Iterator[Narrative], months: Sequence[Term]
) -> tuple[str, str]:
    """Sentence and word of what is attested: whether there is anything new in it."""
    times = _repeated(newest, before, months)
    if newest.content and times == 1:
        return f"{newest.period.label}报送了新的进展。", "有新进展"
    said = "文字与上期相同" if newest.content else "报送称没有新进展"
    word = f"连续{times}期无新内容" if times > 1 else "本期无新内容"
    return f"{newest.period.label}{said}，{word}。", word


def _repeated(newest: Narrative, before: Iterator[Narrative], months: Sequence[Term]) -> int:
    """How many of the newest reports say the same, month after month without a gap."""
    told = ((each.period, each.content) for each in before if each.period < newest.period)
    owed = ((month, None) for month in reversed(months[: bisect_left(months, newest.period)]))
    last, times = newest.period, 1
    for month, said in merge(told, owed, key=itemgetter(0), reverse=True):
        if month == last:  # what was told last of it has been looked at
            continue
        last = month
        if said != newest.content:
            break
        times += 1
    return times
