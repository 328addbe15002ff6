"""What one filing tells against the one before it: cumulative figures that fall."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from generator.catalogue.model import Catalogue, Column, Form
from generator.intake.cells import Value, figure
from generator.intake.filing import Filed
from generator.intake.telling import Place, Teller, ours, said
from generator.problems import Problem

Key: TypeAlias = tuple[Value, ...]
"""What a row is about: the values of the form's key without the month."""

Figures: TypeAlias = Mapping[Key, Mapping[str, float]]
"""The cumulative figures that were last told of each thing, by column."""


def falling(filed: Iterable[Filed], catalogue: Catalogue) -> Iterator[Problem]:
    """Cumulative figures that are smaller than when they were last filed (a warning, W219)."""
    last: dict[tuple[str, str], Figures] = {}
    for each in sorted(filed, key=lambda one: one.source.period):
        if each.valid:
            form, place = catalogue.forms[each.source.form], (each.source.form, each.source.unit)
            before = last.get(place, {})
            yield from _fallen(each, form, before)
            last[place] = figures(each, form, before)


def figures(filed: Filed, form: Form, before: Figures) -> Figures:
    """The cumulative figures that stand after a filing, by what each row is about."""
    columns = _cumulative(form)
    now = dict(before)
    for row, key in enumerate(_keys(filed, form)) if columns else ():
        told = {column.id: filed.columns[column.id][row] for column in columns}
        known = {name: value for name, value in told.items() if isinstance(value, float)}
        now[key] = {**now.get(key, {}), **known}
    return now


def _fallen(filed: Filed, form: Form, before: Figures) -> Iterator[Problem]:
    tell = Teller(filed.source.path, filed.source.sheet)
    columns = _cumulative(form)
    for row, key in enumerate(_keys(filed, form)) if columns else ():
        for column in columns:
            value, was = filed.columns[column.id][row], before.get(key, {}).get(column.id)
            if isinstance(value, float) and was is not None and value < was:
                words = said("W219", header=ours(column.header), was=figure(was), now=figure(value))
                place = Place(filed.lines[row], filed.positions[column.id], filed.numbers[row])
                tell.tell(words, place, column.header, figure(value))
    return iter(tell.problems)


def _cumulative(form: Form) -> list[Column]:
    return [column for column in form.columns if column.cumulative]


def _keys(filed: Filed, form: Form) -> Iterator[Key]:
    names = [name for name in form.key if form.column(name).equals != "period"]
    return zip(*(filed.columns[name] for name in names), strict=True)
