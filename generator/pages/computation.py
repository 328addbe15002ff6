"""How a verdict was computed: steps, figures, and the places of their cells, wherever it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..judging.verdict import Outcome, Step, Verdict
from ..ledger.cells import Cell
from .values import Cells, Item, Outline, Quantity, Value, compared, joined

_MET = {True: "达到", False: "未达到"}


def computation(
    verdict: Verdict,
    cells: Callable[[Sequence[Cell]], Cells] = lambda cells: Cells(tuple(cells)),
    most: int | None = None,
) -> Outline:
    """The steps down to their cells; of many parts of a step the first ``most``.

    ``cells`` says how each place is led to, where there is a page of it.
    """
    told = {outcome.name: outcome for outcome in verdict.outcomes if outcome.name}
    named = {step.says for step in verdict.steps}

    def grow(step: Step, outcome: Outcome | None = None) -> Item:
        parts = (grow(part) for part in step.steps[:most])
        places = [cells(step.cells)] if step.cells else []
        return Item(_says(step, outcome), (*parts, *places, *_more(step.steps, most)))

    outcomes = (
        Item((f"{outcome.name}：", *_of(outcome, verdict.unit)))
        for outcome in told.values()
        if outcome.name not in named
    )
    steps = (grow(step, told.get(step.says)) for step in verdict.steps[:most])
    return Outline((*outcomes, *steps, *_more(verdict.steps, most)))


def anchor(verdict: Verdict) -> str:
    """Where on its clause's page a verdict stands."""
    return "v-" + "".join(char if char.isalnum() else "-" for char in verdict.id)


def _more(steps: Sequence[Step], most: int | None) -> Iterator[Item]:
    if most is not None and len(steps) > most:
        yield Item(f"另有 {len(steps) - most} 项")


def _says(step: Step, outcome: Outcome | None) -> Value:
    if outcome:
        return (f"{step.says}：", *_of(outcome, step.unit))
    if step.value is None:
        return step.says
    return (f"{step.says}：", Quantity(step.value, step.unit, decimals(step.unit)))


def _of(outcome: Outcome, unit: str) -> tuple[Value, ...]:
    """What one reading gives: its figure, whether that is enough, and what else there is to say."""
    value, _ = compared(outcome.value, outcome.threshold, unit, decimals(unit))
    decided = outcome.threshold is not None and outcome.met is not None
    told = [value, _MET[bool(outcome.met)] if decided else "", outcome.detail]
    return joined((each for each in told if each), "，")


def decimals(unit: str) -> int:
    """As many as it takes to follow a computation."""
    return 1 if unit == "%" else 2
