"""A deed: one thing to do, by when, with which file, and where to put it."""

from __future__ import annotations

from datetime import date

from ... import wording
from ...calendar import Term
from ...frozen import dataclass
from ..values import Badge, File, Line, Link, Value


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. ``when`` is by when, in words; ``folder`` is where its files belong, and ``upload``
    the address at which they are put there, '' where the office declared none.

    ``day`` is the last day for it, ``term`` what is filed for with its ``forms``; ``verdicts`` are the ids of
    those that ask for it.
    """

    when: str
    what: Value
    note: Line
    badge: Badge | None = None
    workbook: File | None = None
    fill: Link | None = None
    folder: str = ""
    upload: str = ""
    more: Link | None = None
    joint: str = ""
    day: date | None = None
    term: Term | None = None
    forms: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owed:
    """What a unit has to do, for whoever reminds it: what came in ``spoilt``; what is ``overdue``; what falls due by
    a day, each day of a thing by itself; what any filing may still mend; and of what it holds with others both of
    these. ``next`` is the filing with which that is told, where it is due only later."""

    spoilt: tuple[Deed, ...]
    overdue: tuple[Deed, ...]
    dated: tuple[Deed, ...]
    lasting: tuple[Deed, ...]
    joint: tuple[Deed, ...]
    next: tuple[Deed, ...]

    @property
    def alone(self) -> tuple[Deed, ...]:
        """What is the unit's own."""
        return (*self.spoilt, *self.overdue, *self.dated, *self.lasting)

    @property
    def every(self) -> tuple[Deed, ...]:
        """All that is due or short, in this order."""
        return (*self.alone, *self.joint)

    @property
    def among(self) -> tuple[str, ...]:
        """How much of the unit's own came in spoilt or is overdue, to go on with behind how much there is: first
        what holds for all of it, '' for nothing, then 其中…."""
        own = len(self.alone)
        parts = ((len(self.spoilt), "有误没有计入"), (len(self.overdue), "期限已过"))
        told = [f"{count}项{what}" for count, what in parts if 0 < count < own]
        whole = "".join(f"，{what}" for count, what in parts if count == own > 0)
        return (whole, *(f"其中{each}" for each in told[:1]), *told[1:])


def when(day: date, today: date) -> str:
    """By when, and how long that is: 5月20日前（还有3天）, with its year."""
    left = (day - today).days
    return f"{wording.day(day)}前（{'今天到期' if left == 0 else f'还有{left}天'}）"
