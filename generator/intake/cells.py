"""From a cell's text to a value, one distinct text at a time.

A parser is made once per column and called once per distinct text, so that a million rows cost no
more than their different values. An empty text is None, which is never the same as zero.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from unicodedata import category, normalize

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

_NUMBER = re.compile(r"[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?")
_DATES = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日"),
)
_MIDNIGHT = re.compile(r"\s+0{1,2}:00(:00)?")
_MONTHS = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})([0-9]{2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月"),
    re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]0?1"),  # what a spreadsheet makes of 2023-05
)
_QUARTERS = (
    re.compile(r"([0-9]{4})年第?([一二三四1-4])季度"),
    re.compile(r"([0-9]{4})-?[Qq]([1-4])"),
)
_BOOLEANS = {"是": True, "否": False}


def parser(column: Column, catalogue: Catalogue) -> Parser:
    """The parser of a column: dates give date, months their first day, references an id."""
    match column.type:
        case "integer" | "decimal":
            return lambda text: _number(_plain(text), column)
        case "date":
            return lambda text: _date(_plain(text), column)
        case "month":
            quarterly = catalogue.filing.every == "quarter"
            return lambda text: _month(_plain(text), quarterly)
        case "enum":
            options = {
                name: option.value
                for option in column.values
                for name in (option.value, *option.synonyms)
            }
            return lambda text: _choice(_visible(text), column, options)
        case "boolean":
            return lambda text: _boolean(_visible(text), column)
        case "reference":
            names = names_in(catalogue, column.to or "")
            shared = _shared_names(catalogue, column.to or "")
            return lambda text: _reference(_visible(text), column, names, shared)
        case "code":
            pattern = re.compile(column.pattern) if column.pattern else None
            return lambda text: _code(_visible(text), column, pattern)
        case _:
            return lambda text: _text(text.strip(), column)


def names_in(catalogue: Catalogue, where: str) -> Mapping[str, str]:
    """Every spelling that a reference column accepts, with the id that it stands for.

    A name that several items of a register share stands for none of them.
    """
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
            shared = _shared_names(catalogue, where)
            named = {item.name: item.id for item in items if item.name not in shared}
            return named | {item.id: item.id for item in items}


def _shared_names(catalogue: Catalogue, where: str) -> Mapping[str, list[str]]:
    """Names that stand for several items of a register, with the items' ids."""
    if where not in catalogue.registers:
        return {}
    items = catalogue.registers[where].items
    counts = Counter(item.name for item in items)
    return {
        name: [item.id for item in items if item.name == name]
        for name, times in counts.items()
        if times > 1
    }


def _visible(text: str) -> str:
    """The text without white space around it and without characters that nobody sees."""
    if text.isascii():
        return text.strip()
    return "".join(char for char in text if category(char) != "Cf").strip()


def _plain(text: str) -> str:
    """The visible text with full-width digits and signs made narrow."""
    return text.strip() if text.isascii() else normalize("NFKC", _visible(text))


def _number(text: str, column: Column) -> Value | Fault:
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or len(text) > 18:
        hint = "只填数字，不带单位和文字。"
        return Fault("E210", f"“{_short(text)}”不是数", hint)
    value = float(text.replace(",", ""))
    if column.type == "integer" and not value.is_integer():
        return Fault("E210", f"“{text}”不是整数", "本列只填整数。")
    low, high = column.min, column.max
    if (low is not None and value < low) or (high is not None and value > high):
        least = "" if low is None else f"不小于 {low:.10g}"
        most = "" if high is None else f"不大于 {high:.10g}"
        bounds = "，".join(filter(None, (least, most)))
        return Fault("E218", f"{text} 超出范围（{bounds}）", "请核对后改正。")
    return value


def _date(text: str, column: Column) -> Value | Fault:
    if not text:
        return None
    day = _MIDNIGHT.sub("", text)
    for pattern in _DATES:
        if found := pattern.fullmatch(day):
            try:
                return date(*(int(part) for part in found.groups()))
            except ValueError:
                break
    example = column.example or "2023-05-20"
    return Fault("E234", f"“{_short(text)}”不是有效日期", f"请写成 {example}。")


def _month(text: str, quarterly: bool) -> Value | Fault:
    """A month; where filing goes by quarters, a quarter stands for its last month."""
    if not text:
        return None
    for pattern in _QUARTERS if quarterly else ():
        if found := pattern.fullmatch(text):
            quarter = "一二三四".find(found.group(2)) + 1 or int(found.group(2))
            return Month(int(found.group(1)), quarter * 3).first
    for pattern in _MONTHS:
        if found := pattern.fullmatch(text):
            year, number = int(found.group(1)), int(found.group(2))
            if year and 1 <= number <= 12:
                return Month(year, number).first
    hint = "请写成 2023-05；表格软件自动改写时，先把这一列设为“文本”格式。"
    return Fault("E236", f"“{_short(text)}”不是有效月份", hint)


def _choice(text: str, column: Column, options: Mapping[str, str]) -> Value | Fault:
    if not text:
        return None
    if text in options:
        return options[text]
    meant = nearest(text, options, 0.4)
    guess = f"；是否为“{options[meant]}”？" if meant else ""
    listed = "、".join(option.value for option in column.values)
    return Fault("E222", f"“{_short(text)}”不在选项之内{guess}", f"可填：{listed}。")


def _boolean(text: str, column: Column) -> Value | Fault:
    if not text:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    return Fault("E222", f"“{_short(text)}”不是“是”或“否”", "请填“是”或“否”。")


def _reference(
    text: str, column: Column, names: Mapping[str, str], shared: Mapping[str, list[str]]
) -> Value | Fault:
    if not text:
        return None
    if text in names:
        return names[text]
    if text in shared:
        message = f"名录中有 {len(shared[text])} 个“{text}”"
        return Fault("E221", message, f"请填编号：{'、'.join(shared[text])}。")
    meant = nearest(text, names, 0.5)
    guess = f"；是否为“{meant}”？" if meant else ""
    return Fault("E221", f"{column.header}“{_short(text)}”不在名录{guess}", "请按名录填写。")


def _code(text: str, column: Column, pattern: re.Pattern[str] | None) -> Value | Fault:
    if not text:
        return None
    if pattern and not pattern.fullmatch(text):
        example = f"，如 {column.example}" if column.example else ""
        hint = column.help or "请核对编号。"
        return Fault("E223", f"“{_short(text)}”不合{column.header}的格式{example}", hint)
    return _text(text, column)


def _text(text: str, column: Column) -> Value | Fault:
    limit = min(column.max_length or MAX_LENGTH, MAX_LENGTH)
    if len(text) > limit:
        return Fault("E311", f"{column.header}有 {len(text)} 字，上限 {limit} 字", "请精简。")
    return text or None


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
