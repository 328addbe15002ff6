"""What no schema sees in indicators and rules: columns, values and provisions that suit them.

Nothing here knows a rule kind: the kinds' schemas say which fields name columns (``x-column``) and
which provisions a kind can judge (``x-judges``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..problems import Problem, nearest
from .columns import column_exists
from .files import PROVISIONS, Files, clauses, provisions, walk
from .model import FilingReading, Form, Indicator, IndicatorReading
from .placed import Places
from .shape import ColumnMention, schema
from .source import At, Document
from .types import TYPES


def columns(files: Files) -> Iterator[Problem]:
    """Every column that an indicator or a rule names, held against the form beside it."""
    for mention in files.columns:
        declared = _columns(files, mention.document, mention.at)
        if declared is None:
            continue  # the form is unknown, and told as such
        place, what = mention.at, mention.title
        yield from column_exists(mention.document, place, mention.id, declared, what)
        column = declared.get(mention.id)
        if column is not None:
            yield from _of_type(mention, column)
            if mention.at[-1] == "column":
                yield from _condition(mention, column)


def indicators(places: Places) -> Iterator[Problem]:
    forms = {form.id: form for form in places.every(Form)}
    for indicator in places.every(Indicator):
        yield from repeated_readings(indicator.readings, places)
        if places.writes(indicator, "move") and indicator.denominator is None:
            message = f"“{indicator.id}”没有分母，不能写 move"
            hint = "move 只用于分子是分母一部分的比率，请删去。"
            yield places.problem("E525", indicator, ("move",), message, hint, on_key=True)
        form = forms.get(indicator.form)
        column = form.with_role("indicator") if form else None
        own = [each.is_ for each in indicator.where if column and each.column == column.id]
        if own and indicator.id not in own:
            message = f"取的是指标“{own[0]}”的数，与本指标“{indicator.id}”不同"
            place: At = ("where", 0, "is")
            yield places.problem("E525", indicator, place, message, "两者须一致。", value=own[0])


def rules(files: Files) -> Iterator[Problem]:
    for document in files.documents.get("judging", []):
        for index, record in enumerate(document.data["rules"]):
            at: At = ("rules", index)
            yield from _judged(files, document, at, record)
            yield from _named_targets(files, document, at)
            yield from _repeated_ways(document, at, record)


def repeated_readings(
    readings: Sequence[IndicatorReading | FilingReading], places: Places
) -> Iterator[Problem]:
    seen: set[str] = set()
    for reading in readings:
        if reading.id in seen:
            message = f"读法编号“{reading.id}”重复"
            yield places.problem("E522", reading, ("id",), message, "请另取编号。")
        seen.add(reading.id)


# --- columns -------------------------------------------------------------------------------------


def _columns(files: Files, document: Document, at: At) -> Mapping[str, Mapping[str, Any]] | None:
    """The columns of the form that the nearest record around a place names."""
    for end in range(len(at) - 1, -1, -1):
        record = document.get(at[:end])
        if isinstance(record, dict) and "form" in record:
            return form_columns(files, record["form"])
    return None


def form_columns(files: Files, form: str) -> Mapping[str, Mapping[str, Any]] | None:
    """A form's columns by id; None where there is no such form."""
    for declared in files.documents.get("form", []):
        if declared.data["id"] == form:
            return {column["id"]: column for column in declared.data["columns"]}
    return None


def _of_type(mention: ColumnMention, column: Mapping[str, Any]) -> Iterator[Problem]:
    header, wanted = column["header"], mention.type
    if mention.at[-1] == "column":
        condition = mention.document.get(mention.at[:-1])
        if any(key in condition for key in ("at_least", "at_most", "meets")):
            wanted = "number"
    if wanted == "number" and not TYPES[column["type"]].numeric:
        message, hint = f"“{header}”不是数值列，不能求和或比较", "请改用数值列。"
    elif wanted == "date" and not TYPES[column["type"]].dated:
        message, hint = f"“{header}”不是日期列，不能归入周期", "请改用日期列。"
    else:
        return
    yield mention.document.problem("E525", mention.at, message, hint, value=mention.id)


def _condition(mention: ColumnMention, column: Mapping[str, Any]) -> Iterator[Problem]:
    """A value that the column can never hold would make a condition that never holds."""
    at = mention.at[:-1]
    condition = mention.document.get(at)
    wanted = [((*at, "is"), condition["is"])] if "is" in condition else []
    wanted += [((*at, "in", i), value) for i, value in enumerate(condition.get("in", []))]
    for place, value in wanted:
        yield from _possible(mention.document, place, value, column)
    if "of_kind" in condition and column.get("to") != "units":
        message = f"“{column['header']}”不是填单位的列，没有单位类别"
        hint = "请换用写明 to: units 的列。"
        yield mention.document.problem("E525", (*at, "of_kind"), message, hint)


