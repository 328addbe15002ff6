"""Texts in which nothing personal was found, so that what is filed again and again is looked at once."""

from __future__ import annotations

from collections.abc import Set

from ..words import privacy
from ..words.expression import late

_REMEMBERED = 100_000


class Unsuspicious:
    """Remembers texts without anything personal; ``names`` are those that are no person's."""

    def __init__(self, names: Set[str]) -> None:
        self._names = names
        self._known: dict[bool, set[str]] = {True: set(), False: set()}

    def are(self, texts: Set[str], numeric: bool) -> bool:
        """Whether ``privacy.find`` finds nothing in any of the texts, cells of a ``numeric`` column or not."""
        known = self._known[numeric]
        if texts <= known:
            return True
        fresh = texts - known
        if _are_short_figures(fresh):
            return True
        if any(
            privacy.find(text, numeric=numeric, known=self._names)
            for text in privacy.suspects(fresh)
        ):
            return False
        if len(known) > _REMEMBERED:
            known.clear()
        known |= fresh
        return True


def _are_short_figures(texts: Set[str]) -> bool:
    """Whether all are figures too short to be anybody's: a number of ten digits and marks is the shortest."""
    one = next(iter(texts))  # mostly it says it of all
    if len(one) >= _SHORTEST or _FIGURES.fullmatch(one) is None:
        return False
    return max(map(len, texts)) < _SHORTEST and _FIGURES.fullmatch("".join(texts)) is not None


_SHORTEST = 10
_FIGURES = late("[0-9.-]*+")
