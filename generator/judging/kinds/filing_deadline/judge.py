"""How ``filing_deadline`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import TypeVar

from .... import wording
from ....calendar import Term
from ....catalogue.model import FilingReading, Form, Rule
from ....catalogue.owing import may_file
from ....intake.telling import NOTE, short
from ....ledger import Cell, Filing
from ....words.states import State
from ...case import Body, Case
from ...duty import Duty, duty_of
from ...stages import binding
from ...verdict import Either, Outcome, Remedy, Step, Verdict
from ...writing import about, verdict
from . import Options

K = TypeVar("K", int, date)

_AS_IT_STANDS = FilingReading(id="policy", name="按现行期限")


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each unit and month in which it owes anything, or is exempt from it.

    What is still missing of any month binds besides the newest month that is settled.
    """
    for unit in case.alone(body.units):
        yield from _of_unit(case, rule, unit)


def _of_unit(case: Case, rule: Rule, unit: str) -> tuple[Verdict, ...]:
    """Those of a unit; most of them stand for good once a month is settled, and are the same ones from then on."""
    key = "months in time", rule.id, unit
    every = case.ongoing(key, case.terms, partial(_of_month, case, rule, unit))
    series = [each for each in every if each]
    newest = binding([each.binds for each in series], case.clock) if series else None
    return tuple(
        each.of(binding=at == newest or each.binds.state == State.MISSING_REPORT)
        for at, each in enumerate(series)
    )


def _of_month(case: Case, rule: Rule, unit: str, month: Term) -> Either | None:
    """A month; None where nothing would be owed."""
    owed = [form for form in case.owed_by(unit, month) if _asked(case, rule, form)]
    if owed:
        duties = [duty_of(case, unit, month, form) for form in owed]
        found = _verdict(case, rule, unit, month, duties)
    else:
        taken = may_file(case.catalogue, case.catalogue.units[unit], month)
        exempt = case.catalogue.exceptions.exempt
        spared = [f for f in taken if exempt(unit, f.id, month) and _asked(case, rule, f)]
        if not spared:
            return None
        found = _exempt(case, rule, unit, month, spared)
    return Either(found)


def _asked(case: Case, rule: Rule, form: Form) -> bool:
    """Whether it is the rule's provision that asks for a form; one that asks for none is about all."""
    asking = case.catalogue.filing_provisions
    own = case.catalogue.schedules[form.id].provision
    return rule.provision not in asking or own == rule.provision


def _verdict(case: Case, rule: Rule, unit: str, month: Term, duties: list[Duty]) -> Verdict:
    catalogue = case.catalogue
    every = (_AS_IT_STANDS, *catalogue.filing.readings)
    outcomes = tuple(_outcome(duties, at, reading) for at, reading in enumerate(every))
    state = _state(duties, outcomes)
    absent = sum(duty.absent for duty in duties)
    return verdict(
        case,
        catalogue.provisions[rule.provision],
        state,
        lambda: about(case, unit) + _sentence(case, state, month, duties, outcomes),
        subject=unit,
        rule=rule,
        suffix=f"@{month}",
        stage=f"@{month}",
        owners=(unit,),
        questions=catalogue.filing.questions,
        period=month.label,
        month=month,
        due=_due(duties),
        value=float(len(duties) - absent),
        threshold=float(len(duties)),
        gap=float(absent),
        unit="张",
        outcomes=outcomes,
        steps=lambda: tuple(map(_step, duties)),
        next=lambda: _next(state, month.label, duties),
        word=_word(state, duties),
        exceptions=catalogue.exceptions.on_filing(unit, month),
    )


def _exempt(case: Case, rule: Rule, unit: str, month: Term, spared: list[Form]) -> Verdict:
    """Nothing is owed of what would be, by a decision of the office."""
    limit = max(case.catalogue.due(form.id, month).last_day for form in spared)
    return verdict(
        case,
        case.catalogue.provisions[rule.provision],
        State.INFORMATIONAL if case.clock.over(limit) else State.NOT_DUE,
        f"{about(case, unit)}{month.label}经同意免报。",
        subject=unit,
        rule=rule,
        suffix=f"@{month}",
        stage=f"@{month}",
        owners=(unit,),
        period=month.label,
        month=month,
        due=limit,
        word="免报",
        exceptions=case.catalogue.exceptions.on_filing(unit, month),
    )


def _outcome(duties: list[Duty], at: int, reading: FilingReading) -> Outcome:
    """How many forms are in, and whether all of them came on time by one reading of the deadline."""
    late = sum(duty.days_late(at) > 0 for duty in duties)
    if late:
        met: bool | None = False
    else:
        met = None if any(duty.untold for duty in duties) else not any(d.absent for d in duties)
    received = float(sum(not duty.absent for duty in duties))
    last = max(duty.limits[at].last_day for duty in duties)
    told = f"期限{wording.day(last)}" + (f"，{late}张迟报" if late else "，按时" if met else "")
    return Outcome(reading.id, reading.name, received, None, met, told)


def _state(duties: list[Duty], outcomes: tuple[Outcome, ...]) -> State:
    late = {outcome.met for outcome in outcomes} == {False} and any(d.days_late() for d in duties)
    if any(duty.absent and duty.over for duty in duties):
        return State.MISSING_REPORT
    if late or any(duty.unregistered for duty in duties):
        return State.OVERDUE
    if any(duty.absent for duty in duties):
        return State.NOT_DUE
    met = {outcome.met for outcome in outcomes}
    if None in met:
        return State.CANNOT_JUDGE
    return State.MET if met == {True} else State.DEPENDS_ON_DEFINITION


