"""Rule kind ``coverage``: whether every item of a register has its turn in each period.

An item counts once however often it comes; items of categories that do not count are left out. While
the register itself is open (an item yet to be named), its readings stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Condition, Scoped
from ....catalogue.model.terms import Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What makes coverage whole: the expected number, every item that is named, or any items."""

    id: str
    name: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    register: str
    form: str
    item: str
    dated_by: str
    where: tuple[Condition, ...] = ()
    readings: tuple[Reading, ...] = ()
    pace: str | None = None
    scope: Scope = "together"
    verb: str = "覆盖"
