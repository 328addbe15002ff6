"""Rule kind ``threshold``: an indicator against a value, at checkpoints, in periods, or at any time.

The checkpoints make a step function: between two of them the last one passed binds. A target whose
value somebody else sets, and has not told, cannot be judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator import wording
from generator.catalogue.build import structure
from generator.catalogue.model import Rule, Target
from generator.judging.case import Body, Case, Scoped
from generator.judging.figures import Figures
from generator.judging.verdict import State, Step, Verdict
from generator.judging.writing import Yardstick, on_body, over_time


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""


def judge(case: Case, rule: Rule) -> Iterator[Verdict]:
    """One verdict for each subject and stage."""
    target = case.catalogue.provisions[rule.provision]
    assert isinstance(target, Target)
    for body in case.bodies(rule, structure(Options, rule.options)):
        if target.value is None and not target.checkpoints:
            yield _without_value(case, rule, target, body)
        else:
            yield from _against_value(case, rule, target, body)


def _against_value(case: Case, rule: Rule, target: Target, body: Body) -> Iterator[Verdict]:
    assert target.indicator is not None
    indicator = case.catalogue.indicators[target.indicator]
    figures = Figures(case, indicator, body.units)
    yield from over_time(
        case,
        rule,
        body,
        indicator.form,
        Yardstick(indicator.name, indicator.unit, indicator.decimals, target.operator),
        lambda stage: figures.at(stage, target.operator, target.tolerance),
        questions=indicator.questions,
    )


def _without_value(case: Case, rule: Rule, target: Target, body: Body) -> Verdict:
    """A target whose number the notice leaves to someone else: the figure so far, and no verdict."""
    missing = target.external_value or "目标值"
    shown, value, unit = "", None, ""
    steps: tuple[Step, ...] = ()
    questions: tuple[str, ...] = ()
    if target.indicator is not None:
        indicator = case.catalogue.indicators[target.indicator]
        figures = Figures(case, indicator, body.units)
        unit, questions = indicator.unit, indicator.questions
        for newest in figures.snapshots[-1:]:
            found = figures.figures([newest], target.operator)
            steps, value = tuple(figure.step for figure in found), found[0].value
            if value is not None:
                figure = wording.quantity(value, unit, indicator.decimals)
                shown = f"截至{wording.day(newest.as_of)}，{indicator.name}{figure}；"
    return on_body(
        case,
        rule,
        body,
        State.CANNOT_JUDGE,
        f"{shown}缺少“{missing}”的数值，不能判定。",
        questions=questions,
        next=f"请提供“{missing}”，写入 tasks.yaml 中 {target.id} 的 value。",
        value=value,
        unit=unit,
        steps=steps,
    )
