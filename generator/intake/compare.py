"""What one filing tells against another: cumulative figures that fall from month to month, and rows
that a correction drops.

Values are compared, never the words in which they are told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from operator import itemgetter
from typing import Any, TypeAlias

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
    last: dict[tuple[str, str, str], dict[Any, Value]] = {}
    for each in sorted(filed, key=lambda one: one.source.period):
        form, own = catalogue.forms[each.source.form], (each.source.form, each.source.unit)
        columns = _cumulative(form) if each.valid else []
        if columns:
            things = _things(each, form)
            before = [(column, last.setdefault((*own, column.id), {})) for column in columns]
            yield from _fallen(each, things, before)
            for column, stood in before:
                now = each.columns[column.id]
                told = zip(things, now, strict=True)
                stood.update(
                    told if None not in now else ((k, v) for k, v in told if v is not None)
                )


def is_cumulative(form: Form) -> bool:
    """Whether its filings go on from the figures of those before."""
    return bool(_cumulative(form))


def figures(filings: Iterable[Filed], form: Form) -> Figures:
    """The cumulative figures that stand after some filings, in their order, by what each row is about."""
    columns = _cumulative(form)
    told: dict[Key, dict[str, float]] = {}
    for filed in filings if columns else ():
        values = zip(*(filed.columns[column.id] for column in columns), strict=True)
        for key, own in zip(_keys(filed, form), values, strict=True):
            known = told.setdefault(key, {})
            for column, value in zip(columns, own, strict=True):
                if isinstance(value, float):
                    known[column.id] = value
    return told


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


def _things(filed: Filed, form: Form) -> Sequence[Any]:
    """What each row is about, among those of one unit."""
    keys = [filed.columns[name] for name in form.key if not form.column(name).equals]
    return [*keys[0]] if len(keys) == 1 else [*zip(*keys, strict=True)] or [()] * len(filed)


def _fallen(
    filed: Filed, things: Sequence[Any], before: Sequence[tuple[Column, Mapping[Any, Value]]]
) -> Sequence[Problem]:
    """Row by row the figures of columns that are smaller than ``before``."""
    fallen: list[tuple[int, int, Column, float, float]] = []
    for number, (column, stood) in enumerate(before):
        both = zip(map(stood.get, things) if stood else (), filed.columns[column.id], strict=False)
        for row, (was, now) in enumerate(both):
            if was is not None and now is not None and now < was:  # type: ignore[operator]
                fallen.append((row, number, column, was, now))  # type: ignore[arg-type]
    if not fallen:
        return ()
    tell = Teller(filed.source.path, filed.source.sheet)
    for row, _, column, was, now in sorted(fallen, key=itemgetter(0, 1)):
        words = said("W219", header=Shown(column.header), was=figure(was), now=figure(now))
        place = CellPlace(filed.lines[row], filed.positions[column.id], filed.numbers[row])
        tell.tell(words, place, column.header, figure(now))
    tell.close()
    return tell.problems


def _cumulative(form: Form) -> list[Column]:
    return [column for column in form.columns if column.cumulative]


def _keys(filed: Filed, form: Form) -> Iterator[Key]:
    names = [name for name in form.key if form.column(name).equals != "period"]
    return zip(*(filed.columns[name] for name in names), strict=True)
