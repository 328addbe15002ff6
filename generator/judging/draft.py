"""Drafts: rows as they might still be filed, in memory only, and values that satisfy conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from ..catalogue import types
from ..catalogue.model import Catalogue, Column, Condition, Deliverable, Form
from ..intake.withheld import Withheld
from ..ledger import Table
from .rows import exact, select, wanted


class Draft:
    """A copy of rows that is being changed; numbers in it are exact once they are touched."""

    def __init__(self, form: Form, tables: Iterable[Table]) -> None:
        told = list(tables)
        self.form = form
        self._columns: dict[str, list[Any]] = {
            column.id: [value for table in told for value in table.raw(column.id)]
            for column in form.columns
        }

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def amount(self, row: int, column: str) -> Fraction | None:
        """A number; None where it is blank."""
        value = self._columns[column][row]
        if isinstance(value, Fraction):
            return value
        return None if value is None or isinstance(value, Withheld) else exact(value)

    def value(self, row: int, column: str) -> Any:
        """What there is: a Fraction once it is touched, None for a blank, WITHHELD for a secret."""
        return self._columns[column][row]

    def put(self, row: int, column: str, value: Any) -> None:
        """Change one cell; rows count from 0."""
        self._columns[column][row] = value

    def add(self, values: Mapping[str, Any], like: int | None = None) -> int:
        """A further row: blank, or like another one, but for the values that are given."""
        for name, cells in self._columns.items():
            cells.append(values.get(name, None if like is None else cells[like]))
        return len(self) - 1

    def satisfying(self, catalogue: Catalogue, conditions: Sequence[Condition]) -> list[int]:
        """The numbers of the rows that satisfy every condition."""
        return [*select(catalogue, self.table(), conditions).chosen]

    def table(self) -> Table:
        """The rows as they would be filed."""
        return Table.unfiled(self.form, {n: list(cells) for n, cells in self._columns.items()})


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
    return len(select(catalogue, Table.unfiled(form, {name: [value]}), conditions)) == 1


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
            yield from catalogue.of_kind.get(condition.of_kind, ())
    yield from (option.value for option in column.values)
    yield sample(column, 0)
    yield None


def sample(column: Column, number: int) -> Any:
    """Something that a column could say, another thing for each number."""
    match types.of(column).holds:
        case "number":
            return float(number + 1)
        case "day":
            return date(1, 1, 1) + timedelta(days=number)
        case "truth":
            return True
        case _:
            return f"+{number + 1}"
