"""What a target asks of some units at a point in time: one number for all, or a unit's own."""

from __future__ import annotations

from fractions import Fraction

from .. import wording
from ..catalogue.model import Assigned, Base, Change, Checkpoint, Target
from ..catalogue.wholes import BASE, adds_up
from ..frozen import dataclass
from .case import Body, Case
from .rows import exact
from .verdict import Remedy, Step


@dataclass(frozen=True, slots=True)
class Asked:
    """A number to be held against, in the unit of the indicator; of a range the high end, and ``low``.

    ``unknown`` says why there is none (``value`` is 0 then), ``remedy`` what is to be done about that.
    ``derived`` says in words what it was made of, and ``steps`` where it comes from, beside what the
    target says itself.
    """

    value: float
    low: float | None = None
    derived: str = ""
    unknown: str = ""
    remedy: Remedy | None = None
    steps: tuple[Step, ...] = ()


PLAIN = Asked(0)
"""Of a stage whose number comes from nowhere else."""


def of_target(case: Case, target: Target, body: Body) -> Asked:
    """What it asks of some units by itself; 1 where it names no number."""
    if target.between:
        low, high = target.between
        return Asked(high, low)
    if target.against:
        return _changed(case, target, body)
    if target.share_of:
        return _part(case, target, target.share_of.target, target.share_of.percent, body)
    return _asked(case, target, "", target.value, body)


def at_checkpoint(case: Case, target: Target, point: Checkpoint, body: Body) -> Asked:
    """What it asks of them by the day of one of its checkpoints."""
    return _asked(case, target, point.date.isoformat(), point.value, body)


def _asked(case: Case, target: Target, key: str, whole: float | None, body: Body) -> Asked:
    own = case.catalogue.assigned.get((target.id, key))
    if own is None:
        return Asked(1 if whole is None else whole)
    if body.subject is None:
        return _of_all(case, target, whole, [own[unit] for unit in body.units if unit in own])
    if body.subject not in own:
        return Asked(
            0,
            unknown="没有写明这个单位的目标值",
            remedy=_write(case, target, "写明这个单位的目标值", "values"),
        )
    assigned = own[body.subject]
    return Asked(assigned.value, steps=(_step(case, target, "目标值", assigned),))


def _of_all(case: Case, target: Target, whole: float | None, own: list[Assigned]) -> Asked:
    """What it asks of all together: the whole that it names, else the sum."""
    if whole is not None:
        return Asked(whole)
    if not adds_up(case.catalogue, target):
        return Asked(
            0,
            unknown="没有写明合计的目标值",
            remedy=_write(case, target, "写明合计的目标值", "value"),
        )
    summed = float(sum((exact(each.value) for each in own), Fraction(0)))
    parts = tuple(_step(case, target, "目标值", each) for each in own)
    return Asked(summed, steps=(Step("各单位目标值合计", summed, _unit(case, target), parts),))


def _changed(case: Case, target: Target, body: Body) -> Asked:
    """What last year's figure comes to when it is changed as the target says."""
    base = _based(case, target, target.base, body) if target.base else None
    if base is None:
        remedy = _write(case, target, "提供上年的数和出处", "base")
        return Asked(0, unknown="没有写明上年的数", remedy=remedy)
    value, by = _after(exact(base.value or 0), target.change, _unit(case, target))
    shown = wording.quantity(base.value or 0, base.unit, _decimals(case, target))
    told = f"上年{shown}，{by}" if by else f"上年{shown}"
    return Asked(float(value), derived=told, steps=(base,))


def _based(case: Case, target: Target, base: Base, body: Body) -> Step | None:
    """The figure of last year, with its source; None where nobody says."""
    own = case.catalogue.assigned.get((target.id, BASE), {})
    says = f"上年的数（{base.source}）"
    if body.subject is not None and body.subject in own:
        return _step(case, target, says, own[body.subject])
    alone = body.subject is None or case.catalogue.owners(target) == (body.subject,)
    if base.value is not None and alone:
        return Step(says, base.value, _unit(case, target))
    if body.subject is None and set(body.units) <= set(own) and adds_up(case.catalogue, target):
        parts = tuple(_step(case, target, says, own[unit]) for unit in body.units)
        summed = sum((exact(part.value or 0) for part in parts), Fraction(0))
        return Step(f"{says}合计", float(summed), _unit(case, target), parts)
    return None


def _after(base: Fraction, change: Change | None, unit: str) -> tuple[Fraction, str]:
    """A figure after a change, and the change in words; '' for none."""
    match change:
        case Change(percent=float(by)):
            return base * (100 + exact(by)) / 100, f"{_way(by, '增长', '下降')}%"
        case Change(points=float(by)):
            return base + exact(by), f"{_way(by, '提高', '降低')}个百分点"
        case Change(amount=float(by)):
            return base + exact(by), f"{_way(by, '增加', '减少')}{unit}"
        case Change(times=float(times)):
            return base * exact(times), f"要求达到其{wording.exact(times)}倍"
        case _:
            return base, ""


def _way(by: float, more: str, less: str) -> str:
    return f"{more if by >= 0 else less}{wording.exact(abs(by))}"


def _part(case: Case, target: Target, other: str, percent: float, body: Body) -> Asked:
    """A part of what another target asks of the same units."""
    whole = case.catalogue.provisions.get(other)
    asked = of_target(case, whole, body) if isinstance(whole, Target) else None
    if asked is None or asked.unknown:
        unknown = asked.unknown if asked else "没有那一项的目标值"
        remedy = (asked and asked.remedy) or Remedy(f"写明 {other} 的目标值")
        return Asked(0, unknown=f"按“{other}”计算，{unknown}", remedy=remedy)
    assert isinstance(whole, Target)
    value = float(exact(asked.value) * exact(percent) / 100)
    shown = wording.quantity(asked.value, _unit(case, whole), _decimals(case, whole))
    name = wording.quoted(wording.short(whole.name, 20))
    step = Step(f"{name}的目标值（{other}）", asked.value, _unit(case, whole), asked.steps)
    return Asked(value, derived=f"{name}的目标值{shown}的{wording.exact(percent)}%", steps=(step,))


def _step(case: Case, target: Target, says: str, assigned: Assigned) -> Step:
    """Where a number stands that is declared for one unit."""
    place = f"{assigned.place.file} 第{assigned.place.line}行"
    return Step(f"{says}（{place}）", assigned.value, _unit(case, target))


def _write(case: Case, target: Target, does: str, field: str) -> Remedy:
    return Remedy(does, f"写入 {case.catalogue.issued(target).file} 中 {target.id} 的 {field}")


def _unit(case: Case, target: Target) -> str:
    indicator = case.catalogue.indicators.get(target.indicator or "")
    return indicator.unit if indicator else ""


def _decimals(case: Case, target: Target) -> int:
    indicator = case.catalogue.indicators.get(target.indicator or "")
    return indicator.decimals if indicator else 0
