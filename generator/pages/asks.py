"""What a provision asks for, in a few words."""

from __future__ import annotations

from .. import wording
from ..catalogue.model import Cadence, Deliverable, Listing, Provision, Reference, Target
from .site import Site

_EVERY = {
    "week": "每周",
    "month": "每月",
    "quarter": "每季度",
    "half_year": "每半年",
    "year": "每年",
}
_OPERATORS = {"at_least": "不低于", "at_most": "不高于", "equal": "等于"}


def asks(site: Site, provision: Provision) -> str:
    """What a provision asks for, in a few words."""
    match provision:
        case Target():
            return _target(site, provision)
        case Cadence(every=str(every)):
            times = f"{provision.times} 次" if provision.times > 1 else ""
            day = f"{provision.day} 日前" if provision.day else ""
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
    operator = _OPERATORS[target.operator]
    name = indicator.name if indicator else ""
    parts = [
        f"{point.date.month}月{point.date.day}日{operator}{wording.number(point.value, 4)}{unit}"
        for point in target.checkpoints
    ]
    if target.value is not None:
        each = _EVERY[target.each] if target.each else ""
        by = f"{wording.day(target.due)}前" if target.due else ""
        parts.append(f"{by}{each}{operator}{wording.number(target.value, 4)}{unit}")
    if target.external_value:
        parts.append(f"目标值为{target.external_value}，通知未载")
    return name + "；".join(parts)
