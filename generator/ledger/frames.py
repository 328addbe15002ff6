"""The engine behind ``Table``: all rows of a form, those of every version of every filing, in pandas.

No other module knows what holds the columns. A column is packed once, as its words' codes, its numbers or
its days, and a question about some of its rows is answered from that without a loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias, assert_never

import numpy as np
import pandas as pd

from ..catalogue import types
from ..catalogue.fields import Holds, Value
from ..catalogue.model import Catalogue, Form
from ..intake import Filed
from ..intake.withheld import FEW, WITHHELD, Withheld
from ..wording import spelt
from .cells import Cell
from .filing import Filing
from .predicates import Among, Dated, Filled, Predicate, Reaches

Rows: TypeAlias = np.ndarray[Any, Any]
"""Positions of rows in a frame, as a choice of them."""

Mask: TypeAlias = np.ndarray[Any, Any]

PLACE = ("_source", "_line", "_record")
"""Columns that a frame of filings begins with: number of the filing, physical line, spreadsheet row."""

DTYPES: Mapping[Holds, str] = {
    "text": "str",
    "number": "float64",
    "day": "datetime64[s]",
    "truth": "boolean",
}
"""What the columns of a form hold, as dtypes of a frame. Blank is missing."""

_DECIMALS, _DIGITS = 10, 10**15
"""Numbers with fewer decimals and below this are summed as whole numbers."""

_SHORT = 12
"""Characters of a commit's id that git takes for the whole."""


class WithheldError(Exception):
    """A figure hangs on a count that is not in this ledger because the public may not know it."""


@dataclass(frozen=True, eq=False)
class Column:
    """One column; ``hidden`` (None: nowhere) says where there is no value because the public may not know
    it."""

    packed: np.ndarray[Any, Any]
    hidden: Mask | None = None

    @cached_property
    def missing(self) -> Mask:
        """Where there is no value: the one place that knows how that is spelt."""
        return np.asarray(pd.isna(self.packed))

    @cached_property
    def values(self) -> np.ndarray[Any, Any]:
        """Words, floats, booleans and days as objects; a blank is None, what is withheld WITHHELD."""
        days = self.packed.dtype.kind == "M"
        told = (self.packed.astype("datetime64[D]") if days else self.packed).astype(object)
        told[self.missing] = None
        if self.hidden is not None:
            told[self.hidden] = WITHHELD
        return told

    @cached_property
    def codes(self) -> tuple[np.ndarray[Any, Any], Mapping[Any, int]]:
        """For each row the number of its value, -1 for none, and the number of each value."""
        codes, values = pd.factorize(self.packed)
        return codes, {value: code for code, value in enumerate(values.tolist())}

    @cached_property
    def exact(self) -> tuple[np.ndarray[Any, Any], int]:
        """Each number as a whole one of the column's last decimal, 0 for none, and how many decimals
        that are. A cell has at most 15 digits, and no two such numbers are the same float."""
        numbers = np.where(self.missing, 0.0, self.packed)
        for decimals in range(_DECIMALS):
            whole = np.rint(numbers * 10.0**decimals)
            if (np.abs(whole) < _DIGITS).all() and (whole / 10.0**decimals == numbers).all():
                return whole.astype("int64"), decimals
        told = [Fraction(repr(number)) for number in numbers.tolist()]
        return np.array(told, dtype=object), 0

    def holds(self, rows: Rows, predicate: Predicate) -> Mask:
        """For each of some rows whether a predicate holds of what there is in it."""
        match predicate:
            case Filled(filled=filled):
                return np.asarray(self.missing[rows] != filled)
            case Among(values=wanted):
                codes, known = self.codes
                among = np.zeros(
                    len(known) + 1, dtype=bool
                )  # the last one is for no value: code -1
                among[[known[value] for value in wanted if value in known]] = True
                return np.asarray(among[codes[rows]])
            case Reaches(operator=operator, number=number):
                numbers = self.packed[rows]
                match operator:
                    case "at_least":
                        return np.asarray(numbers >= number)
                    case "at_most":
                        return np.asarray(numbers <= number)
                    case "equal":
                        return np.asarray(numbers == number)
                    case _:
                        assert_never(operator)
            case Dated(first=first, last=last, undated=undated):
                days, missing = self.packed[rows], self.missing[rows]
                inside = ~missing
                if first is not None:
                    inside &= days >= np.datetime64(first)
                if last is not None:
                    inside &= days <= np.datetime64(last)
                return inside | missing if undated else inside
            case _:
                assert_never(predicate)


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
            few = Column(np.array(FEW, dtype="float64"))
            answers = set(few.holds(np.arange(len(FEW)), predicate).tolist())
            if len(answers) > 1:
                raise WithheldError(predicate.column)
            mask[hidden] = answers.pop()
        return mask

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
        told, hidden = self.given[name], None
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

    def of(self, filings: Iterable[Filing]) -> Rows:
        """The rows of some filings, in the order of the filings."""
        pieces = [self._own[f.source] for f in filings if f.source in self._own]
        return np.concatenate(pieces) if pieces else np.empty(0, dtype="int64")

    def filings(self, rows: Rows) -> list[Filing | None]:
        """Row by row the version of a filing that it is from, never None."""
        return [self.every_filing[source] for source in self._sources[rows].tolist()]

    def cells(self, rows: Rows, columns: Sequence[str]) -> Iterator[Cell]:
        """As ``Frame.cells``: line and position from 1, 0 where the file has not the column."""
        headers = {name: self.form.column(name).header for name in columns}
        place = self._sources[rows].tolist(), self._lines[rows].tolist()
        for row, source, line in zip(rows.tolist(), *place, strict=True):
            filing, read = self.every_filing[source], self.read[source]
            own = row - int(self._own[source][0])
            for name, header in headers.items():
                filed = read.text(name, own)
                yield Cell(
                    filing.path,
                    line,
                    filing.positions.get(name, -1) + 1,
                    header,
                    filed if isinstance(filed, Withheld) else spelt(read.columns[name][own]),
                    filed,
                    filing.commit[:_SHORT],
                )

    @cached_property
    def _sources(self) -> Rows:
        return self.data["_source"].to_numpy()

    @cached_property
    def _lines(self) -> Rows:
        return self.data["_line"].to_numpy()

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
