"""Who answers and who files, and the registers of things to be covered one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from generator.catalogue.model.notice import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    name: str
    from_: date | None = None
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitKind:
    id: str
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    id: str
    kind: str
    name: str
    full_name: str = ""
    aliases: tuple[Alias, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    files: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    maintains: bool = False
    note: str = ""

    @property
    def names(self) -> list[str]:
        """Every way in which a text may call it, the usual one first."""
        own = [self.name, self.full_name] if self.full_name else [self.name]
        return own + [alias.name for alias in self.aliases]

    def exists_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: str
    name: str
    membership: str
    members: tuple[str, ...]
    basis: str
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItem:
    id: str
    name: str
    category: str
    unit: str | None = None
    placeholder: bool = False
    note: str = ""


MANY_NAMES = 500
"""Of longer lists not every name is compared with a misspelt one: that takes a third of a second a word
at 6,400 names."""

_COMPARED = 50


@dataclass(frozen=True)
class Names:
    """How the things of one list may be called, looked up and not searched.

    ``ids`` maps every spelling to the id that it stands for, ``usual`` an id to its usual name.
    A name that several items share stands for none of them: ``shared`` has their ids.
    """

    ids: Mapping[str, str]
    usual: Mapping[str, str] = field(default_factory=dict)
    shared: Mapping[str, Sequence[str]] = field(default_factory=dict)

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

        return sorted(shared, key=order)[:_COMPARED]

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


@dataclass(frozen=True, kw_only=True)
class Register:
    """Things to be covered one by one; only items of the ``counted`` categories count."""

    id: str
    name: str
    expected: int
    counted: tuple[str, ...]
    items: tuple[RegisterItem, ...]
    basis: str
    quote: str = ""
    decision: Decision | None = None
    questions: tuple[str, ...] = ()
    note: str = ""

    def counted_items(self) -> list[RegisterItem]:
        return [item for item in self.items if item.category in self.counted]

    @cached_property
    def names(self) -> Names:
        """How its items may be called."""
        bearers: dict[str, list[str]] = {}
        for item in self.items:
            bearers.setdefault(item.name, []).append(item.id)
        own = {name: ids[0] for name, ids in bearers.items() if len(ids) == 1}
        return Names(
            ids=own | {item.id: item.id for item in self.items},
            usual={item.id: item.name for item in self.items},
            shared={name: ids for name, ids in bearers.items() if len(ids) > 1},
        )
