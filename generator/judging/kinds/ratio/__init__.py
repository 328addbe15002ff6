"""Rule kind ``ratio``: a numerator over a denominator, by each reading of the definition.

Where the notice says all (应…尽…, 逐一), the numerator has to reach the denominator; it is not late as
long as no date is given. Otherwise there is no number to reach, and the figure is only shown. Both are
as the unit tells them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....catalogue.model import Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    indicator: str
    whole: bool = False
