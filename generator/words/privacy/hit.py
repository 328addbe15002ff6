"""What was found: one class for all that look."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """Something personal in a text, by 0-based positions; ``kind`` is the variant of E301.

    ``sure`` is False for what is only told, such as a number of 15 digits.
    """

    kind: str
    start: int
    end: int
    sure: bool = True
