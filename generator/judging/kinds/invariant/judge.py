"""How ``invariant`` judges a rule; what it is about, the package says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .... import wording
from ....catalogue.model import Rule
from ...along import over_time
from ...case import Body, Case
from ...figures import Figures
from ...stages import Finding, Stage
from ...tellings import gap
from ...verdict import Verdict
from ...writing import Yardstick
from . import Options


def judge(case: Case, rule: Rule, options: Options, body: Body) -> Iterator[Verdict]:
    """One verdict: on track so far, or broken; kept once the year is over."""
    indicator = case.catalogue.indicators[options.indicator]
    figures = Figures(case, indicator, body.units, "equal")
    name = rule.title or indicator.name
    yield from over_time(
        case,
        rule,
        body,
        indicator.form,
        Yardstick(name, indicator.unit, indicator.decimals, "equal", surplus=False),
        lambda stage: _ever(figures, stage),
        along=[Stage("", "", None, None, options.value, False)],
        questions=indicator.questions,
    )


def _ever(figures: Figures, stage: Stage) -> Finding:
    """The newest figure, unless an earlier one broke the rule: what was broken stays broken.

    It held only if every filing that was due says so.
    """
    newest = figures.at(stage)
    told = [figures.reckoned([telling], stage) for telling in figures.series.whole]
    steps = tuple(step for one in told for step in one.steps)
    broken = [
        (telling, one)
        for telling, one in zip(figures.series.whole, told, strict=True)
        if any(outcome.met is not True for outcome in one.outcomes)
    ]
    if broken:
        telling, one = broken[-1]
        day = telling.last
        known = f"数据截至{wording.day(day)}" if day else ""
        return Finding(one.outcomes, True, False, known, steps=steps, day=day)
    lacking = gap(figures.series.tellings).words
    sound = not lacking
    return replace(
        newest,
        decided=newest.decided and sound,
        lasting=newest.lasting and sound,
        lacking=lacking,
        steps=steps,
        need="",
    )
