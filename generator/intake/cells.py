"""From a cell's text to a value, one distinct text at a time.

A parser is made once per column and called once per distinct text, so that a million rows cost no
more than their different values. An empty text is None, which is never the same as zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.calendar import Month
from generator.catalogue.model import Catalogue, Column
from generator.problems import nearest

MAX_LENGTH = 32_767  # what a spreadsheet's cell can hold
ZERO_REPORT = "零报告"

Value: TypeAlias = str | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no value of its column."""

    code: str
    message: str
    hint: str = ""


Parser: TypeAlias = Callable[[str], Value | Fault]

_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")
_DATES = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"),
)
_MONTHS = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月"),
)
_BOOLEANS = {"是": True, "否": False}


def parser(column: Column, catalogue: Catalogue) -> Parser:
    """The parser of a column: dates give date, months their first day, references an id."""
    match column.type:
        case "integer" | "decimal":
            return lambda text: _number(text.strip(), column)
        case "date":
            return lambda text: _date(text.strip(), column)
        case "month":
            return lambda text: _month(text.strip())
        case "enum":
            options = {
                name: option.value
                for option in column.values
                for name in (option.value, *option.synonyms)
            }
            return lambda text: _choice(text.strip(), column, options)
        case "boolean":
            return lambda text: _boolean(text.strip(), column)
        case "reference":
            names = names_in(catalogue, column.to or "")
            return lambda text: _reference(text.strip(), column, names)
        case "code":
            pattern = re.compile(column.pattern) if column.pattern else None
            return lambda text: _code(text.strip(), column, pattern)
        case _:
            return lambda text: _text(text.strip(), column)


def names_in(catalogue: Catalogue, where: str) -> Mapping[str, str]:
    """Every spelling that a reference column accepts, with the id that it stands for."""
    match where:
        case "units":
            named = {name: unit.id for unit in catalogue.units.values() for name in unit.names}
            return {**named, **{unit: unit for unit in catalogue.units}}
        case "clauses":
            return {clause.id: clause.id for clause in catalogue.duties}
        case "indicators":
            return {indicator: indicator for indicator in catalogue.indicators}
        case _:
            items = catalogue.registers[where].items
            return {item.name: item.id for item in items} | {item.id: item.id for item in items}


def _number(text: str, column: Column) -> Value | Fault:
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or len(text) > 18:
        hint = "只填数字，不带单位、逗号和文字。"
        return Fault("E210", f"“{text}”不是数", hint)
    value = float(text)
    if column.type == "integer" and not value.is_integer():
        return Fault("E210", f"“{text}”不是整数", "本列只填整数。")
    low, high = column.min, column.max
    if (low is not None and value < low) or (high is not None and value > high):
        bounds = f"{'' if low is None else f'{low:g}'}–{'' if high is None else f'{high:g}'}"
        return Fault("E218", f"{text} 超出范围（{bounds}）", "请核对后改正。")
    return value


def _date(text: str, column: Column) -> Value | Fault:
    if not text:
        return None
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            try:
                return date(*(int(part) for part in found.groups()))
            except ValueError:
                break
    return Fault("E234", f"“{text}”不是有效日期", f"请写成 {column.example or '2023-05-20'}。")


def _month(text: str) -> Value | Fault:
    if not text:
        return None
    for pattern in _MONTHS:
        if found := pattern.fullmatch(text):
            year, number = int(found.group(1)), int(found.group(2))
            if 1 <= number <= 12:
                return Month(year, number).first
    return Fault("E236", f"“{text}”不是有效月份", "请写成 2023-05。")


def _choice(text: str, column: Column, options: Mapping[str, str]) -> Value | Fault:
    if not text:
        return None
    if text in options:
        return options[text]
    meant = nearest(text, options, 0.4)
    guess = f"；是否为“{options[meant]}”？" if meant else ""
    listed = "、".join(option.value for option in column.values)
    return Fault("E222", f"“{text}”不在选项之内{guess}", f"可填：{listed}。")


def _boolean(text: str, column: Column) -> Value | Fault:
    if not text:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return Fault("E222", f"“{text}”不是“是”或“否”", "请填“是”或“否”。")


def _reference(text: str, column: Column, names: Mapping[str, str]) -> Value | Fault:
    if not text:
        return None
    if text in names:
        return names[text]
    meant = nearest(text, names, 0.5)
    guess = f"；是否为“{meant}”？" if meant else ""
    return Fault("E221", f"{column.header}“{text}”不在名录{guess}", "请按名录填写。")


def _code(text: str, column: Column, pattern: re.Pattern[str] | None) -> Value | Fault:
    if not text:
        return None
    if pattern and text != ZERO_REPORT and not pattern.fullmatch(text):
        example = f"，如 {column.example}" if column.example else ""
        return Fault("E223", f"“{text}”不合{column.header}的格式{example}", column.help)
    return _text(text, column)


def _text(text: str, column: Column) -> Value | Fault:
    limit = min(column.max_length or MAX_LENGTH, MAX_LENGTH)
    if len(text) > limit:
        return Fault("E311", f"{column.header}有 {len(text)} 字，上限 {limit} 字", "请精简。")
    return text or None
