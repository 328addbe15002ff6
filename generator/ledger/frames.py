"""What stands behind ``Table``: rows of a form, those of every version of every filing or some.

A column is put together once, when it is first asked for, and answers for any of its rows. Other engines answer the
same questions (``engines``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, chain, repeat
from typing import Any

from ..catalogue import types
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Form
from ..frozen import dataclass
from ..intake import Filed
from ..intake.withheld import WITHHELD, Withheld
from ..wording import spelt
from .cells import Cell
from .columns import Column, Rows, Told
from .filing import Filing
from .predicates import Predicate


@dataclass(frozen=True, eq=False)
class Frame:
    """Rows of a form by column. These nobody has filed, so that they have no place; WITHHELD stands for
    what the public may not know. ``catalogue`` has the order of what columns refer to, if it matters."""

    form: Form
    given: Mapping[str, Sequence[Value]]
    catalogue: Catalogue | None = field(default=None, kw_only=True)
    _columns: dict[str, Column] = field(default_factory=dict, init=False)

    def __len__(self) -> int:
        return len(next(iter(self.given.values()), ()))

    @property
    def every(self) -> Rows:
        """The numbers of all rows, in order."""
        return range(len(self))

    def column(self, name: str) -> Column:
        """A column by its id, one value a row, put together once; KeyError for one that is not there."""
        if name not in self._columns:
            self._columns[name] = self._packed(name)
        return self._columns[name]

    def where(self, rows: Rows, predicates: Sequence[Predicate]) -> tuple[Frame, Rows]:
        """Of some rows those of which all predicates hold, and the frame that has them; WithheldError where that
        hangs on a count that the public may not know."""
        for predicate in predicates:
            rows = self.column(predicate.column).holding(rows, predicate)
        return self, rows

    def raw(self, rows: Rows, column: str) -> list[Any]:
        """Row by row what there is: None for a blank, WITHHELD for what the public may not know."""
        return self.column(column).raw(rows)

    def keys(self, rows: Rows, names: Sequence[str]) -> set[tuple[Any, ...]]:
        """What rows say in some columns, each different row of them once."""
        return set(zip(*(self.raw(rows, name) for name in names), strict=True))

    def blank(self, rows: Rows, column: str) -> bool:
        """Whether any row has a blank there; a withheld count is none."""
        return self.column(column).blank(rows)

    def withheld(self, rows: Rows, column: str) -> bool:
        """Whether the public may not know the value of any row."""
        return self.column(column).withheld(rows)

    def total(self, rows: Rows, column: str) -> Fraction | None:
        """The exact sum; None where a row is blank or withheld."""
        return self.column(column).total(rows)

    def last(self, rows: Rows, names: Sequence[str]) -> Rows:
        """Of rows that are alike in some columns the last one."""
        alike = zip(*(self.raw(rows, name) for name in names), strict=True)
        last = {key: at for at, key in enumerate(alike)}
        return self.some(rows, sorted(last.values()))

    def some(self, rows: Rows, places: Sequence[int]) -> Rows:
        """Those at some places among rows."""
        return [rows[place] for place in places]

    def filings(self, rows: Rows) -> list[Filing | None]:
        """Row by row the filing that it is from."""
        return [None] * len(rows)

    def cells(self, rows: Rows, columns: Sequence[str]) -> Iterator[Cell]:
        """The place of every cell of some columns, row by row."""
        return iter(())

    def _packed(self, name: str) -> Column:
        return Told.of(types.of(self.form.column(name)).holds, self.given[name])


@dataclass(frozen=True, eq=False)
class Merged(Frame):
    """All rows that were filed: ``filed`` is what is said in each filing of the form, by its number among
    ``every_filing``, which are all, of this form and of others."""

    given: Mapping[str, Sequence[Value]] = field(default_factory=dict, init=False)
    filed: Mapping[int, Filed] = field(kw_only=True)
    every_filing: Sequence[Filing] = field(kw_only=True)

    def __len__(self) -> int:
        return sum(map(len, self.filed.values()))

    def of(self, filings: Iterable[Filing]) -> tuple[Frame, Rows]:
        """The rows of some filings, in the order of the filings, and this."""
        pieces = [self._own[f.source] for f in filings if f.source in self._own]
        return self, pieces[0] if len(pieces) == 1 else [*chain.from_iterable(pieces)]

    def filings(self, rows: Rows) -> list[Filing | None]:
        """Row by row the version of a filing that it is from, never None."""
        return [self.every_filing[self._sources[row]] for row in rows]

    def cells(self, rows: Rows, columns: Sequence[str]) -> Iterator[Cell]:
        """As ``Frame.cells``: line and position from 1, 0 where the file has not the column."""
        headers = {name: self.form.column(name).header for name in columns}
        for row in rows:
            source = self._sources[row]
            own = row - self._own[source][0]
            yield from cells_of(self.every_filing[source], self.filed[source], own, headers)

    @cached_property
    def _sources(self) -> Sequence[int]:
        """Row by row the number of the filing that it is from."""
        return [*chain.from_iterable(map(repeat, self._own, map(len, self._own.values())))]

    @cached_property
    def _own(self) -> Mapping[int, range]:
        """The rows of each filing that has any; a frame is in their order."""
        ends = accumulate(map(len, self.filed.values()))
        return {
            number: range(end - len(each), end)
            for (number, each), end in zip(self.filed.items(), ends, strict=True)
            if len(each)
        }

    def _packed(self, name: str) -> Column:
        values = self._values(name)
        return Told(values, any(value is WITHHELD for value in values))

    def _values(self, name: str) -> Sequence[Value]:
        """Row by row what was filed; WITHHELD is what the public may not know."""
        filed, every = self.filed, self.every_filing
        told = (values_of(filed[n], name, withheld=every[n].withheld) for n in self._own)
        return [*chain.from_iterable(told)]


def values_of(filed: Filed, column: str, *, withheld: bool) -> Sequence[Value]:
    """What a filing says in a column, row by row; WITHHELD is what the public may not know, if there may be any."""
    values, texts = filed.columns[column], filed.texts.get(column)
    if not (withheld and texts):
        return values
    pairs = zip(values, texts, strict=True)
    return [WITHHELD if isinstance(text, Withheld) else value for value, text in pairs]


def cells_of(filing: Filing, read: Filed, row: int, headers: Mapping[str, str]) -> Iterator[Cell]:
    """The cells of one row of a filing in some columns, whose headers are given by their ids."""
    for name, header in headers.items():
        filed = read.text(name, row)
        yield Cell(
            filing.path,
            read.lines[row],
            filing.positions.get(name, -1) + 1,
            header,
            filed if isinstance(filed, Withheld) else spelt(read.columns[name][row]),
            filed,
            filing.short_commit,
        )
