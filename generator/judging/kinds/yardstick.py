"""Rule kind ``yardstick`` (序时进度): the share of the way that is done against the share of the time
that is gone.

It is for orientation only: between checkpoints the last one passed binds, and nothing in a notice
says that work goes evenly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator import wording
from generator.catalogue.build import structure
from generator.catalogue.model import Rule
from generator.judging.case import Case
from generator.judging.stages import bind, stages
from generator.judging.verdict import State, Step, Verdict
from generator.judging.writing import about, verdict

_EVEN = 0.05
"""Percentage points within which the two are called even: half of the last decimal shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields that this kind adds to a rule."""

    of: str


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject of the other rule: the stage under way."""
    options = structure(Options, rule.options)
    spans = _spans(case, rule)
    subjects: dict[str | None, list[Verdict]] = {}
    for other in case.judged(options.of):
        subjects.setdefault(other.subject, []).append(other)
    for subject, series in subjects.items():
        current = [v for v in series if v.due in spans]
        yield from bind(
            _verdict(case, rule, subject, v, *spans[v.due]) for v in current[:1] if v.due
        )


def _spans(case: Case, rule: Rule) -> dict[date | None, tuple[date, date]]:
    """First and last day of each stage that is under way now."""
    provision = case.catalogue.provisions[rule.provision]
    found: dict[date | None, tuple[date, date]] = {}
    for stage in stages(case, provision):
        start = stage.start or date(case.catalogue.notice.plan_year, 1, 1)
        if stage.end and start <= case.as_of <= stage.end:
            found[stage.end] = (start, stage.end)
    return found


def _verdict(
    case: Case, rule: Rule, subject: str | None, other: Verdict, start: date, end: date
) -> Verdict:
    elapsed = ((case.as_of - start).days + 1) / ((end - start).days + 1) * 100
    done = None
    if other.value is not None and other.threshold:
        done = other.value / other.threshold * 100
    pace = Step(f"时间：{wording.day(start)}至{wording.day(end)}已过", elapsed, "%")
    work = Step("完成", done, "%", cells=other.lineage)
    return verdict(
        case,
        case.catalogue.provisions[rule.provision],
        State.INFORMATIONAL,
        f"{about(case, subject)}{other.period}：{_told(done, elapsed)}。只供参考。",
        subject=subject,
        rule=rule,
        suffix=other.id.removeprefix(other.provision).partition("/")[0].partition("+")[0],
        owners=other.owners,
        period=other.period,
        due=end,
        value=done,
        threshold=elapsed,
        gap=None if done is None else elapsed - done,
        unit="%",
        steps=(work, pace),
    )


def _told(done: float | None, elapsed: float) -> str:
    time = f"时间已过{wording.quantity(elapsed, '%')}"
    if done is None:
        return f"{time}，没有数据"
    gap = done - elapsed
    size = wording.difference(gap, "%")
    word = "达进度" if abs(gap) < _EVEN else f"超进度{size}" if gap > 0 else f"欠进度{size}"
    return f"{time}，完成{wording.quantity(done, '%')}，{word}"
