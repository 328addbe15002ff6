"""Rule kind ``reconciliation``: whether two sources tell the same number of the same month.

When they do not, nobody is late or short of anything: the figures have to be looked at, and until then
nothing can be said on their strength.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import wording
from generator.calendar import Month
from generator.catalogue.build import structure
from generator.catalogue.model import Condition, Measure, Rule
from generator.judging.advice import file_next
from generator.judging.case import Body, Case, Scoped
from generator.judging.measures import measured
from generator.judging.rows import reaches, select
from generator.judging.verdict import Outcome, State, Step, Verdict
from generator.judging.writing import on_body


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One of the two: a measure of a form."""

    name: str
    form: str
    sum: str | None = None
    count: str | None = None
    distinct: str | None = None
    where: tuple[Condition, ...] = ()

    @property
    def measure(self) -> Measure:
        return Measure(sum=self.sum, count=self.count, distinct=self.distinct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    left: Source
    right: Source
    unit: str
    tolerance: float = 0


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject: the newest month that both sources tell."""
    options = structure(Options, rule.options)
    for body in case.bodies(rule, options):
        yield _verdict(case, rule, options, body)


def _verdict(case: Case, rule: Rule, options: Options, body: Body) -> Verdict:
    pair = _newest(case, options, body)
    outcomes: tuple[Outcome, ...] = ()
    left, right = None, None
    steps: tuple[Step, ...] = ()
    period = None
    if pair is None:
        state, told = _absent(case, options, body)
    else:
        month, steps = pair
        left, right = steps[0].value, steps[1].value
        period = month.label
        state, told = _compared(options, period, left, right)
        met = None
        if left is not None and right is not None:
            met = reaches(left, "equal", right, options.tolerance)
        outcomes = (Outcome("", "", left, right, met),)
    late = state in (State.MISSING_REPORT, State.NOT_DUE)
    advice = "请核对两个来源，更正有误的一个。" if state == State.CANNOT_JUDGE and pair else ""
    return on_body(
        case,
        rule,
        body,
        state,
        told,
        next=f"{file_next(case, body.units, options.right.form)}。" if late else advice,
        period=period,
        value=left,
        threshold=right,
        gap=None if left is None or right is None else right - left,
        unit=options.unit,
        outcomes=outcomes,
        steps=steps,
    )


def _compared(
    options: Options, period: str, left: float | None, right: float | None
) -> tuple[State, str]:
    names = (options.left.name, options.right.name)
    if left is None or right is None:
        blank = names[0] if left is None else names[1]
        return State.CANNOT_JUDGE, f"{period}{blank}有空白单元格，不能核对。"
    a, b = (wording.quantity(value, options.unit, 2) for value in (left, right))
    if reaches(left, "equal", right, options.tolerance):
        return State.MET, f"{period}{names[0]}{a}，与{names[1]}{b}一致。"
    size = wording.difference(left - right, options.unit, 2)
    return State.CANNOT_JUDGE, f"{period}{names[0]}{a}，{names[1]}{b}，相差{size}，请核对。"


def _newest(case: Case, options: Options, body: Body) -> tuple[Month, tuple[Step, Step]] | None:
    """The last month of which every unit has told both."""
    for month in reversed(case.months):
        steps = [_side(case, source, body, month) for source in (options.left, options.right)]
        if steps[0] is not None and steps[1] is not None:
            return month, (steps[0], steps[1])
    return None


def _side(case: Case, source: Source, body: Body, month: Month) -> Step | None:
    filings = case.filings_of(month, body.units, source.form)
    if len(filings) < len(body.units):
        return None
    tables = [
        select(case.catalogue, case.ledger.table(source.form, [filing]), source.where)
        for filing in filings
    ]
    if not all(len(t) or f.zero for t, f in zip(tables, filings, strict=True)):
        return None
    rows = select(case.catalogue, case.ledger.table(source.form, filings), source.where)
    step = measured(case, source.measure, rows)
    return Step(f"{source.name}：{step.says}", step.value, step.unit, cells=step.cells)


def _absent(case: Case, options: Options, body: Body) -> tuple[State, str]:
    for source in (options.left, options.right):
        owed = case.owing(body.units, source.form)
        form = case.catalogue.forms[source.form].name
        if not owed:
            return State.CANNOT_JUDGE, f"有关单位不报“{form}”表，没有{source.name}。"
        told = any(_side(case, source, body, month) for month in case.months)
        if not told and any(map(case.closed, owed)):
            return State.MISSING_REPORT, f"“{form}”表中没有{source.name}。"
    return State.NOT_DUE, "还没有两个来源都报了的月份。"
