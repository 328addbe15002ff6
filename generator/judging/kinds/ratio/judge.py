"""How ``ratio`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .... import wording
from ....catalogue.model import Rule
from ....words.states import State
from ...advice import file_next, supply
from ...along import over_time
from ...case import Body, Case
from ...course import Course
from ...figures import Figures
from ...measures import Figure
from ...stages import Finding, Stage
from ...verdict import Verdict
from ...writing import Yardstick, on_body
from . import Options


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict."""
    indicator = case.catalogue.indicators[options.indicator]
    figures = Figures(case, indicator, body.units, "at_least", amounts=False)
    if not options.whole:
        yield _shown(case, rule, body, figures)
        return
    name = rule.title or indicator.name
    yield from over_time(
        case,
        rule,
        body,
        indicator.form,
        Yardstick(name, indicator.unit, indicator.decimals, "at_least", surplus=False),
        lambda stage: _so_far(figures.at(stage)),
        along=[Stage("", "", None, None, indicator.per, False)],
        questions=indicator.questions,
    )


def course(case: Case, rule: Rule, options: Options, body: Body) -> Course:
    """What the filings told of the indicator."""
    indicator = case.catalogue.indicators[options.indicator]
    return Figures(case, indicator, body.units, "at_least", amounts=False).course


def _so_far(finding: Finding) -> Finding:
    """What is not whole yet is not late either: the notice says all, but not by when."""
    short = any(outcome.met is False for outcome in finding.outcomes)
    return replace(finding, decided=finding.decided and not short)


def _shown(case: Case, rule: Rule, body: Body, figures: Figures) -> Verdict:
    """The newest figure, for orientation."""
    indicator = figures.indicator
    name = rule.title or indicator.name
    finding = figures.at(Stage("", "", None, None, indicator.per, False))
    found = figures.figures(figures.newest) if figures.newest else ()
    state = _state(figures, finding, found)
    return on_body(
        case,
        rule,
        body,
        state,
        lambda: _sentence(figures, name, state, finding, found),
        questions=indicator.questions,
        next=lambda: _next(figures, name, state, finding),
        value=finding.outcomes[0].value if found else None,
        unit=indicator.unit,
        data_day=finding.day,
        outcomes=tuple(replace(o, threshold=None, met=None) for o in finding.outcomes),
        steps=finding.steps,
    )


def _state(figures: Figures, finding: Finding, found: Sequence[Figure]) -> State:
    if not figures.series.owed:
        return State.CANNOT_JUDGE
    if finding.lacking:
        return State.MISSING_REPORT
    return State.INFORMATIONAL if found else State.NOT_DUE


def _sentence(
    figures: Figures, name: str, state: State, finding: Finding, found: Sequence[Figure]
) -> str:
    indicator = figures.indicator
    said = "；".join(_told(figure, indicator.unit, indicator.decimals) for figure in found)
    match state:
        case State.CANNOT_JUDGE:
            form = wording.quoted(figures.case.catalogue.forms[indicator.form].name)
            return f"有关单位不报{form}表，没有{name}的数据。"
        case State.MISSING_REPORT:
            last = f"；{finding.known}，{name}{said}" if found else ""
            return f"{finding.lacking}{last}。"
        case State.INFORMATIONAL:
            return f"{finding.known}，{name}{said}；通知没有写要达到多少，只列数。"
        case _:
            return f"{name}尚无数据，首次报送尚未到期。"


def _next(figures: Figures, name: str, state: State, finding: Finding) -> str:
    case, form = figures.case, figures.indicator.form
    match state:
        case State.MISSING_REPORT:
            return supply(case, form, finding.absent)
        case State.NOT_DUE:
            return f"{file_next(case, figures.units, form)}，写明{name}。"
        case _:
            return ""


def _told(figure: Figure, unit: str, decimals: int) -> str:
    """92.3%（24户／26户）, or why there is no figure."""
    if figure.value is None:
        return f"{figure.name}不能计算（{figure.detail}）"
    parts = "／".join(
        wording.quantity(step.value, step.unit, 2)
        for step in figure.step.steps
        if step.value is not None and len(figure.parts) > 1
    )
    shown = wording.quantity(float(figure.value), unit, decimals)
    return f"{figure.name}{shown}" + (f"（{parts}）" if parts else "")
