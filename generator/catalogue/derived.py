"""Numbers that a target derives, from a figure of last year or from another target, and what goes with
periods and milestones, whose days are their own."""

from __future__ import annotations

from collections.abc import Iterator

from ..problems import Problem
from .build import by_id
from .model import Target
from .placed import Places


def check(places: Places) -> Iterator[Problem]:
    """What is derived has what it is derived from, in one step."""
    targets = by_id(places.every(Target))
    for target in targets.values():
        yield from _of_their_own(places, target)
        for key in ("change", "base"):
            if getattr(target, key) is not None and target.against is None:
                message = f"写了 {key}，没有写与什么比"
                hint = "请补上“against: last_year”，或删去。"
                yield places.problem("E512", target, (key,), message, hint, on_key=True)
        if target.operator == "between" and (target.against or target.share_of):
            message = "算出的目标值只有一个，不能写 operator: between"
            hint = "请改为 at_least、at_most 或 equal。"
            yield places.problem("E525", target, ("operator",), message, hint)
        other = targets.get(target.share_of.target) if target.share_of else None
        if other and target.share_of and not _has_number(other):
            message = f"“{other.id}”没有写一个可以取的目标值"
            hint = "须是写了 value、values 或 against 的目标。"
            yield places.problem("E525", target.share_of, ("target",), message, hint)


_BESIDE = {
    "periods": ("due", "each"),
    "milestones": ("indicator", "due", "each", "wording", "tolerance"),
}
"""What would be passed over beside a field that says itself when, or that nothing is measured."""


def _of_their_own(places: Places, target: Target) -> Iterator[Problem]:
    for own, others in _BESIDE.items():
        for key in others:
            if getattr(target, own) and places.writes(target, key):
                message = f"写了 {own} 的，不再写 {key}"
                hint = f"请删去 {key}；要求不同的，另列一项目标。"
                yield places.problem("E519", target, (key,), message, hint, on_key=True)


def _has_number(target: Target) -> bool:
    return target.value is not None or target.values is not None or target.against is not None
