"""How a verdict was computed, as nested lists: steps, figures, and the places of their cells.

Each place leads to the lines that were filed, as they were filed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from markupsafe import Markup

from .. import wording
from ..judging.verdict import Outcome, Step, Verdict
from ..ledger.cells import Spot, spots
from .render import text

_SHOWN = 40
"""So many parts of a step are shown; all of them are in results.json and in ``explain``."""

_MET = {True: "达到", False: "未达到", None: ""}


Leading: TypeAlias = Callable[[Spot], Markup]
"""Gives the words of a spot, with a link where there is a page of it."""


def computation(verdict: Verdict, lead: Leading) -> Markup:
    """A list of the steps, or nothing where there are none."""
    told = {outcome.name: outcome for outcome in verdict.outcomes if outcome.name}
    named = {step.says for step in verdict.steps}
    items = [
        Markup("<li>{}</li>").format(text(f"{outcome.name}：{_of(outcome, verdict.unit)}"))
        for outcome in told.values()
        if outcome.name not in named
    ]
    items += [_item(step, lead, told.get(step.says)) for step in verdict.steps[:_SHOWN]]
    return _list(items, len(verdict.steps))


def anchor(verdict: Verdict) -> str:
    """Where on its clause's page a verdict stands."""
    return "v-" + "".join(char if char.isalnum() else "-" for char in verdict.id)


def _item(step: Step, lead: Leading, outcome: Outcome | None = None) -> Markup:
    said = step.says
    if outcome:
        said += f"：{_of(outcome, step.unit)}"
    elif step.value is not None:
        said += f"：{_figure(step.value, step.unit)}"
    cells = Markup("").join(
        Markup("<li class=cells>{}</li>").format(lead(spot)) for spot in spots(step.cells)
    )
    parts = [_item(part, lead) for part in step.steps[:_SHOWN]]
    inner = _list([*parts, cells] if cells else parts, len(step.steps))
    return Markup("<li>{}{}</li>").format(text(said), inner)


def _list(items: Sequence[Markup], total: int) -> Markup:
    if not items:
        return Markup("")
    more = Markup("<li>另有 {} 项</li>").format(total - _SHOWN) if total > _SHOWN else Markup("")
    return Markup("<ul>{}{}</ul>").format(Markup("").join(items), more)


def _of(outcome: Outcome, unit: str) -> str:
    told = [] if outcome.value is None else [_figure(outcome.value, unit, outcome.threshold)]
    if outcome.threshold is not None and outcome.met is not None:
        told.append(_MET[outcome.met])
    return "，".join([*told, *([outcome.detail] if outcome.detail else [])])


def _figure(value: float, unit: str, against: float | None = None) -> str:
    return wording.compared(value, against, unit, 1 if unit == "%" else 2)[0]
