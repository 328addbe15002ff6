"""A table to be handed out: its columns, what they mean, and its rows, which are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Literal, TypeAlias

from .. import store
from ..frozen import dataclass
from ..intake.withheld import Withheld
from ..words.states import State

Kind: TypeAlias = Literal["text", "integer", "number", "boolean", "date", "month", "moment"]
"""What the values of a column are; a month is its text, ``2023-06``."""

Value: TypeAlias = str | float | bool | date | datetime | Withheld | None
"""A blank is None, what the public may not know WITHHELD; neither is ever 0 or an empty text."""

Row: TypeAlias = Sequence[Value]

BASES = (("notice", "通知写明"), ("office", "办公室决定"), ("assumed", "暂定"))
"""Where something comes from, as words of a closed column."""

STATES = tuple((state.value, state.word) for state in State)
"""How something stands, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its ``name`` in files and queries, its ``title`` in Chinese.

    ``least`` and ``most`` are included. ``to`` is the table and its column in which every value stands.
    ``few``: counts may be withheld here. ``words`` are the values of a closed column with their meanings.
    """

    name: str
    title: str
    kind: Kind = "text"
    description: str = ""
    unit: str = ""
    required: bool = False
    least: float | None = None
    most: float | None = None
    few: bool = False
    to: tuple[str, str] | None = None
    words: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """All that is said of it in words: its description, its unit, and what its values mean."""
        meanings = [f"{word} {meaning}" for word, meaning in self.words if meaning]
        parts = (self.description, self.unit and f"单位：{self.unit}", "；".join(meanings))
        return "。".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a table that stand together; ``made_of`` is the digest of what they hang on besides what all hang on."""

    made_of: str
    rows: Callable[[], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Parts:
    """All rows of a table in their order; ``common`` is the digest of what each of them hangs on."""

    common: str
    each: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a name that files, queries and references know it by.

    ``key`` are the columns that tell rows apart. ``rows`` begins anew each time that it is called, and gives
    the values in the order of the columns. ``parts`` gives the same rows with what they hang on, None where that is not
    known: they are few, or hang on too much.
    """

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[], Iterable[Row]]
    parts: Callable[[], Parts | None] = lambda: None

    def made_of(self) -> str:
        """The digest of all that the rows hang on; '' where that is not known."""
        parts = self.parts()
        return store.key(parts.common, *(part.made_of for part in parts.each)) if parts else ""


def key(name: str, title: str, description: str = "") -> Column:
    """A column of ids that is never blank."""
    return Column(name=name, title=title, description=description, required=True)


def lead(name: str, title: str, table: str, *, required: bool = False) -> Column:
    """A column of ids of another table."""
    return Column(name=name, title=title, required=required, to=(table, "id"))
