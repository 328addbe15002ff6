"""How to file: when, where, who files what, and each form column by column."""

from __future__ import annotations

from dataclasses import dataclass

from .. import wording
from ..catalogue import types
from ..catalogue.model import Column, Form, Lasting, Owed
from ..intake.find import FOLDER
from . import downloads
from .site import BASES, Site, form_link, unit_link, unit_links
from .values import Line, Link, joined

_EVERY = {"month": "每月", "quarter": "每季末月", "half_year": "6月和12月", "year": "12月"}
_TARGETS = {"units": "单位名称", "clauses": "任务编号", "indicators": "指标编号"}


@dataclass(frozen=True, slots=True)
class FormRow:
    link: Link
    every: str
    purpose: str
    filers: Line


@dataclass(frozen=True, slots=True)
class UnitForms:
    unit: Link
    folder: str
    forms: Line


@dataclass(frozen=True, slots=True)
class FilingView:
    rule: str
    basis: str
    readings: list[str]
    example: str
    file: str
    bundles: list[Link]
    forms: list[FormRow]
    units: list[UnitForms]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    header: str
    synonyms: str
    type: str
    required: str
    limits: str
    help: str
    example: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    id: str
    name: str
    unit: str
    kind: str
    units: Line


@dataclass(frozen=True, slots=True)
class FormView:
    title: str
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
    indicators: list[IndicatorRow]


def view(site: Site) -> FilingView:
    policy = site.catalogue.filing
    filers = site.catalogue.filers()
    first = filers[0] if filers else None
    return FilingView(
        rule=deadline(site),
        basis=BASES[policy.basis],
        readings=[reading.name for reading in policy.readings],
        example=f"{FOLDER}/{policy.first}/{first.id}/" if first else "",
        file=f"{first.files[0]}.csv" if first else "",
        bundles=downloads.bundles(site),
        forms=[
            FormRow(
                form_link(form),
                _every(form),
                form.purpose,
                _filers(site, form),
            )
            for form in site.forms
        ],
        units=[
            UnitForms(
                unit_link(site, unit.id),
                unit.id,
                joined(listed(site, owed) for owed in unit.owed),
            )
            for unit in filers
        ],
    )


def listed(site: Site, owed: Owed) -> Line:
    """A form on the list of a unit, and the months for which the unit files it."""
    form = site.catalogue.forms[owed.form]
    return (form_link(form), _spoken("（{}）", owed))


def _spoken(around: str, lasting: Lasting) -> str:
    """From and until which month there is something; '' where there always is."""
    first, last = lasting.valid_from, lasting.valid_until
    told = [f"{first.label}起"] if first else []
    told += [f"到{last.label}止"] if last else []
    return around.format("，".join(told)) if told else ""


def form_view(site: Site, form: Form) -> FormView:
    headers = {column.id: column.header for column in form.columns}
    zero = headers.get(form.zero_report or "")
    latest = form.of(site.catalogue.filing.last).columns
    return FormView(
        title=form.name,
        purpose=form.purpose,
        every=_every(form) + _spoken("，{}", form),
        file=f"{FOLDER}/<月份>/<单位编号>/{form.id}.csv",
        basis=BASES[form.basis] + (f"。{form.note}" if form.note else ""),
        filers=_filers(site, form),
        key="、".join(headers[name] for name in form.key),
        zero=zero or "",
        columns=[_column(site, column, headers) for column in form.columns],
        header=",".join(column.header for column in latest),
        sample=",".join(column.example for column in latest),
        indicators=_indicators(site, form) if form.with_role("indicator") else [],
    )


def _filers(site: Site, form: Form) -> Line:
    """The units that have the form on their list."""
    ids = [unit.id for unit in site.catalogue.filers() if form.id in unit.files]
    return unit_links(site, ids)


def _every(form: Form) -> str:
    if form.months:
        return "、".join(f"{month}月" for month in form.months)
    return _EVERY.get(form.every or "month", "每月")


def deadline(site: Site) -> str:
    """By when a month's filings have to be in, as the policy is set."""
    policy = site.catalogue.filing
    when = {0: "当月", 1: "次月"}.get(policy.month_offset, f"{policy.month_offset} 个月后")
    day = f"{when} {policy.day} 日"
    until = "当日 24 时前" if policy.time == "24:00" else f"当日 {policy.time} 前"
    inside = f"含 {policy.day} 日，{until}" if policy.inclusive else f"不含 {policy.day} 日"
    roll = {
        "none": "遇休息日不顺延",
        "next_workday": "遇休息日顺延到下一个工作日",
        "previous_workday": "遇休息日提前到上一个工作日",
    }[policy.roll]
    return f"{_EVERY[policy.every]}的报送，{day}前收到（{inside}；{roll}）"


def _column(site: Site, column: Column, headers: dict[str, str]) -> ColumnRow:
    limits = [_spoken("{}", column)]
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
        header=column.header,
        synonyms=wording.join(column.synonyms),
        type=types.of(column).title,
        required="必填" if column.required else "可空",
        limits="；".join(limit for limit in limits if limit),
        help=column.help,
        example=column.example,
    )


def _indicators(site: Site, form: Form) -> list[IndicatorRow]:
    """What each unit has to tell in a form of indicators."""
    return [
        IndicatorRow(
            indicator.id,
            indicator.name,
            indicator.unit,
            "累计" if indicator.accumulation == "cumulative" else "本期",
            unit_links(site, site.catalogue.tellers[indicator.id]),
        )
        for indicator in site.catalogue.indicators.values()
        if indicator.form == form.id
    ]
