"""Rule kind ``ranking``: the items of one register put in order by a method that is a versioned file.

Items of different registers are never in one list, a list is made only when every item has its score,
and equal scores share a rank (1, 2, 2, 4). "The last five" are all items with fewer than five worse
ones, so a tie at the fifth place makes the list longer, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....calendar import Every


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields that this kind adds to a rule."""

    register: str
    form: str
    item: str
    every: Every
    dated_by: str | None = None
    method: str | None = None
    last: tuple[int, ...] = ()
    subjects: tuple[str, ...] = ()
