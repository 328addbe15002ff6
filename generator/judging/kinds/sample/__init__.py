"""Rule kind ``sample``: a draw from the records of a period that anyone can repeat, and whether what
was drawn has been checked.

Records are ordered by the SHA-256 of ``seed|period|record`` and the first ones are drawn, so the draw
hangs neither on the order of rows nor on a machine, and a record more moves nothing but itself. How
many are drawn is for the office to say; while it has not, nothing is judged.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....calendar import Every
from ....catalogue.model import Condition, Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule; ``share`` is in per cent."""

    form: str
    record: str
    dated_by: str
    every: Every
    seed: str
    checked: str
    where: tuple[Condition, ...] = ()
    number: int | None = None
    share: float | None = None
