"""What one filing tells against another: cumulative figures that fall from month to month, and rows
that a correction drops.

Values are compared, never the words in which they are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TypeAlias

from ..catalogue import types
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Column, Form
from ..problems import Problem
from ..words.sentences import Shown, said
from .cells import figure
from .filed import Filed
from .telling import CellPlace, Teller, joined, short
from .withheld import Withheld

Key: TypeAlias = tuple[Value, ...]
"""What a row is about: the values of the form's key without the month."""

Figures: TypeAlias = Mapping[Key, Mapping[str, float]]
"""The cumulative figures that were last told of each thing, by column."""

_NAMED = 20
"""So many dropped rows are named."""


def falling(filed: Iterable[Filed], catalogue: Catalogue) -> Iterator[Problem]:
    """Cumulative figures that are smaller than when they were last filed (a warning, W219)."""
    last: dict[tuple[str, str], Figures] = {}
    for each in sorted(filed, key=lambda one: one.source.period):
        if each.valid:
            form, place = catalogue.forms[each.source.form], (each.source.form, each.source.unit)
            before = last.get(place, {})
            yield from _fallen(each, form, before)
            last[place] = figures(each, form, before)


def is_cumulative(form: Form) -> bool:
    """Whether its filings go on from the figures of those before."""
    return bool(_cumulative(form))


def figures(filed: Filed, form: Form, before: Figures) -> Figures:
    """The cumulative figures that stand after a filing, by what each row is about."""
    columns = _cumulative(form)
    now = dict(before)
    for row, key in enumerate(_keys(filed, form)) if columns else ():
        values = {column.id: filed.columns[column.id][row] for column in columns}
        numbers = {name: value for name, value in values.items() if isinstance(value, float)}
        now[key] = {**now.get(key, {}), **numbers}
    return now


def dropped(was: Filed, now: Filed, catalogue: Catalogue) -> Iterator[Problem]:
    """The rows of an earlier version of a filing that a later one has no more (a warning, W407)."""
    form = catalogue.forms[now.source.form]
    gone = [a for a, b in pairs(was, now, form) if a is not None and b is None]
    if not (gone and was.valid and now.valid):
        return
    rows = [_place(was, row, catalogue) for row in gone[:_NAMED]]
    more = Shown("等" if len(gone) > _NAMED else "")
    tell = Teller(now.source.path, now.source.sheet)
    tell.tell(said("W407", count=len(gone), rows=joined("", (joined("、", rows), more))))
    yield from tell.problems


def pairs(was: Filed, now: Filed, form: Form) -> Iterator[tuple[int | None, int | None]]:
    """The rows of two versions of a filing that are about the same, by the values of the form's key.

    None stands for the row that one of them has not. Of several rows with the same key those that are
    alike throughout go together first, the others as they come.
    """
    keys = [name for name in form.key if name in was.columns and name in now.columns]
    every = [c.id for c in form.columns if c.id in was.columns and c.id in now.columns]
    old, new = _grouped(was, keys), _grouped(now, keys)
    for key in dict.fromkeys((*new, *old)):
        left, right = old.get(key, []), new.get(key, [])
        if len(left) > 1 or len(right) > 1:
            alike = _grouped(now, every, reversed(right))
            met = {a: alike[k].pop() for a in left if alike.get(k := _values(was, every, a))}
            yield from met.items()
            taken = set(met.values())
            left = [a for a in left if a not in met]
            right = [b for b in right if b not in taken]
        yield from zip_longest(left, right)


def cell(filed: Filed, row: int, column: Column) -> Value:
    """What a cell holds; of a count that the public may not know the words that stand for it."""
    written = filed.text(column.id, row)
    if isinstance(written, Withheld):
        return written
    return filed.columns[column.id][row] if column.id in filed.columns else None


def same(was: Value, now: Value) -> bool:
    """Whether two cells hold the same: numbers as numbers, days as days, a blank only as a blank."""
    return type(was) is type(now) and was == now


def name(filed: Filed, row: int, catalogue: Catalogue) -> str:
    """A row by its key in words, for readers."""
    form = catalogue.forms[filed.source.form]
    own = [column for column in map(form.column, form.key) if not column.equals]
    return " ".join(filter(None, (types.spelt(catalogue, c, cell(filed, row, c)) for c in own)))


def _place(filed: Filed, row: int, catalogue: Catalogue) -> Shown:
    line = Shown(f"原第{filed.numbers[row]}行")
    named = short(name(filed, row, catalogue))
    return joined("", (named, Shown("（"), line, Shown("）"))) if named else line


def _grouped(
    filed: Filed, columns: Sequence[str], rows: Iterable[int] | None = None
) -> dict[Key, list[int]]:
    """Rows, all or some, by their values in some columns."""
    groups: dict[Key, list[int]] = {}
    for row in range(len(filed)) if rows is None else rows:
        groups.setdefault(_values(filed, columns, row), []).append(row)
    return groups


def _values(filed: Filed, columns: Sequence[str], row: int) -> Key:
    return tuple(filed.columns[name][row] for name in columns)


def _fallen(filed: Filed, form: Form, before: Figures) -> Iterator[Problem]:
    tell = Teller(filed.source.path, filed.source.sheet)
    columns = _cumulative(form)
    for row, key in enumerate(_keys(filed, form)) if columns else ():
        for column in columns:
            value, was = filed.columns[column.id][row], before.get(key, {}).get(column.id)
            if isinstance(value, float) and was is not None and value < was:
                words = said(
                    "W219", header=Shown(column.header), was=figure(was), now=figure(value)
                )
                place = CellPlace(filed.lines[row], filed.positions[column.id], filed.numbers[row])
                tell.tell(words, place, column.header, figure(value))
    tell.close()
    return iter(tell.problems)


def _cumulative(form: Form) -> list[Column]:
    return [column for column in form.columns if column.cumulative]


def _keys(filed: Filed, form: Form) -> Iterator[Key]:
    names = [name for name in form.key if form.column(name).equals != "period"]
    return zip(*(filed.columns[name] for name in names), strict=True)