def _word(state: State, duties: list[Duty]) -> str:
    if state != State.OVERDUE:
        return ""
    return "迟报" if any(duty.days_late() for duty in duties) else "收到时间未登记"


def _due(duties: list[Duty]) -> date:
    """The day by which the next of them is due, or the last one was."""
    ahead = [duty.last_day for duty in duties if duty.absent and not duty.over]
    return min(ahead, default=max(duty.last_day for duty in duties))


def _sentence(
    case: Case, state: State, month: Term, duties: list[Duty], outcomes: tuple[Outcome, ...]
) -> str:
    label, by = month.label, _by(case, month, duties)
    last = max((duty.received for duty in duties if duty.received), default=None)
    match state:
        case State.CANNOT_JUDGE:
            return f"{label}已报送，但没有收件登记，收到时间不明。"
        case State.MET:
            assert last is not None
            return f"{label}应报{len(duties)}张表，{wording.moment(last)}报齐，期限为{by}。"
        case State.DEPENDS_ON_DEFINITION:
            assert last is not None
            told = "；".join(f"{wording.quoted(o.name)}：{o.detail}" for o in outcomes)
            return f"{label}于{wording.moment(last)}报齐，按不同口径结果不同：{told}。口径未定，不作结论。"
        case _:
            said = "，".join(_found(case, state, duties))
            return f"{label}应于{by}前报送，{said}。"


def _by(case: Case, month: Term, duties: list[Duty]) -> str:
    """The day, which forms have another of their own, and which were given longer."""
    if len({duty.last_day for duty in duties}) == 1:
        more = "（已延期）" if duties[0].extended else ""
        return wording.day(duties[0].last_day) + more
    usual = [(case.catalogue.due(duty.form.id, month).last_day, duty) for duty in duties]
    first, *others = _grouped(each for each in usual if not each[1].extended) or _grouped(usual)
    longer = _grouped((duty.last_day, duty) for duty in duties if duty.extended)
    told = [f"{_names(each)}为{wording.day(day)}" for day, each in others]
    told += [f"{_names(each)}延期至{wording.day(day)}" for day, each in longer]
    return f"{wording.day(first[0])}（{'，'.join(told)}）"


def _found(case: Case, state: State, duties: list[Duty]) -> Iterator[str]:
    """What is in, what came late, what is missing, what is still to come."""
    absent = [duty for duty in duties if duty.absent]
    if state == State.OVERDUE or (absent and len(absent) < len(duties)):
        yield f"{len(duties) - len(absent)}张已{'收到' if absent else '收齐'}"
    late = [(duty.days_late(), duty) for duty in duties if duty.days_late()]
    for days, each in _grouped(late):
        every = len(duties) > 1 and len(each) == len(duties)
        yield f"{'均' if every else _names(each)}迟报{days}天"
    if unregistered := [duty for duty in duties if duty.unregistered]:
        yield f"{_names(unregistered)}收到时间未登记，不能算按时"
    if missing := [duty for duty in absent if duty.over]:
        yield f"{_names(missing)}未报送"
    if ahead := [duty for duty in absent if not duty.over]:
        today = "，今天到期" if any(d.last_day == case.as_of for d in ahead) else ""
        yield f"还差{_names(ahead)}{today}"
    if unplaced := [duty for duty in ahead if duty.unplaced]:
        yield f"其中{_names(unplaced)}已有文件，收到时间未登记"


def _grouped(pairs: Iterable[tuple[K, Duty]]) -> list[tuple[K, list[Duty]]]:
    """Duties by number of days or by day, in order."""
    found: dict[K, list[Duty]] = {}
    for key, duty in pairs:
        found.setdefault(key, []).append(duty)
    return sorted(found.items(), key=lambda item: item[0])


def _names(duties: Iterable[Duty]) -> str:
    return wording.join(wording.quoted(duty.form.name) for duty in duties)


def _next(state: State, label: str, duties: list[Duty]) -> str | Remedy:
    if state == State.MISSING_REPORT:
        missing = [duty for duty in duties if duty.absent and duty.over]
        return f"请补报{label}的{_names(missing)}；补报的仍记为迟报。"
    unregistered = [duty for duty in duties if duty.unregistered or duty.unplaced]
    if unregistered:
        return Remedy(f"核实{label}的{_names(unregistered)}何时收到，登记并写明理由")
    absent = [duty for duty in duties if duty.absent]
    return f"请按时报{label}的{_names(absent)}。" if state == State.NOT_DUE else ""


def _step(duty: Duty) -> Step:
    """A form with every version that came in; line and column 0 stand for the file as a whole."""
    if duty.absent:
        return Step(f"{duty.form.name}：没有收到")
    corrected = f"，更正{len(duty.versions) - 1}次" if len(duty.versions) > 1 else ""
    when = f"{wording.moment(duty.received)}收到" if duty.received else "收到时间不明"
    late = f"，迟报{duty.days_late()}天" if duty.days_late() else ""
    note = duty.versions[0].note
    by = f"（登记说明：{short(note, NOTE)}）" if note and not duty.unregistered else ""
    said = (
        f"{duty.form.name}：{'收到时间未登记' if duty.unregistered else when}{by}{late}{corrected}"
    )
    return Step(said, cells=tuple(_place(filing) for filing in duty.versions))


def _place(filing: Filing) -> Cell:
    """When a filing came in; line and column 0 stand for the file as a whole."""
    when = filing.received_at.isoformat() if filing.received_at else "不明"
    when = "未登记" if filing.unregistered else when
    return Cell(filing.path, 0, 0, "收到时间", when)
