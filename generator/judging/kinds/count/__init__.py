"""Rule kind ``count``: how many different things qualify, by a day, in each period, or at all.

Things are counted one by one, never made up from a total.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Condition, Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read how many are enough: a target's number, or all that are listed."""

    id: str
    name: str
    at_least: str | None = None
    all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """What has to be followed: dated records of some units, called ``name``."""

    name: str
    form: str
    dated_by: str
    subjects: tuple[str, ...]
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    distinct: str
    where: tuple[Condition, ...] = ()
    qualifies: tuple[Condition, ...] = ()
    dated_by: str | None = None
    readings: tuple[Reading, ...] = ()
    pace: str | None = None
    after: After | None = None
