"""What no schema sees in a form: columns that fit their purpose, and none named twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import Problem, nearest
from ..wording import exact
from .lasting import bounded, covers, ends_after, together
from .model import bare
from .source import At, Document
from .types import TYPES

_ONLY_FOR = {
    "min": "数值",
    "max": "数值",
    "cumulative": "数值",
    "at_most": "数值",
    "unit": "数值",
    "pattern": "编号",
    "max_length": "文字",
}
"""What is said of some columns only, and what those are called."""

_WANTED = {
    ("equals", "unit"): ("reference", "units"),
    ("equals", "period"): ("month", None),
    ("role", "as_of"): ("date", None),
    ("role", "clause"): ("reference", "clauses"),
    ("role", "indicator"): ("reference", "indicators"),
    ("role", "status"): ("enum", None),
    ("role", "narrative"): ("text", None),
    ("role", "problem"): ("text", None),
    ("role", "next"): ("text", None),
}
"""The type (and what it refers to) of a column that the system reads for a purpose of its own."""


def check(document: Document) -> Iterator[Problem]:
    form = document.data
    columns = {column["id"]: column for column in form["columns"]}
    stem = document.path.rpartition("/")[2].removesuffix(".yaml")
    if form["id"] != stem:
        message = f"报表编号“{form['id']}”与文件名“{stem}.yaml”不同"
        yield document.problem("E525", ("id",), message, "两者须一致。")
    yield from ends_after(document, (), form)
    yield from _repeated_columns(document)
    for index, name in enumerate(form["key"]):
        yield from column_exists(document, ("key", index), name, columns, "主键")
    if "zero_report" in form:
        yield from column_exists(
            document, ("zero_report",), form["zero_report"], columns, "零报告列"
        )
    yield from _zero_report(document)
    for index, column in enumerate(form["columns"]):
        at = ("columns", index)
        if "at_most" in column:
            yield from column_exists(document, (*at, "at_most"), column["at_most"], columns, "比较")
        low, high = column.get("min"), column.get("max")
        if low is not None and high is not None and low > high:
            yield document.problem(
                "E516", (*at, "min"), f"最小值 {exact(low)} 大于最大值 {exact(high)}"
            )
        yield from _fitting(document, at, column)
        yield from _lasting(document, at, column, columns)
        if "pattern" in column:
            yield from _regex(document, (*at, "pattern"), column["pattern"])
    for needed in ("unit", "period"):
        if not any(column.get("equals") == needed for column in form["columns"]):
            what = "单位" if needed == "unit" else "月份"
            message = f"没有“{what}”列（equals: {needed}）"
            hint = "每张报表都要写明单位和月份。"
            yield document.problem("E512", ("columns",), message, hint, on_key=True)


def _zero_report(document: Document) -> Iterator[Problem]:
    """There is a column for a zero report where one is allowed, and nowhere else."""
    has_column, states = "zero_report" in document.data, document.data.get("zero_states")
    if states == "rows" and not has_column:
        message = "收零报告的表，没有写“零报告”填在哪一列"
        yield document.problem("E525", ("zero_states",), message, "请补上“zero_report: 列编号”。")
    if states == "not_allowed" and has_column:
        message = "不收零报告的表，写了零报告列"
        yield document.problem("E525", ("zero_report",), message, "请删去其中一项。", on_key=True)


def _fitting(document: Document, at: At, column: Mapping[str, Any]) -> Iterator[Problem]:
    """Nothing is said of a column that its type has no use for."""
    for name, what in _ONLY_FOR.items():
        if name in column and name not in TYPES[column["type"]].takes:
            message = f"“{column['header']}”不是{what}列，不能写 {name}"
            yield document.problem("E525", (*at, name), message, "请删去。", on_key=True)
    for (name, value), (type_, to) in _WANTED.items():
        if column.get(name) == value and (column["type"] != type_ or column.get("to") != to):
            wanted = f"type: {type_}" + (f"、to: {to}" if to else "")
            message = f"{name} 为 {value} 的列应写 {wanted}"
            yield document.problem("E525", (*at, name), message, "请核对这一列的类型和作用。")


def _lasting(
    document: Document, at: At, column: Mapping[str, Any], columns: Mapping[str, Any]
) -> Iterator[Problem]:
    """A column comes and goes only where nothing hangs on it that does not."""
    yield from ends_after(document, at, column)
    name, form = bounded(column), document.data
    if name and (column["id"] in (*form["key"], form.get("zero_report")) or "equals" in column):
        message = f"“{column['header']}”是主键、零报告列或单位、月份列，不能只在一些月份有"
        hint = f"请删去 {name}；主键要改的，另立一张报表，旧表写 valid_until。"
        yield document.problem("E525", (*at, name), message, hint, on_key=True)
    limit = columns.get(column.get("at_most", ""))
    if limit and not covers(limit, column):
        message = f"有“{column['header']}”列的月份，不都有“{limit['header']}”列"
        hint = "不大于（at_most）所指的列，起止要包含这一列的起止。"
        yield document.problem("E525", (*at, "at_most"), message, hint)


def _repeated_columns(document: Document) -> Iterator[Problem]:
    """Nothing twice in the columns of any month: one may come in the place of another."""
    ids: dict[str, int] = {}
    headers: dict[str, list[Mapping[str, Any]]] = {}
    used: dict[tuple[str, object], str] = {}
    for index, column in enumerate(document.data["columns"]):
        at = ("columns", index)
        if column["id"] in ids:
            message = f"列编号“{column['id']}”重复"
            yield document.problem("E522", (*at, "id"), message, "请另取编号。", value=column["id"])
        ids[column["id"]] = index
        for name in ("equals", "role"):
            value = column.get(name)
            if value is not None and (name, value) in used:
                message = f"“{used[name, value]}”列已经写了 {name}: {value}"
                yield document.problem("E522", (*at, name), message, "每种只能有一列。")
            used.setdefault((name, value), column["header"])
        spellings: list[tuple[At, str]] = [(("header",), column["header"])]
        spellings += [(("synonyms", i), name) for i, name in enumerate(column.get("synonyms", []))]
        for where, name in spellings:
            plain = bare(name)
            other = next((c for c in headers.get(plain, ()) if together(c, column)), None)
            if other:
                message = f"表头“{name}”重复，“{other['header']}”列也用它"
                yield document.problem("E522", (*at, *where), message, "请改为不同的表头。")
            headers.setdefault(plain, []).append(column)
        yield from _repeated_values(document, at, column)


def _repeated_values(document: Document, at: At, column: Mapping[str, Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, option in enumerate(column.get("values", [])):
        where = (*at, "values", index)
        spellings = [((*where, "value"), option["value"])]
        for number, name in enumerate(option.get("synonyms", [])):
            spellings.append(((*where, "synonyms", number), name))
        for place, name in spellings:
            if name in seen:
                yield document.problem("E522", place, f"选项“{name}”重复", "请删去其中一个。")
            seen.add(name)


def _regex(document: Document, at: At, pattern: str) -> Iterator[Problem]:
    try:
        re.compile(pattern)
    except re.error as error:
        place = "" if error.pos is None else f"（第 {error.pos + 1} 个字符）"
        message = f"格式“{pattern}”不是有效的正则表达式{place}"
        yield document.problem("E515", at, message, "请对照参考页改写。")


def column_exists(
    document: Document, at: At, name: str, columns: Mapping[str, Any], what: str
) -> Iterator[Problem]:
    if name in columns:
        return
    headers = {column["header"]: id_ for id_, column in columns.items()}
    meant = nearest(name, columns) or headers.get(nearest(name, headers) or "")
    guess = f"；是否为“{meant}”（{columns[meant]['header']}）？" if meant else ""
    yield document.problem(
        "E524",
        at,
        f"{what}所用的列“{name}”在报表中不存在{guess}",
        f"该报表的列：{'、'.join(columns)}。",
        value=name,
    )
