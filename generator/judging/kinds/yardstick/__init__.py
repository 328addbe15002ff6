"""Rule kind ``yardstick`` (序时进度): the share of the way that is done by the day of the data against
the share of the time that was gone by then.

It is for orientation only: between checkpoints the last one passed binds, and nothing in a notice
says that work goes evenly.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The fields that this kind adds to a rule."""

    of: str
