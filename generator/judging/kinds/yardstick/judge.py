"""How ``yardstick`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .... import wording
from ....catalogue.model import Rule
from ....words.states import State
from ...case import Body, Case
from ...stages import bind
from ...verdict import Step, Verdict
from ...writing import about, verdict
from . import Options

_EVEN = 0.05
"""Percentage points within which the two are called even: half of the last decimal shown."""


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each subject of the other rule: the stage under way."""
    subjects: dict[str | None, list[Verdict]] = {}
    for other in case.judged(options.of):
        subjects.setdefault(other.subject, []).append(other)
    for subject, series in subjects.items():
        current = [v for v in series if _underway(case, v)]
        yield from bind((_verdict(case, rule, subject, v) for v in current[:1]), case.clock)


def _underway(case: Case, verdict: Verdict) -> bool:
    return (
        verdict.due is not None
        and case.clock.come(_begins(case, verdict))
        and not case.clock.over(verdict.due)
    )


def _begins(case: Case, verdict: Verdict) -> date:
    return verdict.start or date(case.catalogue.notice.plan_year, 1, 1)


def _verdict(case: Case, rule: Rule, subject: str | None, other: Verdict) -> Verdict:
    """The share that is done by the day of the data, beside the share of the time gone by then."""
    assert other.due
    start = _begins(case, other)
    day = other.data_day or case.as_of
    elapsed = max(((day - start).days + 1) / ((other.due - start).days + 1) * 100, 0.0)
    done = None
    if other.value is not None and other.threshold and other.data_day:
        done = other.value / other.threshold * 100
    pace = Step(f"时间：{wording.day(start)}至{wording.day(day)}已过", elapsed, "%")
    work = Step("完成", done, "%", cells=other.lineage)
    return verdict(
        case,
        case.catalogue.provisions[rule.provision],
        State.INFORMATIONAL,
        f"{about(case, subject)}{_told(other, day, done, elapsed)}，只供参考。",
        subject=subject,
        rule=rule,
        suffix=other.stage,
        owners=other.owners,
        period=other.period,
        stage=other.stage,
        start=other.start,
        due=other.due,
        data_day=other.data_day,
        value=done,
        threshold=elapsed,
        gap=None if done is None else elapsed - done,
        unit="%",
        steps=(work, pace),
    )


def _told(other: Verdict, day: date, done: float | None, elapsed: float) -> str:
    time = f"{other.period}的时间已过{wording.quantity(elapsed, '%')}"
    if done is None:
        return f"到{wording.day(day)}，{time}，尚无数据"
    time = f"数据截至{wording.day(day)}，{time}"
    gap = done - elapsed
    size = wording.difference(gap, "%")
    word = "达进度" if abs(gap) < _EVEN else f"超进度{size}" if gap > 0 else f"欠进度{size}"
    return f"{time}，完成{wording.quantity(done, '%')}，{word}"
