"""A question in SQL, and what its answer says: the columns of a table of merged rows, and what is asked of them.

A table has ``_of``, the place of a row's filing in its part, ``_row``, that of the row in its filing, and the
columns of the form. Beside a column of numbers stands ``<decimals>_<id>``, each as a whole one of the column's
last decimal, unless some number has too many digits for that; beside one with counts that the public may not
know ``hidden_<id>``. No id of a form's column begins with a digit or an underscore, or has more than small letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, assert_never

from ...catalogue import types
from ...catalogue.fields import Value
from ...catalogue.model import Form
from ...frozen import dataclass
from ...intake.withheld import WITHHELD
from ..columns import of_few
from ..predicates import Among, Dated, Filled, Predicate, Reaches
from ..vectors import Vector, expanded
from .questions import Blank, Count, Hidden, Keys, Places, Question, Total, Values

_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "day": "DATE",
    "truth": "BOOLEAN",
}
_PYTHON: Mapping[str, type] = {"text": str, "number": float, "truth": bool}
_SIDES = {"at_least": ">=", "at_most": "<=", "equal": "="}

_Rows: TypeAlias = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """What a table is called in a statement, of which form its rows are, and its columns."""

    name: str
    form: Form
    columns: frozenset[str]

    def hidden(self, column: str) -> str | None:
        """What says whether a value is withheld; None where none is."""
        name = f"hidden_{column}"
        return f'"{name}"' if name in self.columns else None

    def exact(self, column: str) -> tuple[str, int] | None:
        """The whole numbers of a column, and of how many decimals they are."""
        found = (
            name for name in self.columns if name[:1].isdigit() and name.endswith(f"_{column}")
        )
        for name in found:
            decimals, _, rest = name.partition("_")
            if rest == column:
                return f'"{name}"', int(decimals)
        return None

    def holds(self, column: str) -> str:
        """What the values of a column are."""
        return types.of(self.form.column(column)).holds


class Asked(NamedTuple):
    """A statement, what fills its gaps, and how its rows are read: the place of a filing, and its answer."""

    sql: str
    parameters: list[Any]
    answers: Callable[[_Rows], Iterator[tuple[int, Any]]]


def asked(
    table: Table, predicates: Sequence[Predicate], question: Question, wanted: Sequence[int] | None
) -> Asked:
    """A question to the rows of which all predicates hold, of the filings at some places, None for all."""
    parameters: list[Any] = []
    conditions = [_condition(table, predicate, parameters) for predicate in predicates]
    if wanted is not None:
        conditions.append(f"_of IN ({', '.join(map(str, wanted))})")
    where = " AND ".join(conditions) or "TRUE"
    what, more, answers = _question(table, question)
    return Asked(f"SELECT {what} FROM {table.name} WHERE {where} {more}", parameters, answers)


def written(
    form: Form, columns: Mapping[str, Sequence[Value]], lengths: Sequence[int]
) -> tuple[Mapping[str, Any], str]:
    """The rows of some filings, so many of each, as arrays by name, and how a table is selected from them."""
    arrays = dict(zip(("_of", "_row"), expanded(lengths), strict=True))
    selected = ["CAST(_of AS INTEGER) AS _of", "CAST(_row AS INTEGER) AS _row"]

    def add(name: str, values: Any, kind: str) -> None:
        arrays[name] = values
        selected.append(f'CAST("{name}" AS {kind}) AS "{name}"')

    for column in form.columns:
        holds = types.of(column).holds
        own = Vector.of(holds, columns[column.id])
        add(column.id, own.plain(holds), _TYPES[holds])
        if holds == "number":
            whole, decimals = own.exact
            if whole.dtype != object:
                add(f"{decimals}_{column.id}", whole, "BIGINT")
        if own.hidden is not None:
            add(f"hidden_{column.id}", own.hidden, "BOOLEAN")
    return arrays, ", ".join(selected)


def text(words: str) -> str:
    """A text as it stands in a statement."""
    return "'" + words.replace("'", "''") + "'"


# --- predicates ----------------------------------------------------------------------------------


def _condition(table: Table, predicate: Predicate, parameters: list[Any]) -> str:
    """A predicate; of what is withheld it says what it says of every such count."""
    plain = f"coalesce({_plain(table, predicate, parameters)}, FALSE)"
    hidden = table.hidden(predicate.column)
    if hidden is None:
        return plain
    return f"CASE WHEN {hidden} THEN {'TRUE' if of_few(predicate) else 'FALSE'} ELSE {plain} END"


def _plain(table: Table, predicate: Predicate, parameters: list[Any]) -> str:
    name = f'"{predicate.column}"'
    match predicate:
        case Filled(filled=filled):
            return f"{name} IS {'NOT ' if filled else ''}NULL"
        case Among(values=values):
            holds = table.holds(predicate.column)
            own = [value for value in values if type(value) is _PYTHON.get(holds)]
            if not own:
                return "FALSE"
            parameters.append(own)
            return f"list_contains(?::{_TYPES[holds]}[], {name})"
        case Reaches(operator=operator, number=number):
            parameters.append(float(number))
            return f"{name} {_SIDES[operator]} ?::DOUBLE"
        case Dated(first=first, last=last, undated=undated):
            ends = [(">=", first), ("<=", last)]
            inside = [f"{name} {side} ?::DATE" for side, day in ends if day is not None]
            parameters += [day for _, day in ends if day is not None]
            known = " AND ".join([f"{name} IS NOT NULL", *inside])
            return f"({name} IS NULL OR ({known}))" if undated else known
        case _:
            assert_never(predicate)


# --- questions -----------------------------------------------------------------------------------

_BY_FILING = "GROUP BY _of"
_IN_ORDER = "ORDER BY _of, _row"


def _question(
    table: Table, question: Question
) -> tuple[str, str, Callable[[_Rows], Iterator[tuple[int, Any]]]]:
    """What is selected, what follows the conditions, and how the rows are read."""
    match question:
        case Count():
            return "_of, count(*)", _BY_FILING, _as_they_are
        case Total(column=column):
            exact = table.exact(column)
            if exact is None:
                return f'_of, "{column}"', _IN_ORDER, _summed
            name, decimals = exact
            what = f'_of, count(*) = count("{column}"), sum({name})'
            return what, _BY_FILING, lambda rows: _scaled(rows, 10**decimals)
        case Blank(column=column):
            hidden = table.hidden(column)
            shown = f" AND NOT {hidden}" if hidden else ""
            return f'_of, bool_or("{column}" IS NULL{shown})', _BY_FILING, _as_they_are
        case Hidden(column=column):
            return f"_of, bool_or({table.hidden(column) or 'FALSE'})", _BY_FILING, _as_they_are
        case Keys(columns=columns):
            what, told = _told(table, columns)
            return f"DISTINCT {what}", "ORDER BY _of", lambda rows: _by_filing(rows, told, set)
        case Values(columns=columns):
            what, told = _told(table, columns)
            return what, _IN_ORDER, lambda rows: _by_filing(rows, told, list)
        case Places():
            return "_of, _row", _IN_ORDER, lambda rows: _by_filing(rows, itemgetter(1), list)
        case _:
            assert_never(question)


def _told(
    table: Table, columns: Sequence[str]
) -> tuple[str, Callable[[tuple[Any, ...]], tuple[Any, ...]]]:
    """What is selected for some columns, and how their values are taken from a row."""
    hidden = [table.hidden(column) for column in columns]
    what = ", ".join(("_of", *(f'"{c}"' for c in columns), *(each or "FALSE" for each in hidden)))
    end = 1 + len(columns)
    if not any(hidden):
        return what, lambda row: row[1:end]
    return what, lambda row: tuple(
        WITHHELD if withheld else value
        for value, withheld in zip(row[1:end], row[end:], strict=True)
    )


# --- answers -------------------------------------------------------------------------------------


def _as_they_are(rows: _Rows) -> Iterator[tuple[int, Any]]:
    return ((of, answer) for of, answer in rows)


def _scaled(rows: _Rows, one: int) -> Iterator[tuple[int, Fraction | None]]:
    """Exact sums of whole numbers, None where a row has none."""
    return ((of, Fraction(int(whole), one) if full else None) for of, full, whole in rows)


def _summed(rows: _Rows) -> Iterator[tuple[int, Fraction | None]]:
    """The same of numbers as they are, each exactly what its shortest spelling says."""
    for of, values in _by_filing(rows, itemgetter(1), list):
        yield of, None if None in values else sum((Fraction(repr(v)) for v in values), Fraction(0))


def _by_filing(
    rows: _Rows, told: Callable[[tuple[Any, ...]], Any], into: Callable[[Iterable[Any]], Any]
) -> Iterator[tuple[int, Any]]:
    """What rows tell, filing by filing; they come in the order of the filings."""
    return ((of, into(map(told, own))) for of, own in groupby(rows, itemgetter(0)))
