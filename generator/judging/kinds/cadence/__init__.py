"""Rule kind ``cadence``: whether something happens in each week, month, quarter, half-year or year,
or in the months that the notice names."""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Condition, Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read what happens: which records count, and how often they are wanted."""

    id: str
    name: str
    where: tuple[Condition, ...] = ()
    times: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    distinct: str
    dated_by: str
    where: tuple[Condition, ...] = ()
    readings: tuple[Reading, ...] = ()
