"""What stands in a blank form before the clerk begins.

The unit and the month always do. A form about tasks has a row for each task of the unit, a form of
indicators one for each indicator that it tells, and a form with cumulative figures the things that
were in it last time. What was said last time stands beside, under headers that begin with 参考：,
which the intake passes over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ..calendar import Term
from ..catalogue import types
from ..catalogue.fields import Value
from ..catalogue.model import Catalogue, Column, Form, Unit
from ..catalogue.owing import owes
from ..frozen import dataclass
from ..intake import Filed
from ..intake.asked import REFERENCE
from ..intake.withheld import Withheld

Last: TypeAlias = Callable[[str], Filed | None]
"""The last filing of a form before the month, None when there is none."""

_SPARE = 10
"""Rows with nothing but unit and month, for forms whose rows nobody can know beforehand."""

_IDENTITY = ("text", "truth")
"""What columns hold that say which thing a row is about."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A form with what is known beforehand: column ids to texts, row by row.

    ``beside`` are the columns of reference: a header and a text for each row.
    """

    form: Form
    rows: Sequence[Mapping[str, str]]
    beside: Sequence[tuple[str, Sequence[str]]]


def before(filed: Iterable[Filed], unit: str, period: Term) -> Last:
    """The last filings of a unit before a month, of all that are given."""
    last: dict[str, Filed] = {}
    for each in sorted(filed, key=lambda one: one.source.period):
        if each.source.unit == unit and each.source.period < period and each.valid:
            last[each.source.form] = each
    return last.get


def blanks(catalogue: Catalogue, unit: Unit, period: Term, last: Last) -> list[Blank]:
    """The forms that a unit owes for a month, in the order of its list."""
    return [
        _blank(catalogue, unit, period, form, last(form.id))
        for form in owes(catalogue, unit, period)
    ]


def _blank(catalogue: Catalogue, unit: Unit, period: Term, form: Form, last: Filed | None) -> Blank:
    own = {
        column.id: unit.name if column.equals == "unit" else period.cell
        for column in form.columns
        if column.equals
    }
    kept = list(_rows(catalogue, unit, form, last))
    known = [
        {name: types.spelt(catalogue, form.column(name), value) for name, value in row.items()}
        for row in kept
    ]
    rows = [{**own, **row} for row in known] or [own] * _SPARE
    return Blank(form, rows, list(_beside(catalogue, form, kept, last)))


def _rows(
    catalogue: Catalogue, unit: Unit, form: Form, last: Filed | None
) -> Iterator[dict[str, Value]]:
    """What each row is about, as it would be read: column ids to values."""
    clause, indicator = form.with_role("clause"), form.with_role("indicator")
    if clause and clause.id in form.key:
        for duty in catalogue.duties_of(unit.id):
            yield {clause.id: duty.id}
    elif indicator and indicator.id in form.key:
        for name in catalogue.indicators_of(unit.id, form.id):
            yield {indicator.id: name}
    elif last and any(column.cumulative for column in form.columns):
        own = (c for c in form.columns if not c.equals and not c.role)
        identity = [c for c in own if types.of(c).holds in _IDENTITY]
        for row in range(len(last)):
            values = {c.id: last.columns[c.id][row] for c in identity}
            yield {name: value for name, value in values.items() if value is not None}


def _beside(
    catalogue: Catalogue, form: Form, kept: Sequence[Mapping[str, Value]], last: Filed | None
) -> Iterator[tuple[str, list[str]]]:
    """What each row is about in words, and its figures and states of last time."""
    clause, indicator = form.with_role("clause"), form.with_role("indicator")
    if clause and kept:
        titles = {duty.id: duty.title for duty in catalogue.duties}
        yield f"{REFERENCE}任务", [titles.get(str(row.get(clause.id)), "") for row in kept]
    if indicator and kept:
        known = catalogue.indicators
        rows = [known.get(str(row.get(indicator.id))) for row in kept]
        yield f"{REFERENCE}指标", [f"{i.name}（{i.unit}）" if i else "" for i in rows]
    if last is None or not kept:
        return
    keys = [name for name in form.key if form.column(name).equals is None]
    places = {tuple(last.columns[k][row] for k in keys): row for row in range(len(last))}
    figures = [c for c in form.columns if _helps(c, form)]
    for column in figures:
        before = [places.get(tuple(row.get(k) for k in keys)) for row in kept]
        yield (
            f"{REFERENCE}{last.source.period} {column.header}",
            ["" if n is None else _last_text(column, last, n, catalogue) for n in before],
        )


def _helps(column: Column, form: Form) -> bool:
    """Whether last time's value helps with this time's: figures that grow, and the state."""
    if column.role == "status" or column.cumulative:
        return True
    return form.with_role("indicator") is not None and types.of(column).numeric


def _last_text(column: Column, last: Filed, row: int, catalogue: Catalogue) -> str:
    """A value of last time; in public forms a small count is not there."""
    written = last.text(column.id, row)
    if isinstance(written, Withheld):
        return written
    return types.spelt(catalogue, column, last.columns[column.id][row])
