"""A form, column by column."""

from __future__ import annotations

from collections.abc import Iterator

from ... import wording
from ...catalogue import types
from ...catalogue.model import Column, Form
from ...frozen import dataclass
from ...intake.find import FOLDER
from ..filings import every, filers, spoken
from ..named import BASES, unit_links
from ..page import Named, Page, Sheet
from ..site import Site
from ..values import Line, Link, Place, Value, joined

_LISTS = {
    "units": Link("责任单位", Place("units")),
    "clauses": Link("任务和要求", Place("clauses")),
}
"""Where what a column names is listed, besides registers and indicators."""


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with what may stand in it: its format, and from which list."""

    column: Column
    synonyms: str
    required: str
    format: Line


@dataclass(frozen=True, slots=True)
class FormView:
    """``header`` and ``sample`` are the first two lines of a file of the newest version."""

    purpose: str
    every: str
    file: str
    basis: str
    filers: Line
    key: str
    zero: str
    columns: list[ColumnRow]
    header: str
    sample: str
    indicators: list[Line]


def view(site: Site, form: Form) -> FormView:
    """A form with its columns of every version."""
    headers = {column.id: column.header for column in form.columns}
    zero = headers.get(form.zero_report or "")
    latest = form.of(site.catalogue.schedules[form.id].last).columns
    return FormView(
        purpose=form.purpose,
        every=every(site, form) + spoken("，{}", form),
        file=f"{FOLDER}/<期次>/<单位编号>/{form.id}.csv",
        basis=BASES[form.basis] + (f"。{form.note}" if form.note else ""),
        filers=filers(site, form),
        key="、".join(headers[name] for name in form.key),
        zero=zero or "",
        columns=[_column(site, form, column, headers) for column in form.columns],
        header=",".join(column.header for column in latest),
        sample=",".join(column.example for column in latest),
        indicators=_indicators(site, form) if form.with_role("indicator") else [],
    )


def _column(site: Site, form: Form, column: Column, headers: dict[str, str]) -> ColumnRow:
    limits: list[Value] = [types.of(column).title]
    limits += [("取自", _list(site, form, column.to))] if column.to else []
    limits += _limits(column, headers)
    return ColumnRow(
        column=column,
        synonyms=wording.join(column.synonyms),
        required="必填" if column.required else "可空",
        format=joined(limits, "；"),
    )


def _limits(column: Column, headers: dict[str, str]) -> Iterator[str]:
    """What else is asked of a cell, as it is declared."""
    if lasts := spoken("{}", column):
        yield lasts
    if column.values:
        yield "可选：" + wording.join(option.value for option in column.values)
    if column.unit:
        yield f"单位：{column.unit}"
    if column.min is not None:
        yield f"不小于{wording.number(column.min, 4)}"
    if column.max is not None:
        yield f"不大于{wording.number(column.max, 4)}"
    if column.at_most:
        yield f"不大于“{headers[column.at_most]}”"
    if column.max_length:
        yield f"不超过{column.max_length}字"
    if column.cumulative:
        yield "累计数，不应变小"


def _list(site: Site, form: Form, name: str) -> Link:
    """The list from which a cell is taken, as a page shows it."""
    if name == "indicators":
        return Link("各项指标", Place("form", form.id, "indicators"))
    register = site.catalogue.registers.get(name)
    return Link(register.name, Place("registers")) if register else _LISTS[name]


def _indicators(site: Site, form: Form) -> list[Line]:
    """Each indicator of a form: its id, name, unit and kind, and who tells it."""
    return [
        (
            indicator.id,
            indicator.name,
            indicator.unit,
            "累计" if indicator.accumulation == "cumulative" else "本期",
            unit_links(site, site.catalogue.tellers[indicator.id]),
        )
        for indicator in site.catalogue.indicators.values()
        if indicator.form == form.id
    ]


def sheets(site: Site) -> Iterator[Sheet]:
    """A page for each form of this edition."""
    for form in site.forms:
        columns = (Named((c.header, *c.synonyms), "columns", form.name) for c in form.columns)
        yield Sheet(form.name, view(site, form), form.id, named=(Named((form.id,)), *columns))


PAGE = Page("filing/{}", sheets, section="报送", rank=62)
