"""Numbers that a target derives: from a figure of last year, or from another target."""

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


def _has_number(target: Target) -> bool:
    return target.value is not None or target.values is not None or target.against is not None
