"""What views hold: words, links, states, numbers and the places of figures, free of any medium.

A view says what there is to be read; a renderer (``render``) says it on a page, on a terminal or in a
file. The set is closed: a renderer matches on ``Value`` and is complete when mypy says so, so an output
format is one module. Plain words are ``Text``, whoever wrote them; only a renderer knows what would act in its
medium.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, TypeAlias, Union

from .. import wording
from ..frozen import dataclass
from ..ledger.cells import Cell
from ..words.states import State
from .drawings import Chart, Progress, Tick

Text: TypeAlias = str
"""Words from us or from outside, as they are to be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its kind and whose it is, and a spot on it; ``query`` fills in its filters.

    The kinds are the modules of ``kinds/``, which is read and not listed anywhere: no ``Literal`` repeats
    it, and a test holds each place to it.
    """

    kind: str
    of: str = ""
    anchor: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file beside the pages, by its path from the top of the site."""

    path: str


@dataclass(frozen=True, slots=True)
class Web:
    """A page of somewhere else, by its whole address, which was declared."""

    address: str


Lead: TypeAlias = Callable[[Place | File | Web], str]
"""Gives the address of a place as seen from where it is written."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: Value
    to: Place | File | Web


@dataclass(frozen=True, slots=True)
class Badge:
    """How something stands, by shape and word; None where nothing is said of it.

    ``word`` stands in the place of the state's usual one. ``slim`` is for tables of many hundred rows.
    """

    state: State | None
    word: str = ""
    slim: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign in a narrow cell: a state, a day that falls due, or a part in what is held together or others lead.

    ``of`` says whose it is, ``word`` what it means.
    """

    look: State | Literal["flag", "part"]
    of: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the notice in the colour of how they stand, leading to what encodes them."""

    words: str
    state: State
    word: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Unquoted:
    """Words of the notice that ask for something and that nothing encodes."""

    words: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A small number above the line."""

    number: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody's account on the forge, who is told there; nothing in other media."""

    account: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and with so many decimals as it takes; ``asked`` for one that is held
    against others, which is shown as exactly as somebody wrote it, of a range with its ``low`` end."""

    value: float
    unit: str
    decimals: int = 1
    asked: bool = False
    low: float | None = None

    @property
    def spelt(self) -> str:
        """As the office prints it."""
        if self.low is not None:
            return wording.between(self.low, self.value, self.unit, self.decimals)
        spell = wording.required if self.asked else wording.quantity
        return spell(self.value, self.unit, self.decimals)


@dataclass(frozen=True, slots=True)
class Cells:
    """Where a figure comes from. ``runs`` are the cells together, line by line and file by file, each
    leading to where it is shown; a medium without links tells the cells."""

    cells: tuple[Cell, ...]
    runs: tuple[Link | Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Something said, and what it rests on."""

    says: Value
    rests_on: tuple[Item | Cells, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Items in items."""

    items: tuple[Item | Cells, ...]

    @property
    def lines(self) -> Iterator[tuple[int, Value]]:
        """What each item says, from the top, after how deep it stands: 0 for the first ones."""
        return _lines(self.items, 0)


def _lines(items: Iterable[Item | Cells], depth: int) -> Iterator[tuple[int, Value]]:
    for item in items:
        if isinstance(item, Item):
            yield depth, item.says
            yield from _lines(item.rests_on, depth + 1)
        else:
            yield depth, item


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of a declared file as they stand there, under what they are called."""

    anchor: str
    title: str
    place: str
    lines: tuple[str, ...]


MISSING = "✕"
"""Where there is no figure because nothing was filed, in the shape of that state."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A bar with its words: whose it is, how far that is, and what is left."""

    name: Value
    bar: Progress
    now: Value
    left: Value = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of one scale under each other, in columns; beneath them what is asked of all of them."""

    title: str
    lanes: tuple[Lane, ...]

    @property
    def axis(self) -> tuple[Tick, ...]:
        """The numbers that are asked of everyone."""
        first, *others = [lane.bar for lane in self.lanes] or [Progress("", None, 1)]
        alike = {
            (tick.at, tick.name)
            for tick in first.ticks
            if all((tick.at, tick.name) in [(t.at, t.name) for t in bar.ticks] for bar in others)
        }
        return tuple(tick for tick in first.ticks if (tick.at, tick.name) in alike)


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs to one of those that are compared: each by name, with whether it is done."""

    name: Value
    tiles: tuple[tuple[str, bool], ...]

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(done for _, done in self.tiles)


@dataclass(frozen=True, slots=True)
class Tiles:
    """A square for each of many things: filled where it is ``done``, which names what that is; ``todo`` is
    the word for the others, ``alarm`` whether their time is over."""

    title: str
    groups: tuple[Group, ...]
    done: str
    todo: str
    alarm: bool = False


Sign: TypeAlias = Badge | Mark | Passage | Unquoted | Raised | Mention
Block: TypeAlias = Outline | Excerpt
Drawing: TypeAlias = Chart | Progress | Bars | Tiles
Value: TypeAlias = Union[Text, int, "Line", Link, Quantity, Cells, Sign, Block, Drawing, None]
Line: TypeAlias = tuple[Value, ...]
"""Values one after the other; () is nothing, and false."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns, where no template lays them out."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Line, ...]


NOTHING = "没有。"
"""In the place of a table without rows."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is read by itself, from its title on: parts, each on lines of its own, papers among them."""

    title: Value
    parts: tuple[Part, ...]


Part: TypeAlias = Value | Table | Paper

Fact: TypeAlias = tuple[str, Value]
"""A name with what is said under it."""


def joined(values: Iterable[Value], by: str = "、") -> Line:
    """Values with a sign between each two."""
    found: list[Value] = []
    for value in values:
        found += [by, value] if found else [value]
    return tuple(found)


def compared(
    value: float | None,
    threshold: float | None,
    unit: str,
    decimals: int = 1,
    low: float | None = None,
) -> tuple[Quantity | None, Quantity | None]:
    """A value and what is asked for, with so many decimals that they read alike only when they are; of a
    range ``threshold`` is the high end."""
    shown = decimals
    if value is not None and threshold is not None:
        end = wording.nearest(value, threshold, low)
        shown = wording.decimals_apart(value, end, decimals, unit)
    return (
        None if value is None else Quantity(value, unit, shown),
        None if threshold is None else Quantity(threshold, unit, shown, asked=True, low=low),
    )
