"""What a target asks of some units at a point in time: one number for all, or a unit's own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..catalogue.assigned import adds_up
from ..catalogue.model import Assigned, Target
from .case import Body, Case
from .rows import exact
from .verdict import Step


@dataclass(frozen=True, slots=True)
class Asked:
    """A number to be held against, in the unit of the indicator; of a range the high end, and ``low``.

    ``unknown`` says why there is none (``value`` is 0 then), ``remedy`` what is to be done about that.
    ``steps`` say where it comes from, beside what the target says itself.
    """

    value: float
    low: float | None = None
    unknown: str = ""
    remedy: str = ""
    steps: tuple[Step, ...] = ()


PLAIN = Asked(0)
"""Of a stage whose number comes from nowhere else."""


def of_target(case: Case, target: Target, body: Body) -> Asked:
    """What it asks of some units by itself; 1 where it names no number."""
    if target.between:
        low, high = target.between
        return Asked(high, low)
    return _asked(case, target, "", target.value, body)


def at_checkpoint(case: Case, target: Target, day: date, body: Body) -> Asked:
    """What it asks of them by the day of one of its checkpoints."""
    point = next(point for point in target.checkpoints if point.date == day)
    return _asked(case, target, day.isoformat(), point.value, body)


def _asked(case: Case, target: Target, key: str, whole: float | None, body: Body) -> Asked:
    own = case.catalogue.assigned.get((target.id, key))
    if own is None:
        return Asked(1 if whole is None else whole)
    if body.subject is None:
        return _of_all(case, target, whole, [own[unit] for unit in body.units if unit in own])
    if body.subject not in own:
        return Asked(
            0, unknown="没有写明这个单位的目标值", remedy=f"请在 {target.id} 的 values 中补上。"
        )
    assigned = own[body.subject]
    return Asked(assigned.value, steps=(_step(case, target, "目标值", assigned),))


def _of_all(case: Case, target: Target, whole: float | None, own: list[Assigned]) -> Asked:
    """What it asks of all together: the whole that it names, else the sum."""
    if whole is not None:
        return Asked(whole)
    if not adds_up(case.catalogue, target):
        return Asked(
            0, unknown="没有写明合计的目标值", remedy=f"请在 {target.id} 中写明合计的 value。"
        )
    summed = float(sum((exact(each.value) for each in own), Fraction(0)))
    parts = tuple(_step(case, target, "目标值", each) for each in own)
    return Asked(summed, steps=(Step("各单位目标值合计", summed, _unit(case, target), parts),))


def _step(case: Case, target: Target, says: str, assigned: Assigned) -> Step:
    """Where a number stands that is declared for one unit."""
    place = f"{assigned.place.file} 第{assigned.place.line}行"
    return Step(f"{says}（{place}）", assigned.value, _unit(case, target))


def _unit(case: Case, target: Target) -> str:
    indicator = case.catalogue.indicators.get(target.indicator or "")
    return indicator.unit if indicator else ""
