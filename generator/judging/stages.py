"""Obligations over time: points at which something is looked at, and how it stands there.

Whatever is measured, a number at a checkpoint or a count in a quarter, the same questions decide:
has the day come, do the filings reach that far, was the filing due that would have told, and do all
readings agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from generator import wording
from generator.calendar import Month, Period
from generator.catalogue.model import Cadence, Provision, Target
from generator.judging.case import Case
from generator.judging.verdict import Outcome, State, Step, Verdict


@dataclass(frozen=True, slots=True)
class Stage:
    """One point in time of an obligation.

    ``end`` is the last day (None: at any time of the plan), ``start`` the first day of a period.
    A miss of a ``final`` stage is overdue, of another one behind.
    """

    id: str
    label: str
    start: date | None
    end: date | None
    threshold: float
    final: bool

    def covers(self, period: Period) -> bool:
        return self.start == period.start and self.end == period.end


@dataclass(frozen=True, slots=True)
class Finding:
    """What the filings say at a stage.

    ``decided``: they reach to its end. ``lasting``: what is reached stays reached. ``lacking``:
    which filing is not there, in words, and ``overdue`` whether nothing else could tell instead.
    ``known`` says what was found, ``need`` what is still wanted, in words.
    """

    outcomes: tuple[Outcome, ...]
    decided: bool
    lasting: bool
    known: str
    lacking: str = ""
    steps: tuple[Step, ...] = ()
    need: str = ""
    overdue: bool = False


def stages(case: Case, provision: Provision, default: float = 1) -> list[Stage]:
    """The stages of a provision in order of time; ``default`` where it names no number."""
    match provision:
        case Target(each=str(each)):
            value = default if provision.value is None else provision.value
            return [of_period(period, value) for period in case.windows(each)]
        case Target():
            found = [
                Stage(_at(c.date), f"{_short(c.date)}节点", None, c.date, c.value, False)
                for c in provision.checkpoints
            ]
            value = default if provision.value is None else provision.value
            if provision.due:
                label = f"{_short(provision.due)}前"
                found.append(Stage(_at(provision.due), label, None, provision.due, value, True))
            return found or [Stage("", "", None, None, value, False)]
        case Cadence(every=str(every)):
            return [of_period(period, provision.times) for period in case.windows(every)]
        case Cadence(months=months) if months:
            chosen = [p for p in case.windows("month") if p.start.month in months]
            return [of_period(period, provision.times) for period in chosen]
        case _:
            last = getattr(provision, "due", None)
            if last is None:
                return [Stage("", "", None, None, default, False)]
            return [Stage(_at(last), f"{_short(last)}前", None, last, default, True)]


def of_period(period: Period, threshold: float) -> Stage:
    """A period as a stage: what is missed in it is overdue."""
    return Stage(f"@{period.id}", period.label, period.start, period.end, threshold, True)


def settle(
    case: Case, stage: Stage, finding: Finding, units: Sequence[str], form: str
) -> tuple[State, str]:
    """How it stands at a stage, and why when the outcomes alone do not tell."""
    met = {outcome.met for outcome in finding.outcomes}
    if stage.end and stage.end < case.catalogue.notice.issued:
        issued = wording.day(case.catalogue.notice.issued)
        return State.INFORMATIONAL, f"该节点早于通知印发（{issued}），只作参考"
    if not case.owing(units, form):
        name = case.catalogue.forms[form].name
        return State.CANNOT_JUDGE, f"有关单位不报“{name}”表，没有数据"
    if met == {True} and finding.lasting:
        return State.MET, ""
    if finding.decided:
        return _decided(stage, met, finding)
    if finding.overdue:
        return State.MISSING_REPORT, finding.lacking
    if stage.end is None:
        return _at_any_time(case, finding, met)
    return _waiting(case, stage, finding, met, case.reporting(stage.end, units, form))


def bind(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Of each subject's verdicts in order of time, the last settled one is binding.

    Between checkpoints the last one passed binds; before the first, the next to come.
    """
    for _, group in groupby(verdicts, key=lambda verdict: verdict.subject):
        series = list(group)
        candidates = [i for i, verdict in enumerate(series) if not verdict.predates_issue]
        settled = [i for i in candidates if series[i].state not in _AHEAD]
        last = settled[-1] if settled else next(iter(candidates), len(series) - 1)
        for index, verdict in enumerate(series):
            yield replace(verdict, binding=index == last)


_AHEAD = (State.NOT_DUE, State.ON_TRACK)


def _decided(stage: Stage, met: set[bool | None], finding: Finding) -> tuple[State, str]:
    if met == {True}:
        return (State.MET if stage.end else State.ON_TRACK), ""
    if met == {False}:
        return (State.OVERDUE if stage.final else State.BEHIND), ""
    return _undecidable(finding, met)


def _undecidable(finding: Finding, met: set[bool | None]) -> tuple[State, str]:
    """Readings that differ, or a figure that cannot be computed."""
    if met == {None} or len(finding.outcomes) < 2:
        return State.CANNOT_JUDGE, finding.outcomes[0].detail if finding.outcomes else ""
    return State.DEPENDS_ON_DEFINITION, ""


def _at_any_time(case: Case, finding: Finding, met: set[bool | None]) -> tuple[State, str]:
    """A thing without a date: done, or not yet; after the plan year nobody can say by when."""
    if met == {True}:
        return State.MET, ""
    if not met and finding.lacking:
        return State.MISSING_REPORT, finding.lacking
    if len(met) > 1:
        return _undecidable(finding, met)
    if case.as_of > case.plan_end:
        return State.CANNOT_JUDGE, "通知没有写明期限，到年底仍未完成"
    return State.NOT_DUE, "通知没有写明期限"


def _waiting(
    case: Case, stage: Stage, finding: Finding, met: set[bool | None], month: Month | None
) -> tuple[State, str]:
    """The filings do not reach to the end of the stage."""
    assert stage.end is not None
    if case.as_of <= stage.end:
        return (State.ON_TRACK if met == {True} else State.NOT_DUE), ""
    if month is None:
        return State.CANNOT_JUDGE, f"此后不再报送，没有{_short(stage.end)}的数据"
    if case.closed(month):
        return State.MISSING_REPORT, finding.lacking or f"{month.label}报送中没有所需数据"
    by = wording.day(case.catalogue.due(month).last_day)
    why = f"节点数据在{month.label}报送中体现，{by}前报"
    return (State.ON_TRACK if met == {True} else State.NOT_DUE), why


def _at(day: date) -> str:
    return f"@{day.isoformat()}"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
