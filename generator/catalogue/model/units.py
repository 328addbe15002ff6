"""Who answers and who files, and the registers of things to be covered one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .filing import Lasting
from .names import Names
from .notice import Decision


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
class Owed(Lasting):
    """A form on the list of a unit, and the months for which the unit files it."""

    form: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    id: str
    kind: str
    name: str
    full_name: str = ""
    aliases: tuple[Alias, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    owed: tuple[Owed, ...] = ()
    accounts: tuple[str, ...] = ()
    maintains: bool = False
    note: str = ""

    @property
    def names(self) -> list[str]:
        """Every way in which a text may call it, the usual one first."""
        own = [self.name, self.full_name] if self.full_name else [self.name]
        return own + [alias.name for alias in self.aliases]

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of the forms on its list, in its order."""
        return tuple(dict.fromkeys(owed.form for owed in self.owed))

    def exists_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    def exists_within(self, first: date, last: date) -> bool:
        """Whether it exists on any day from first to last."""
        begun = self.valid_from is None or self.valid_from <= last
        return begun and (self.valid_until is None or first <= self.valid_until)


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
