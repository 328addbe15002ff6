"""How ``threshold`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator

from .... import wording
from ....catalogue.model import Indicator, Rule, Target
from ....words.states import State
from ...advice import supply
from ...along import over_time
from ...case import Body, Case
from ...course import Course
from ...figures import Figures
from ...stages import Finding, Stage
from ...verdict import Remedy, Step, Verdict
from ...writing import Yardstick, lacked, on_body
from . import Options


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict for each stage."""
    target = case.catalogue.provisions[rule.provision]
    assert isinstance(target, Target)
    if target.external_value is not None:
        yield _without_value(case, rule, target, body)
    else:
        yield from _against_value(case, rule, target, body)


def course(case: Case, rule: Rule, options: Options, body: Body) -> Course:
    """What the filings told of the indicator; nothing where the target names none."""
    target = case.catalogue.provisions[rule.provision]
    if not isinstance(target, Target) or target.indicator is None:
        return Course()
    indicator = case.catalogue.indicators[target.indicator]
    return Figures(case, indicator, body.units, target.operator).course


def _against_value(case: Case, rule: Rule, target: Target, body: Body) -> Iterator[Verdict]:
    assert target.indicator is not None
    indicator = case.catalogue.indicators[target.indicator]
    figures = Figures(case, indicator, body.units, target.operator)
    yield from over_time(
        case,
        rule,
        body,
        indicator.form,
        Yardstick(indicator.name, indicator.unit, indicator.decimals, target.operator),
        lambda stage: figures.at(stage, target.tolerance),
        questions=indicator.questions,
    )


def _without_value(case: Case, rule: Rule, target: Target, body: Body) -> Verdict:
    """A target whose number the notice leaves to someone else: the figure so far, and no verdict."""
    missing, file = target.external_value or "", case.catalogue.issued(target).file
    shown, value, unit, day = "", None, "", None
    steps: tuple[Step, ...] = ()
    questions: tuple[str, ...] = ()
    if target.indicator is not None:
        indicator = case.catalogue.indicators[target.indicator]
        figures = Figures(case, indicator, body.units, target.operator)
        unit, questions = indicator.unit, indicator.questions
        finding = figures.at(Stage("", "", None, None, 0, False))
        if finding.lacking:
            return _unfiled(case, rule, body, finding, indicator)
        steps, day = finding.steps, finding.day
        if finding.outcomes and finding.outcomes[0].value is not None:
            value = finding.outcomes[0].value
            figure = wording.quantity(value, unit, indicator.decimals)
            shown = f"{finding.known}，{indicator.name}{figure}；"
    return on_body(
        case,
        rule,
        body,
        State.CANNOT_JUDGE,
        f"{shown}缺少{wording.quoted(missing)}的数值，不能判定。",
        questions=questions,
        next=Remedy(f"提供{wording.quoted(missing)}的数值", f"写入 {file} 中 {target.id} 的 value"),
        value=value,
        unit=unit,
        data_day=day,
        steps=steps,
    )


def _unfiled(case: Case, rule: Rule, body: Body, finding: Finding, indicator: Indicator) -> Verdict:
    """What has to be told even while the number to reach is unknown was not told."""
    value = finding.outcomes[0].value if finding.outcomes else None
    return on_body(
        case,
        rule,
        body,
        State.MISSING_REPORT,
        lacked(finding, indicator),
        questions=indicator.questions,
        next=supply(case, indicator.form, finding.absent),
        value=value,
        unit=indicator.unit,
        data_day=finding.day,
        steps=finding.steps,
    )
