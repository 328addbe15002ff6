"""Rule kind ``filing_deadline``: whether each unit's forms came in by the deadline of each month.

The first valid version counts; what comes later is a correction. Where another reading of the
deadline gives another answer, the verdict hangs on the definition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from generator import wording
from generator.calendar import Deadline, Month
from generator.catalogue.model import FilingReading, Form, Rule
from generator.intake.find import owes
from generator.judging.case import Case
from generator.judging.stages import bind
from generator.judging.verdict import Outcome, State, Step, Verdict
from generator.judging.writing import about, verdict
from generator.ledger import Cell, Filing

_AS_IT_STANDS = FilingReading(id="policy", name="按现行期限")


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each unit and month in which it owes anything."""
    for unit in case.subjects(rule, ()):
        yield from bind(_verdicts(case, rule, unit))


@dataclass(frozen=True, slots=True)
class _Duty:
    """A form that a unit owes for a month, and its versions known now."""

    form: Form
    versions: list[Filing]

    @property
    def received(self) -> datetime | None:
        """When the first version came in, as far as that is on record."""
        return None if self.unregistered or not self.versions else self.versions[0].received_at

    @property
    def unregistered(self) -> bool:
        return bool(self.versions) and self.versions[0].unregistered


def _verdicts(case: Case, rule: Rule, unit: str) -> Iterator[Verdict]:
    for month in case.months:
        duties = [
            _Duty(form, case.ledger.versions((month, unit, form.id), case.as_of))
            for form in owes(case.catalogue, case.catalogue.units[unit], month)
        ]
        if duties:
            yield _verdict(case, rule, unit, month, duties)


def _verdict(case: Case, rule: Rule, unit: str, month: Month, duties: list[_Duty]) -> Verdict:
    catalogue = case.catalogue
    limit = catalogue.due(month)
    every = (_AS_IT_STANDS, *catalogue.filing.readings)
    outcomes = [_outcome(duties, catalogue.due(month, reading), reading) for reading in every]
    state = _state(case, month, duties, outcomes)
    label = month.label
    return verdict(
        case,
        catalogue.provisions[rule.provision],
        state,
        about(case, unit) + _sentence(state, label, duties, limit, outcomes),
        subject=unit,
        rule=rule,
        suffix=f"@{month}",
        owners=(unit,),
        questions=catalogue.filing.questions,
        period=label,
        due=limit.last_day,
        value=outcomes[0].value,
        threshold=outcomes[0].threshold,
        gap=len(duties) - (outcomes[0].value or 0),
        unit="张",
        outcomes=tuple(outcomes),
        steps=tuple(_step(duty) for duty in duties),
        next=_next(case, state, label, duties),
    )


def _outcome(duties: list[_Duty], limit: Deadline, reading: FilingReading) -> Outcome:
    """How many forms came in on time by one reading of the deadline."""
    in_time = [duty for duty in duties if duty.received and limit.met_by(duty.received)]
    untold = any(d.versions and not d.received and not d.unregistered for d in duties)
    met = None if untold else len(in_time) == len(duties)  # an unknown time is neither
    return Outcome(
        reading.id,
        reading.name,
        float(len(in_time)),
        float(len(duties)),
        met,
        f"期限{wording.day(limit.last_day)}",
    )


def _state(case: Case, month: Month, duties: list[_Duty], outcomes: list[Outcome]) -> State:
    met = {outcome.met for outcome in outcomes}
    absent = any(not duty.versions for duty in duties)
    if absent:
        return State.MISSING_REPORT if case.closed(month) else State.NOT_DUE
    if any(duty.unregistered for duty in duties):
        return State.OVERDUE if case.closed(month) else State.NOT_DUE
    if None in met:
        return State.CANNOT_JUDGE
    if len(met) > 1:
        return State.DEPENDS_ON_DEFINITION
    return State.MET if met == {True} else State.OVERDUE


def _sentence(
    state: State, label: str, duties: list[_Duty], limit: Deadline, outcomes: list[Outcome]
) -> str:
    by = wording.day(limit.last_day)
    absent = wording.join(f"“{duty.form.name}”" for duty in duties if not duty.versions)
    last = max((duty.received for duty in duties if duty.received), default=None)
    match state:
        case State.MISSING_REPORT:
            return f"{label}应于{by}前报送，{absent}未报送。"
        case State.NOT_DUE if absent:
            return f"{label}应于{by}前报送，还差{absent}。"
        case State.NOT_DUE:
            return f"{label}应于{by}前报送，已报齐；{_unregistered(duties)}收到时间未登记。"
        case State.CANNOT_JUDGE:
            return f"{label}已报送，但没有收件登记，收到时间不明。"
        case State.MET:
            assert last is not None
            return f"{label}应报{len(duties)}张表，{wording.moment(last)}报齐，期限为{by}。"
        case State.DEPENDS_ON_DEFINITION:
            assert last is not None
            told = "；".join(
                f"{outcome.name}（{outcome.detail}）{'按时' if outcome.met else '迟报'}"
                for outcome in outcomes
            )
            return f"{label}于{wording.moment(last)}报齐。{told}。口径未定，不作结论。"
        case _:
            late = [d for d in duties if d.received and not limit.met_by(d.received)]
            days = max((limit.days_late(d.received) for d in late if d.received), default=0)
            names = wording.join(f"“{duty.form.name}”" for duty in late)
            parts = [f"{names}迟报{days}天"] if late else []
            if any(duty.unregistered for duty in duties):
                parts.append(f"{_unregistered(duties)}收到时间未登记，不能算按时")
            return f"{label}应于{by}前报送，{'；'.join(parts)}。"


def _unregistered(duties: list[_Duty]) -> str:
    return wording.join(f"“{duty.form.name}”" for duty in duties if duty.unregistered)


def _next(case: Case, state: State, label: str, duties: list[_Duty]) -> str:
    absent = wording.join(f"“{duty.form.name}”" for duty in duties if not duty.versions)
    if state == State.MISSING_REPORT:
        return f"请补报{label}的{absent}；迟报仍记为迟报。"
    if any(duty.unregistered for duty in duties):
        return f"请办公室核实{label}的{_unregistered(duties)}何时收到，登记并写明理由。"
    return f"请按时报{label}的{absent}。" if state == State.NOT_DUE else ""


def _step(duty: _Duty) -> Step:
    """A form with every version that came in; line and column 0 stand for the file as a whole."""
    if not duty.versions:
        return Step(f"{duty.form.name}：没有收到")
    corrected = f"，更正{len(duty.versions) - 1}次" if len(duty.versions) > 1 else ""
    when = f"{wording.moment(duty.received)}收到" if duty.received else "收到时间不明"
    said = f"{duty.form.name}：{'收到时间未登记' if duty.unregistered else when}{corrected}"
    return Step(said, cells=tuple(_place(filing) for filing in duty.versions))


def _place(filing: Filing) -> Cell:
    """When a filing came in; line and column 0 stand for the file as a whole."""
    when = filing.received_at.isoformat() if filing.received_at else "不明"
    when = "未登记" if filing.unregistered else when
    return Cell(filing.path, 0, 0, "收到时间", when)
