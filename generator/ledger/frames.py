"""What stands behind ``Table``: rows of a form in pandas, those of every version of every filing or some.

Beside ``columns`` no other module knows what holds the values. A column is packed once, and a question about
some of its rows is answered from that without a loop. Other engines answer the same questions (``engines``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Any

from ..catalogue import types
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Form
from ..frozen import dataclass
from ..intake import Filed
from ..intake.withheld import Withheld
from ..wording import spelt
from .arrays import np, pd
from .cells import Cell
from .columns import DTYPES, Column, Mask, Rows, WithheldError, of_few
from .filing import Filing
from .predicates import Filled, Predicate

PLACE = ("_source", "_line", "_record")
"""Columns that a frame of filings begins with: number of the filing, physical line, spreadsheet row."""


@dataclass(frozen=True, eq=False)
class Frame:
    """Rows of a form by column. These nobody has filed, so that they have no place; WITHHELD stands for
    what the public may not know. ``catalogue`` has the order of what columns refer to, if it matters."""

    form: Form
    given: Mapping[str, Sequence[Value]]
    catalogue: Catalogue | None = field(default=None, kw_only=True)
    _columns: dict[str, Column] = field(default_factory=dict, init=False)
    _keys: dict[tuple[str, ...], np.ndarray[Any, Any]] = field(default_factory=dict, init=False)

    def __len__(self) -> int:
        return len(next(iter(self.given.values()), ()))

    @property
    def every(self) -> Rows:
        """The numbers of all rows, in order."""
        return np.arange(len(self))

    def column(self, name: str) -> Column:
        """A column by its id, one value a row, packed once; KeyError for one that is not there."""
        if name not in self._columns:
            self._columns[name] = self._packed(name)
        return self._columns[name]

    def holds(self, rows: Rows, predicate: Predicate) -> Mask:
        """For each of some rows whether a predicate holds; WithheldError where that hangs on a count
        that the public may not know."""
        column = self.column(predicate.column)
        mask = column.holds(rows, predicate)
        if column.hidden is not None and (hidden := column.hidden[rows]).any():
            answer = of_few(predicate)
            if answer is None:
                raise WithheldError(predicate.column)
            mask[hidden] = answer
        return mask

    def where(self, rows: Rows, predicates: Sequence[Predicate]) -> tuple[Frame, Rows]:
        """Of some rows those of which all predicates hold, and the frame that has them."""
        for predicate in predicates:
            rows = rows[self.holds(rows, predicate)]
        return self, rows

    def raw(self, rows: Rows, column: str) -> list[Any]:
        """Row by row what there is: None for a blank, WITHHELD for what the public may not know."""
        return self.column(column).values[rows].tolist()  # type: ignore[no-any-return]

    def keys(self, rows: Rows, names: Sequence[str]) -> set[tuple[Any, ...]]:
        """What rows say in some columns, each different row of them once."""
        return set(zip(*(self.raw(rows, name) for name in names), strict=True))

    def blank(self, rows: Rows, column: str) -> bool:
        """Whether any row has a blank there; a withheld count is none."""
        return not self.holds(rows, Filled(column)).all()

    def withheld(self, rows: Rows, column: str) -> bool:
        """Whether the public may not know the value of any row."""
        hidden = self.column(column).hidden
        return hidden is not None and bool(hidden[rows].any())

    def total(self, rows: Rows, column: str) -> Fraction | None:
        """The exact sum; None where a row is blank or withheld."""
        own = self.column(column)
        if own.missing[rows].any():
            return None
        whole, decimals = own.exact
        return Fraction(sum(whole[rows].tolist()), 10**decimals)

    def last(self, rows: Rows, names: Sequence[str]) -> Rows:
        """Of rows that are alike in some columns the last one."""
        newest_first = self._key(tuple(names))[rows][::-1]
        _, places = np.unique(newest_first, return_index=True)
        return rows[np.sort(len(rows) - 1 - places)]

    def _key(self, names: tuple[str, ...]) -> np.ndarray[Any, Any]:
        """A number for each row, the same for rows that are alike in some columns."""
        if names not in self._keys:
            codes = pd.DataFrame({name: self.column(name).codes[0] for name in names})
            self._keys[names] = codes.groupby(list(names), sort=False).ngroup().to_numpy()
        return self._keys[names]

    def filings(self, rows: Rows) -> list[Filing | None]:
        """Row by row the filing that it is from."""
        return [None] * len(rows)

    def cells(self, rows: Rows, columns: Sequence[str]) -> Iterator[Cell]:
        """The place of every cell of some columns, row by row."""
        return iter(())

    def _packed(self, name: str) -> Column:
        return self._pack(name, self.given[name])

    def _pack(self, name: str, told: Sequence[Value]) -> Column:
        hidden = None
        if Withheld in set(map(type, told)):
            hidden = np.array([isinstance(value, Withheld) for value in told], dtype=bool)
            told = [None if isinstance(value, Withheld) else value for value in told]
        holds = types.of(self.form.column(name)).holds
        plain = DTYPES[holds] if holds in ("number", "day") else object
        return Column(np.array(told, dtype=plain), hidden)


@dataclass(frozen=True, eq=False)
class Merged(Frame):
    """All rows that were filed, as one data frame (see ``merged``). ``every_filing`` are all filings, of
    this form and of others, and ``read`` is what each says."""

    given: Mapping[str, Sequence[Value]] = field(default_factory=dict, init=False)
    data: pd.DataFrame = field(kw_only=True)
    every_filing: Sequence[Filing] = field(kw_only=True)
    read: Sequence[Filed] = field(kw_only=True)

    def __len__(self) -> int:
        return len(self.data)

    def of(self, filings: Iterable[Filing]) -> tuple[Frame, Rows]:
        """The rows of some filings, in the order of the filings, and this."""
        pieces = [self._own[f.source] for f in filings if f.source in self._own]
        return self, np.concatenate(pieces) if pieces else np.empty(0, dtype="int64")

    def filings(self, rows: Rows) -> list[Filing | None]:
        """Row by row the version of a filing that it is from, never None."""
        return [self.every_filing[source] for source in self._sources[rows].tolist()]

    def cells(self, rows: Rows, columns: Sequence[str]) -> Iterator[Cell]:
        """As ``Frame.cells``: line and position from 1, 0 where the file has not the column."""
        headers = {name: self.form.column(name).header for name in columns}
        for row, source in zip(rows.tolist(), self._sources[rows].tolist(), strict=True):
            own = row - int(self._own[source][0])
            yield from cells_of(self.every_filing[source], self.read[source], own, headers)

    @cached_property
    def _sources(self) -> Rows:
        return self.data["_source"].to_numpy()

    @cached_property
    def _own(self) -> Mapping[int, Rows]:
        """The rows of each filing; frames are in their order."""
        sources, starts = np.unique(self._sources, return_index=True)
        pieces = np.split(self.every, starts[1:])  # one, and empty, where there is no row
        return dict(zip(sources.tolist(), pieces, strict=len(sources) > 0))

    def _packed(self, name: str) -> Column:
        return Column(self.data[name].to_numpy(), self._hidden(name))

    def _hidden(self, name: str) -> Mask | None:
        """Of which rows the public may not know the count."""
        if not any(self.every_filing[source].withheld for source in self._own):
            return None
        texts = (
            self.read[source].text(name, row)
            for source, own in self._own.items()
            for row in range(len(own))
        )
        hidden = np.fromiter((isinstance(text, Withheld) for text in texts), bool, len(self))
        return hidden if hidden.any() else None


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


def expanded(lengths: Sequence[int]) -> tuple[Rows, Rows]:
    """Row by row the place of its filing, and its own place in that, of filings with so many rows each."""
    many = np.array(lengths, dtype="int64")
    firsts = np.repeat(np.cumsum(many) - many, many)
    return np.repeat(np.arange(len(many)), many), np.arange(len(firsts)) - firsts


def merged(form: Form, filed: Sequence[tuple[int, Filed]]) -> pd.DataFrame:
    """The rows of numbered filings, in their order: PLACE, then the form's columns."""
    told = [(number, each) for number, each in filed if len(each)]
    sources = chain.from_iterable([number] * len(each) for number, each in told)
    place = (
        sources,
        chain.from_iterable(each.lines for _, each in told),
        chain.from_iterable(each.numbers for _, each in told),
    )
    columns: dict[str, Any] = {
        name: np.fromiter(numbers, dtype="int64")
        for name, numbers in zip(PLACE, place, strict=True)
    }
    for column in form.columns:
        values = chain.from_iterable(each.columns[column.id] for _, each in told)
        columns[column.id] = _series(form, column.id, list(values))
    return pd.DataFrame(columns)


def _series(form: Form, name: str, values: Sequence[Value]) -> pd.Series[Any]:
    return pd.Series(values, dtype=DTYPES[types.of(form.column(name)).holds])
