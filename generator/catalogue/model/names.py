"""How the things of a list may be called: spellings to ids, looked up and not searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from ...frozen import dataclass
from ...words.expression import late
from ...words.marked import harmless

MANY_NAMES = 500
"""Of longer lists not every name is compared with a misspelt one: that takes a third of a second a word
at 6,400 names."""

COMPARED = 50

_NUMBERED = late("([A-Za-z]{1,3})[-_]?0*([1-9][0-9]*)")
_ONE_NUMBER = late("[^0-9]*?0*([1-9][0-9]*)[^0-9]*")


@dataclass(frozen=True)
class Names:
    """How the things of one list may be called, looked up and not searched.

    ``ids`` maps every spelling to the id that it stands for, ``usual`` an id to its usual name, in the
    order of the list. A name that a spreadsheet would run is also known behind the mark that keeps it from that.
    A name that several items share stands for none of them: ``shared`` has their ids.
    """

    ids: Mapping[str, str]
    usual: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        behind = {harmless(name): id_ for name, id_ in self.ids.items()}
        object.__setattr__(
            self, "ids", {**self.ids, **{n: behind[n] for n in behind if n not in self.ids}}
        )

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

    @cached_property
    def numbered(self) -> Mapping[str, Sequence[str]]:
        """What may be meant by a number, alone (``7``) or after the letters of an id (``t7``): the things
        whose id is letters and that number, and any other whose id or name has no number but that."""
        ids: dict[str, dict[str, None]] = {}
        numbers: dict[str, dict[str, None]] = {}
        for name, id_ in self._spellings():
            if found := _ONE_NUMBER.fullmatch(name):
                numbers.setdefault(found[1], {})[id_] = None
            if name == id_ and (found := _NUMBERED.fullmatch(name)):
                ids.setdefault(found[2], {})[id_] = None
                ids.setdefault(found[1].lower() + found[2], {})[id_] = None
        return {key: tuple({**found, **numbers.get(key, {})}) for key, found in ids.items()}

    def _spellings(self) -> Iterator[tuple[str, str]]:
        """Every spelling with the id that it stands for, or with each of those that share it."""
        yield from self.ids.items()
        yield from ((name, id_) for name, ids in self.shared.items() for id_ in ids)

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

        # Those that share fewer pairs than COMPARED others do cannot be among the first.
        most = sorted(shared.values(), reverse=True)[:COMPARED]
        return sorted((n for n, count in shared.items() if count >= most[-1]), key=order)[:COMPARED]

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
