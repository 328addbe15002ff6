"""What a provision asks for, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from .. import wording
from ..calendar import period
from ..catalogue.model import (
    Assigned,
    Cadence,
    Change,
    Deliverable,
    Listing,
    Provision,
    Reference,
    Target,
)
from ..catalogue.model.terms import Operator
from .site import Site

_EVERY = {
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
}


def asks(site: Site, provision: Provision) -> str:
    """What a provision asks for, in a few words."""
    return site.once(("asks", provision.id), lambda: _asks(site, provision))


def _asks(site: Site, provision: Provision) -> str:
    match provision:
        case Target():
            return _target(site, provision)
        case Cadence(every=str(every)):
            times = f"{provision.times}次" if provision.times > 1 else ""
            day = f"{provision.day}日前" if provision.day else ""
            return _EVERY[every] + day + times
        case Cadence(months=months) if months:
            return "、".join(f"{month}月" for month in months)
        case Cadence(unspecified=str(word)):
            return f"通知只写{wording.quoted(word)}，未定频次"
        case Deliverable():
            by = f"，{wording.day(provision.due)}前" if provision.due else ""
            return f"{provision.document or '形成成果'}{by}"
        case Listing(items=items):
            return wording.join(items) + ("等" if provision.open else "")
        case Reference(value=value, unit=unit):
            return f"{wording.number(value)}{unit}，只作参考"
        case _:
            return ""


def _target(site: Site, target: Target) -> str:
    indicator = site.catalogue.indicators.get(target.indicator or "")
    unit = indicator.unit if indicator else ""
    name = indicator.name if indicator else ""
    each = _EVERY[target.each] if target.each else ""
    by = f"{wording.day(target.due)}前" if target.due else ""

    def wanted(key: str, value: float | None) -> str:
        if own := site.catalogue.assigned.get((target.id, key)):
            return _own(site, own, value, target.operator, unit)
        return "" if value is None else _compared(target.operator, value, unit)

    parts = [
        f"{point.date.month}月{point.date.day}日{wanted(point.date.isoformat(), point.value)}"
        for point in target.checkpoints
    ]
    if asked := wanted("", target.value):
        parts.append(f"{by}{each}{asked}")
    if target.between:
        low, high = target.between
        parts.append(f"{by}{each}在{wording.between(low, high, unit, 0)}之间")
    if target.against:
        parts.append(f"{by}{each}{_changed(target, unit)}")
    if target.share_of:
        other, percent = target.share_of.target, wording.exact(target.share_of.percent)
        whole = site.catalogue.provisions.get(other)
        of = wording.quoted(whole.name) if whole else other
        words = wording.asked_for(target.operator, "%")
        parts.append(f"{by}{each}{words}{of}的目标值的{percent}%")
    parts += [
        f"{period(name).label}{_compared(target.operator, value, unit)}"
        for name, value in target.periods.items()
    ]
    parts += [f"{wording.day(point.date)}前{point.text}" for point in target.milestones]
    if target.external_value:
        parts.append(f"目标值为{target.external_value}，通知未载")
    return name + "；".join(parts)


def _changed(target: Target, unit: str) -> str:
    """How last year's figure is to change, and what it was."""
    change, base = target.change or Change(), target.base
    by = {
        "增长": (change.percent, "%"),
        "提高": (change.points, "个百分点"),
        "增加": (change.amount, unit),
    }
    fewer = {"增长": "下降", "提高": "降低", "增加": "减少"}
    told = [
        f"比上年{more if number >= 0 else fewer[more]}{wording.exact(abs(number))}{of}"
        for more, (number, of) in by.items()
        if number is not None
    ]
    if change.times is not None:
        told = [f"达到上年的{wording.exact(change.times)}倍"]
    was = (
        "各单位的数" if base is None or base.value is None else wording.number(base.value, 4) + unit
    )
    of = f"（上年{was}见{base.source}）" if base else "（上年的数未写明）"
    return f"{''.join(told) or f'{wording.asked_for(target.operator, unit)}上年'}{of}"


def _compared(operator: Operator, value: float, unit: str) -> str:
    if unit in wording.RANKS:
        return f"进入{wording.required(value, unit)}"
    return f"{wording.asked_for(operator, unit)}{wording.required(value, unit, 0)}"


def _own(
    site: Site, own: Mapping[str, Assigned], whole: float | None, operator: Operator, unit: str
) -> str:
    """What is asked of each unit, few of them by name, and of all together."""
    named = [
        f"{site.catalogue.units[id_].name}{_compared(operator, each.value, unit)}"
        for id_, each in own.items()
    ]
    together = "" if whole is None else f"；合计{wording.required(whole, unit, 0)}"
    return f"{wording.few(named, 6, '个单位')}{together}"
