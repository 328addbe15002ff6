"""How the things of a list may be called: spellings to ids, looked up and not searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

MANY_NAMES = 500
"""Of longer lists not every name is compared with a misspelt one: that takes a third of a second a word
at 6,400 names."""

COMPARED = 50


@dataclass(frozen=True)
class Names:
    """How the things of one list may be called, looked up and not searched.

    ``ids`` maps every spelling to the id that it stands for, ``usual`` an id to its usual name, in the
    order of the list.
    A name that several items share stands for none of them: ``shared`` has their ids.
    """

    ids: Mapping[str, str]
    usual: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where each id stands in the list, from 0."""
        return {id_: at for at, id_ in enumerate(self.usual)}

    @cached_property
    def unpadded(self) -> Mapping[str, str]:
        """The first spelling that is each text but for noughts before it."""
        found: dict[str, str] = {}
        for name in self.ids:
            if name.startswith("0"):
                found.setdefault(name.lstrip("0"), name)
        return found

    def resembling(self, word: str) -> list[str]:
        """The spellings that a misspelt word is worth comparing with: of a long list those that share
        most of its pairs of characters, pairs that many have left aside."""
        if len(self.ids) <= MANY_NAMES:
            return list(self.ids)
        shared = Counter[str]()
        for pair in _pairs(word):
            bearers = self._bearers.get(pair, ())
            if len(bearers) <= len(self.ids) / 4:
                shared.update(bearers)

        def order(name: str) -> tuple[int, int, str]:
            return -shared[name], abs(len(name) - len(word)), name

        return sorted(shared, key=order)[:COMPARED]

    @cached_property
    def _bearers(self) -> Mapping[str, list[str]]:
        """The spellings in which each pair of characters occurs."""
        found: dict[str, list[str]] = {}
        for name in self.ids:
            for pair in _pairs(name):
                found.setdefault(pair, []).append(name)
        return found


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)}
