"""Rule kind ``completeness``: whether every item of a list was told in each period.

A value of 0 is told; a blank is not. A list that the notice leaves open (等) is judged by what it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ....calendar import Every
from ....catalogue.model import Condition, Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    item: str
    every: Every
    value: str | None = None
    dated_by: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    where: tuple[Condition, ...] = ()