def _possible(
    document: Document, at: At, value: object, column: Mapping[str, Any]
) -> Iterator[Problem]:
    header, holds = column["header"], TYPES[column["type"]].holds
    options = [option["value"] for option in column.get("values", [])]
    if options and value not in options:
        meant = nearest(str(value), options, 0.4)
        guess = f"；是否为“{meant}”？" if meant else ""
        message = f"“{header}”没有“{value}”这个选项{guess}"
        yield document.problem("E514", at, message, f"可选：{'、'.join(options)}。")
    elif holds == "truth" and not isinstance(value, bool):
        message = f"“{header}”是“是/否”列，这里应写 true 或 false"
        yield document.problem("E513", at, message, "是写 true，否写 false。")
    elif holds == "number" and not isinstance(value, int | float):
        message = f"“{header}”是数值列，这里应写数字"
        yield document.problem("E513", at, message, "只写数字，不加引号。")
    elif holds in ("text", "day") and not isinstance(value, str):
        message = f"“{header}”是文字列，这里应写文字"
        yield document.problem("E513", at, message, f'请加引号："{value}"。')


# --- provisions ----------------------------------------------------------------------------------


def _judged(
    files: Files, document: Document, at: At, record: Mapping[str, Any]
) -> Iterator[Problem]:
    """A rule judges a provision that its kind can judge, with all that it takes."""
    place, provision = provision_of(files, record["provision"])
    if provision is None:
        return  # told as an unknown id
    declared = schema(f"kinds/{record['kind']}")
    judges: Mapping[str, list[str]] = declared["x-judges"]
    plural, name, where = str(place[-2]), record["provision"], (*at, "provision")
    if plural == "references":
        message = f"“{name}”是参考值，不得用于判定"
        yield document.problem("E525", where, message, "参考值只供展示，请删去这条规则。")
    elif plural not in judges:
        able = "、".join(PROVISIONS[each] for each in PROVISIONS if each in judges)
        message = f"“{name}”是{PROVISIONS[plural]}，“{declared['title']}”规则不能判定"
        yield document.problem("E525", where, message, f"这类规则判定{able}；请核对编号或类别。")
    elif judges[plural] and not any(key in provision for key in judges[plural]):
        needed = "、".join(judges[plural])
        hint = f"请在 tasks.yaml 的该项下写明 {needed}（之一），或核对规则所写的编号。"
        message = f"“{name}”没有写 {needed}，“{declared['title']}”规则无从判定"
        yield document.problem("E525", where, message, hint)
        line = document.mark(where).line  # either of the two may be the slip
        message = f"“{name}”没有写 {needed}，{document.path} 第 {line} 行要用它判定"
        yield files.one("tasks").problem("E512", place, message, hint)
    elif "dated_by" in declared["properties"] and "dated_by" not in record and _recurs(provision):
        message = f"“{name}”按周期判定，规则须写明按哪一列日期归入周期"
        yield document.problem("E512", at, message, "请补上“dated_by: 日期列编号”。")


def _repeated_ways(document: Document, at: At, record: Mapping[str, Any]) -> Iterator[Problem]:
    ids = [reading["id"] for reading in record.get("readings", [])]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            place = (*at, "readings", index, "id")
            yield document.problem("E522", place, f"读法编号“{name}”重复", "请另取编号。")


def _recurs(provision: Mapping[str, Any]) -> bool:
    return any(key in provision for key in ("each", "every", "months"))


def _named_targets(files: Files, document: Document, at: At) -> Iterator[Problem]:
    """A condition that borrows from a provision what it does not say."""
    for where, record in walk(document.get(at), at):
        for key, wanted in (("meets", "value"), ("titled", "document")):
            other = provision_of(files, record[key])[1] if key in record else None
            if other is not None and wanted not in other:
                message = f"“{record[key]}”没有写 {wanted}"
                yield document.problem("E525", (*where, key), message, "请核对编号。")


def provision_of(files: Files, name: object) -> tuple[At, Mapping[str, Any] | None]:
    """A provision by its id with its place; None where there is none."""
    for at, clause in clauses(files.one("tasks").data):
        for where, record in provisions(at, clause):
            if record["id"] == name:
                return where, record
    return (), None
