"""How ``reconciliation`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from .... import wording
from ....calendar import Term
from ....catalogue.model import Rule
from ....frozen import dataclass
from ....words.states import State
from ...advice import file_next, supply
from ...case import Body, Case
from ...clock import Clock, noted
from ...measures import measured
from ...rows import reaches, select
from ...tellings import Series, Telling
from ...verdict import Outcome, Step, Verdict
from ...writing import on_body
from . import Options, Source


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict: the newest month that both sources tell."""
    sides = _Side(case, options.left, body), _Side(case, options.right, body)
    month = _newest(sides)
    late = _late(sides, month)
    lacking = "；".join(dict.fromkeys(telling.lacks for _, telling in late))
    outcomes: tuple[Outcome, ...] = ()
    left, right = None, None
    steps: tuple[Step, ...] = ()
    if month is None:
        state, told = _absent(case, sides, lacking)
    else:
        (left, one), (right, other) = (side.at(month) for side in sides)
        steps = (one, other)
        state, told = _compared(options, month.label, left, right)
        met = None
        if left is not None and right is not None:
            met = reaches(left, "equal", right, options.tolerance)
        outcomes = (Outcome("", "", _float(left), _float(right), met),)
        if lacking:
            state, told = State.MISSING_REPORT, f"{lacking}；{told}"
    yield on_body(
        case,
        rule,
        body,
        state,
        told,
        next=lambda: _next(case, options, body, state, late, told=month is not None),
        period=month.label if month else None,
        value=_float(left),
        threshold=_float(right),
        gap=None if left is None or right is None else float(right - left),
        unit=options.unit,
        data_day=sides[0].day(month) if month else None,
        outcomes=outcomes,
        steps=steps,
    )


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _compared(
    options: Options, period: str, left: Fraction | None, right: Fraction | None
) -> tuple[State, str]:
    names = (options.left.name, options.right.name)
    if left is None or right is None:
        blank = names[0] if left is None else names[1]
        return State.CANNOT_JUDGE, f"{period}{blank}有空白单元格，不能核对。"
    a, b = (wording.quantity(float(value), options.unit, 2) for value in (left, right))
    size = wording.difference(float(left - right), options.unit, 2)
    if left == right:
        return State.MET, f"{period}{names[0]}{a}，与{names[1]}{b}一致。"
    if reaches(left, "equal", right, options.tolerance):
        allowed = wording.quantity(options.tolerance, options.unit, 2)
        told = f"{period}{names[0]}{a}，{names[1]}{b}，相差{size}，在允许的{allowed}之内"
        return State.MET, f"{told}。"
    return State.CANNOT_JUDGE, f"{period}{names[0]}{a}，{names[1]}{b}，相差{size}，请核对。"


@dataclass(frozen=True)
class _Side:
    """One of the two sources, as some units have told it month by month."""

    case: Case
    source: Source
    body: Body

    @cached_property
    def series(self) -> Series:
        source = self.source
        return Series(self.case, source.form, self.body.units, source.name, source.where)

    @property
    def clock(self) -> Clock:
        return self.case.clock

    @noted
    def by_month(self) -> Mapping[Term, Telling]:
        return {telling.month: telling for telling in self.series.whole}

    def at(self, month: Term) -> tuple[Fraction | None, Step]:
        """The number of a month that is told, with its cells."""
        rows = self.series.rows([self.by_month[month]])
        chosen = select(self.case.catalogue, rows, self.source.where)
        found = measured(self.case, self.source.measure, chosen)
        step = replace(found.step, says=f"{self.source.name}：{found.step.says}")
        return found.value, step

    def day(self, month: Term) -> date | None:
        return self.by_month[month].last


def _newest(sides: Sequence[_Side]) -> Term | None:
    """The last month of which every unit has told both."""
    left, right = sides
    return max(left.by_month.keys() & right.by_month.keys(), default=None)


def _late(sides: Sequence[_Side], month: Term | None) -> list[tuple[str, Telling]]:
    """The newest filings that were due and are not there, each with its form."""
    newest = [
        (side.source.form, telling)
        for side in sides
        for telling in [t for t in side.series.tellings if t.due][-1:]
    ]
    return [(f, t) for f, t in newest if t.lacks and (month is None or t.month > month)]


def _next(
    case: Case,
    options: Options,
    body: Body,
    state: State,
    late: Sequence[tuple[str, Telling]],
    *,
    told: bool,
) -> str:
    """What to file, or to look at again."""
    match state:
        case State.MISSING_REPORT:
            asked = {form: supply(case, form, [telling.month]) for form, telling in late}
            return "".join(asked.values())
        case State.NOT_DUE:
            return f"{file_next(case, body.units, options.right.form)}。"
        case State.CANNOT_JUDGE if told:
            return "请核对两个来源；确有错误的，按更正办理。"
        case _:
            return ""


def _absent(case: Case, sides: Sequence[_Side], lacking: str) -> tuple[State, str]:
    for side in sides:
        if not side.series.owed:
            form = wording.quoted(case.catalogue.forms[side.source.form].name)
            return State.CANNOT_JUDGE, f"有关单位不报{form}表，没有{side.source.name}。"
    if lacking:
        return State.MISSING_REPORT, f"{lacking}。"
    return State.NOT_DUE, "还没有两个来源都报了的月份。"
