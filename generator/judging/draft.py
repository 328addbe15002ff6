"""Drafts: rows as they might still be filed, in memory only, and values that satisfy conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from ..catalogue.model import Catalogue, Column, Condition, Deliverable, Form
from ..ledger import Table
from .rows import exact, select, wanted

_PLACE = ("_source", "_line", "_record")


class Draft:
    """A copy of rows that is being changed; numbers in it are exact once they are touched."""

    def __init__(self, form: Form, tables: Iterable[Table]) -> None:
        told = list(tables)
        self.form = form
        self._columns: dict[str, list[Any]] = {}
        self._types: dict[str, Any] = {}
        self._hidden: dict[str, list[bool]] = {}
        for name in (column.id for column in form.columns):
            arrays = [table.told(name) for table in told]
            self._types[name] = arrays[0].dtype
            self._columns[name] = [value for array in arrays for value in array]
            hidden = [mark for table in told for mark in table.hidden(name).tolist()]
            if any(hidden):
                self._hidden[name] = hidden

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def amount(self, row: int, column: str) -> Fraction | None:
        """A number; None where it is blank."""
        value = self._columns[column][row]
        if isinstance(value, Fraction):
            return value
        return None if value != value else exact(value)

    def value(self, row: int, column: str) -> Any:
        return self._columns[column][row]

    def put(self, row: int, column: str, value: Any) -> None:
        self._columns[column][row] = value

    def add(self, values: Mapping[str, Any], like: int | None = None) -> int:
        """A further row: blank, or like another one, but for the values that are given."""
        for name, cells in self._columns.items():
            cells.append(
                values.get(name, _blank(self._types[name]) if like is None else cells[like])
            )
            if name in self._hidden:
                self._hidden[name].append(like is not None and self._hidden[name][like])
        return len(self) - 1

    def satisfying(self, catalogue: Catalogue, conditions: Sequence[Condition]) -> list[int]:
        """The numbers of the rows that satisfy every condition."""
        return select(catalogue, self.table(), conditions).rows.tolist()  # type: ignore[no-any-return]

    def table(self) -> Table:
        """The rows as they would be filed; nobody has filed them, and so they have no place."""
        arrays = {name: _array(self._types[name], cells) for name, cells in self._columns.items()}
        nowhere = np.full(len(self), -1, dtype="int64")
        hidden = {name: np.array(marks, dtype=bool) for name, marks in self._hidden.items()}
        own = {**arrays, **dict.fromkeys(_PLACE, nowhere)}
        return Table(self.form.id, own, np.arange(len(self), dtype="int64"), hidden)


def fulfilling(
    catalogue: Catalogue, form: Form, conditions: Sequence[Condition]
) -> dict[str, Any] | None:
    """For each column that conditions name a value that satisfies all of them; None if there is none."""
    found: dict[str, Any] = {}
    for name in dict.fromkeys(condition.column for condition in conditions):
        own = [condition for condition in conditions if condition.column == name]
        column = form.column(name)
        value = next(
            (
                v
                for v in _candidates(catalogue, column, own)
                if _fits(catalogue, form, name, v, own)
            ),
            _NONE,
        )
        if value is _NONE:
            return None
        found[name] = value
    return found


_NONE = object()


def _fits(
    catalogue: Catalogue, form: Form, name: str, value: Any, conditions: Sequence[Condition]
) -> bool:
    array = np.empty(1, dtype=object)
    array[0] = value
    kind = form.column(name).type
    if kind in ("integer", "decimal"):
        array = np.array([np.nan if value is None else value], dtype="float64")
    elif kind in ("date", "month"):
        array = np.array([value], dtype="datetime64[s]")
    table = Table(form.id, {name: array}, np.arange(1))
    return len(select(catalogue, table, conditions)) == 1


def _candidates(
    catalogue: Catalogue, column: Column, conditions: Sequence[Condition]
) -> Iterable[Any]:
    for condition in conditions:
        if condition.is_ is not None:
            yield condition.is_
        yield from condition.in_
        yield from (n for n in (condition.at_least, condition.at_most) if n is not None)
        if condition.meets is not None:
            yield wanted(catalogue, condition.meets)[1]
        if condition.titled is not None:
            document = catalogue.provisions[condition.titled]
            yield document.document if isinstance(document, Deliverable) else None
        if condition.of_kind is not None:
            kind = condition.of_kind
            yield from (unit.id for unit in catalogue.units.values() if unit.kind == kind)
    yield from (option.value for option in column.values)
    yield sample(column, 0)
    yield None


def sample(column: Column, number: int) -> Any:
    """Something that a column could say, another thing for each number."""
    match column.type:
        case "integer" | "decimal":
            return float(number + 1)
        case "date" | "month":
            return np.datetime64(date(1, 1, 1), "s") + np.timedelta64(number, "D")
        case "boolean":
            return True
        case _:
            return f"+{number + 1}"


def _blank(dtype: Any) -> Any:
    return {"f": np.nan, "M": np.datetime64("NaT", "s")}.get(dtype.kind)


def _array(dtype: Any, cells: Sequence[Any]) -> np.ndarray[Any, Any]:
    plain = [float(cell) if isinstance(cell, Fraction) else cell for cell in cells]
    if dtype.kind in "fM":
        return np.array(plain, dtype=dtype)
    found = np.empty(len(plain), dtype=object)
    found[:] = plain
    return found
