"""Titles of documents: when a paper is the one that a notice names, and when it only looks like it.

Marks and spaces say nothing. Before the notice's title stand the names of units, after it 试行 or 暂行;
whoever writes anything else there may mean another paper, and only people can say which.
"""

from __future__ import annotations

import re
from dataclasses import field
from difflib import SequenceMatcher
from functools import cached_property
from unicodedata import category

from ..catalogue.model import Catalogue, narrow
from ..frozen import dataclass

TRIAL = ("试行", "暂行")
"""What may stand behind a title."""

_NEAR = 0.75
"""Share of two titles that is the same, from which on they are near: a few characters of twenty differ."""


@dataclass(frozen=True)
class Title:
    """The title that a notice gives, among the units whose names may stand before it."""

    catalogue: Catalogue
    text: str
    _fits: dict[str, bool] = field(default_factory=dict, init=False, compare=False)
    _like: dict[str, bool] = field(default_factory=dict, init=False, compare=False)

    def fits(self, other: str) -> bool:
        """Whether a paper's title is this one."""
        if other not in self._fits:
            self._fits[other] = bool(self._pattern.fullmatch(_plain(other)))
        return self._fits[other]

    def is_like(self, other: str) -> bool:
        """Whether a paper's title holds this one, or nearly."""
        if other not in self._like:
            self._like[other] = self._nearly(_plain(other))
        return self._like[other]

    def _nearly(self, other: str) -> bool:
        own = _plain(self.text)
        if not own or not other:
            return False
        return own in other or SequenceMatcher(None, own, other).ratio() >= _NEAR

    def differs(self, other: str) -> str:
        """In what a title that is like this one is not it."""
        before, found, after = _plain(other).partition(_plain(self.text))
        if not found:
            return "标题有出入"
        return "、".join(
            f"{where}多了“{more}”" for where, more in (("前面", before), ("后面", after)) if more
        )

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        names = {_plain(name) for unit in self.catalogue.units.values() for name in unit.names}
        units = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
        return re.compile(f"({units})*{re.escape(_plain(self.text))}({'|'.join(TRIAL)})?")


def _plain(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(sign for sign in narrow(text) if category(sign)[0] in "LN")
