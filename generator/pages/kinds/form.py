"""A form, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ... import wording
from ...catalogue import types
from ...catalogue.model import Column, Form
from ...intake.find import FOLDER
from ..filings import every, filers, spoken
from ..page import Named, Page, Sheet
from ..site import BASES, Site, unit_links
from ..values import Line

_TARGETS = {"units": "单位名称", "clauses": "任务编号", "indicators": "指标编号"}


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column with what may stand in it."""

    column: Column
    synonyms: str
    type: str
    required: str
    limits: str


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
        columns=[_column(site, column, headers) for column in form.columns],
        header=",".join(column.header for column in latest),
        sample=",".join(column.example for column in latest),
        indicators=_indicators(site, form) if form.with_role("indicator") else [],
    )


def _column(site: Site, column: Column, headers: dict[str, str]) -> ColumnRow:
    limits = [spoken("{}", column)]
    if column.values:
        limits.append("可选：" + wording.join(option.value for option in column.values))
    if column.to:
        register = site.catalogue.registers.get(column.to)
        limits.append(register.name if register else _TARGETS.get(column.to, ""))
    if column.unit:
        limits.append(f"单位：{column.unit}")
    if column.min is not None:
        limits.append(f"不小于 {wording.number(column.min, 4)}")
    if column.max is not None:
        limits.append(f"不大于 {wording.number(column.max, 4)}")
    if column.at_most:
        limits.append(f"不大于“{headers[column.at_most]}”")
    if column.max_length:
        limits.append(f"不超过 {column.max_length} 字")
    if column.cumulative:
        limits.append("累计数，不应变小")
    return ColumnRow(
        column=column,
        synonyms=wording.join(column.synonyms),
        type=types.of(column).title,
        required="必填" if column.required else "可空",
        limits="；".join(limit for limit in limits if limit),
    )


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
