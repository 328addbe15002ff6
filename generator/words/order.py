"""The order of names that have none of their own: W2 before W10, for a number in a name is a number."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from .expression import late

Rank: TypeAlias = tuple[tuple[tuple[int, str], ...], str]
"""What two names are ordered by; no two names have the same."""

_RUNS = late("([0-9]+)")


@lru_cache(maxsize=1 << 16)
def natural(name: str) -> Rank:
    """Where a name stands: its runs of digits by their size, what is between them by its letters."""
    words = _RUNS.split(name)  # words and digits by turns, words first
    bare = (word.lstrip("0") if at % 2 else word for at, word in enumerate(words))
    return tuple((len(word) * (at % 2), word) for at, word in enumerate(bare)), name
