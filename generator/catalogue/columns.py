"""What no schema sees in a form: columns that fit their purpose, and none named twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..problems import Problem, nearest
from ..wording import exact
from . import types
from .lasting import bounded, covers, ends_after, together
from .model import Column, Form, bare
from .placed import Places
from .source import At

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


def check(form: Form, places: Places) -> Iterator[Problem]:
    """E512 to E525 of one form, all faults at once."""

    def wrong(code: str, steps: At, message: str, hint: str = "") -> Problem:
        return places.problem(code, form, steps, message, hint)

    file, _ = places.at(form)
    weekly = form.filing is not None and form.filing.every == "week"
    if form.id != file.name:
        message = f"报表编号“{form.id}”与文件名“{file.name}.yaml”不同"
        yield wrong("E525", ("id",), message, "两者须一致。")
    yield from ends_after(places, form, form.valid_from, form.valid_until)
    yield from _repeated_columns(form, places)
    for index, name in enumerate(form.key):
        yield from _named(form, places, ("key", index), name, "主键")
    yield from _named(form, places, ("zero_report",), form.zero_report, "零报告列")
    yield from _zero_report(form, places)
    for index, column in enumerate(form.columns):
        yield from _named(form, places, ("columns", index, "at_most"), column.at_most, "比较")
        if column.min is not None and column.max is not None and column.min > column.max:
            message = f"最小值 {exact(column.min)} 大于最大值 {exact(column.max)}"
            yield wrong("E516", ("columns", index, "min"), message)
        yield from _fitting(column, weekly, places)
        yield from _lasting(form, column, places)
        if column.pattern is not None:
            yield from _regex(column, places, column.pattern)
    for needed in ("unit", "period"):
        if not any(column.equals == needed for column in form.columns):
            what = "单位" if needed == "unit" else "期次"
            message = f"没有“{what}”列（equals: {needed}）"
            hint = "每张报表都要写明单位和报的是哪一期。"
            yield places.problem("E512", form, ("columns",), message, hint, on_key=True)


def _zero_report(form: Form, places: Places) -> Iterator[Problem]:
    """There is a column for a zero report where one is allowed, and nowhere else."""
    if form.zero_states == "rows" and form.zero_report is None:
        message, hint = "收零报告的表，没有写“零报告”填在哪一列", "请补上“zero_report: 列编号”。"
        yield places.problem("E525", form, ("zero_states",), message, hint)
    if form.zero_states == "not_allowed" and form.zero_report is not None:
        message, hint = "不收零报告的表，写了零报告列", "请删去其中一项。"
        yield places.problem("E525", form, ("zero_report",), message, hint, on_key=True)


def _fitting(column: Column, weekly: bool, places: Places) -> Iterator[Problem]:
    """Nothing is said of a column that its type has no use for."""
    for name, what in _ONLY_FOR.items():
        if places.writes(column, name) and name not in types.of(column).takes:
            message = f"“{column.header}”不是{what}列，不能写 {name}"
            yield places.problem("E525", column, (name,), message, "请删去。", on_key=True)
    wants = _WANTED | ({("equals", "period"): ("date", None)} if weekly else {})
    for (name, value), (type_, to) in wants.items():
        if getattr(column, name) == value and (column.type, column.to) != (type_, to):
            wanted = f"type: {type_}" + (f"、to: {to}" if to else "")
            message = f"{name} 为 {value} 的列应写 {wanted}"
            monday = "按周报的表，这一列写周一的日期。" if weekly and value == "period" else ""
            hint = monday or "请核对这一列的类型和作用。"
            yield places.problem("E525", column, (name,), message, hint)


def _lasting(form: Form, column: Column, places: Places) -> Iterator[Problem]:
    """A column comes and goes only where nothing hangs on it that does not."""
    yield from ends_after(places, column, column.valid_from, column.valid_until)
    name = bounded(column)
    if name and (column.id in (*form.key, form.zero_report) or column.equals):
        message = f"“{column.header}”是主键、零报告列或单位、期次列，不能只在一些月份有"
        hint = f"请删去 {name}；主键要改的，另立一张报表，旧表写 valid_until。"
        yield places.problem("E525", column, (name,), message, hint, on_key=True)
    limit = {each.id: each for each in form.columns}.get(column.at_most or "")
    if limit and not covers(limit, column):
        message = f"有“{column.header}”列的月份，不都有“{limit.header}”列"
        hint = "不大于（at_most）所指的列，起止要包含这一列的起止。"
        yield places.problem("E525", column, ("at_most",), message, hint)


def _repeated_columns(form: Form, places: Places) -> Iterator[Problem]:
    """Nothing twice in the columns of any month: one may come in the place of another."""
    ids: set[str] = set()
    headers: dict[str, list[Column]] = {}
    used: dict[tuple[str, str], str] = {}
    for column in form.columns:

        def wrong(steps: At, message: str, hint: str, its: Column = column) -> Problem:
            value = its.id if steps == ("id",) else None
            return places.problem("E522", its, steps, message, hint, value=value)

        if column.id in ids:
            yield wrong(("id",), f"列编号“{column.id}”重复", "请另取编号。")
        ids.add(column.id)
        for name, value in (("equals", column.equals), ("role", column.role)):
            if value is None:
                continue
            if (name, value) in used:
                message = f"“{used[name, value]}”列已经写了 {name}: {value}"
                yield wrong((name,), message, "每种只能有一列。")
            used.setdefault((name, value), column.header)
        spellings: list[tuple[At, str]] = [(("header",), column.header)]
        spellings += [(("synonyms", i), name) for i, name in enumerate(column.synonyms)]
        for where, name in spellings:
            plain = bare(name)
            other = next((c for c in headers.get(plain, ()) if together(c, column)), None)
            if other:
                message = f"表头“{name}”重复，“{other.header}”列也用它"
                yield wrong(where, message, "请改为不同的表头。")
            headers.setdefault(plain, []).append(column)
        yield from _repeated_values(column, places)


def _repeated_values(column: Column, places: Places) -> Iterator[Problem]:
    seen: set[str] = set()
    for option in column.values:
        spellings: list[tuple[At, str]] = [(("value",), option.value)]
        spellings += [(("synonyms", i), name) for i, name in enumerate(option.synonyms)]
        for where, name in spellings:
            if name in seen:
                message = f"选项“{name}”重复"
                yield places.problem("E522", option, where, message, "请删去其中一个。")
            seen.add(name)


def _regex(column: Column, places: Places, pattern: str) -> Iterator[Problem]:
    try:
        re.compile(pattern)
    except re.error as error:
        place = "" if error.pos is None else f"（第 {error.pos + 1} 个字符）"
        message = f"格式“{pattern}”不是有效的正则表达式{place}"
        yield places.problem("E515", column, ("pattern",), message, "请对照参考页改写。")


def _named(form: Form, places: Places, steps: At, name: str | None, what: str) -> Iterator[Problem]:
    """A column that the form itself names is one of its own."""
    headers = {column.id: column.header for column in form.columns}
    if name is not None and name not in headers:
        message, hint = missing(name, headers, what)
        yield places.problem("E524", form, steps, message, hint, value=name)


def missing(name: str, headers: Mapping[str, str], what: str) -> tuple[str, str]:
    """What is wrong with a column that a form does not have, and what it has; headers by id."""
    by_header = {header: id_ for id_, header in headers.items()}
    meant = nearest(name, headers) or by_header.get(nearest(name, by_header) or "")
    guess = f"；是否为“{meant}”（{headers[meant]}）？" if meant else ""
    message = f"{what}所用的列“{name}”在报表中不存在{guess}"
    return message, f"该报表的列：{'、'.join(headers)}。"
