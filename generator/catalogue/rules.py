"""What no schema sees in indicators and rules: columns, values and provisions that suit them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.catalogue.columns import NUMERIC, column_exists
from generator.catalogue.files import Files, clauses, provisions
from generator.catalogue.source import At, Document
from generator.problems import Problem, nearest


def indicators(files: Files) -> Iterator[Problem]:
    for index, record in enumerate(files.one("indicators").data["indicators"]):
        yield from _indicator(files, ("indicators", index), record)


def rules(files: Files) -> Iterator[Problem]:
    for document in files.documents.get("judging", []):
        for index, record in enumerate(document.data["rules"]):
            yield from _rule(files, document, ("rules", index), record)


def repeated_readings(document: Document, at: At, record: Mapping[str, Any]) -> Iterator[Problem]:
    ids = [reading["id"] for reading in record.get("readings", [])]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            place = (*at, "readings", index, "id")
            yield document.problem("E522", place, f"读法编号“{name}”重复", "请另取编号。")


@dataclass(frozen=True, slots=True)
class _Table:
    """A form's columns, and the document in which something refers to them."""

    document: Document
    columns: Mapping[str, Mapping[str, Any]]

    def column(self, at: At, name: str, what: str, numeric: bool = False) -> Iterator[Problem]:
        yield from column_exists(self.document, at, name, self.columns, what)
        if numeric and name in self.columns and self.columns[name]["type"] not in NUMERIC:
            message = f"“{self.columns[name]['header']}”不是数值列，不能求和或比较"
            yield self.document.problem("E525", at, message, "请改用数值列。", value=name)

    def conditions(self, at: At, conditions: list[Mapping[str, Any]]) -> Iterator[Problem]:
        for index, condition in enumerate(conditions):
            where = (*at, index)
            bounds = any(key in condition for key in ("at_least", "at_most", "meets"))
            yield from self.column((*where, "column"), condition["column"], "条件", bounds)
            column = self.columns.get(condition["column"])
            if column is None:
                continue
            wanted = [((*where, "is"), condition["is"])] if "is" in condition else []
            for number, value in enumerate(condition.get("in", [])):
                wanted.append(((*where, "in", number), value))
            for place, value in wanted:
                yield from self._possible(place, value, column)

    def _possible(self, at: At, value: object, column: Mapping[str, Any]) -> Iterator[Problem]:
        """A value that the column can never hold would make a condition that never holds."""
        header = column["header"]
        options = [option["value"] for option in column.get("values", [])]
        if options and value not in options:
            meant = nearest(str(value), options, 0.4)
            guess = f"；是否为“{meant}”？" if meant else ""
            message = f"“{header}”没有“{value}”这个选项{guess}"
            yield self.document.problem("E514", at, message, f"可选：{'、'.join(options)}。")
        elif column["type"] == "boolean" and not isinstance(value, bool):
            message = f"“{header}”是“是/否”列，这里应写 true 或 false"
            yield self.document.problem("E513", at, message, "是写 true，否写 false。")
        elif column["type"] in NUMERIC and not isinstance(value, int | float):
            message = f"“{header}”是数值列，这里应写数字"
            yield self.document.problem("E513", at, message, "只写数字，不加引号。")
        elif column["type"] not in ("boolean", *NUMERIC) and not isinstance(value, str):
            message = f"“{header}”是文字列，这里应写文字"
            yield self.document.problem("E513", at, message, f'请加引号："{value}"。')

    def measure(self, at: At, measure: Mapping[str, Any]) -> Iterator[Problem]:
        for key in ("sum", "count", "distinct"):
            if key in measure:
                yield from self.column((*at, key), measure[key], "取数", key == "sum")
        yield from self.conditions((*at, "where"), measure.get("where", []))


def _indicator(files: Files, at: At, record: Mapping[str, Any]) -> Iterator[Problem]:
    table = _table(files, files.one("indicators"), record["form"])
    if table is None:
        return  # told as an unknown id
    yield from table.conditions((*at, "where"), record.get("where", []))
    if "as_of" in record:
        yield from table.column((*at, "as_of"), record["as_of"], "数据截止日期")
    parts: list[tuple[At, Mapping[str, Any]]] = [(at, record)]
    parts += [((*at, "readings", i), r) for i, r in enumerate(record.get("readings", []))]
    for where, part in parts:
        for key in ("numerator", "denominator"):
            if key in part:
                yield from table.measure((*where, key), part[key])
        if "each" in part:
            yield from table.column((*where, "each"), part["each"], "分项")
    for where, part in parts[1:]:
        yield from table.conditions((*where, "where"), part.get("where", []))
    yield from repeated_readings(table.document, at, record)
    own = [c.get("is") for c in record.get("where", []) if _is_indicator(table, c["column"])]
    if own and record["id"] not in own:
        place = (*at, "where", 0, "is")
        message = f"取的是指标“{own[0]}”的数，与本指标“{record['id']}”不同"
        yield table.document.problem("E525", place, message, "两者须一致。", value=own[0])


def _is_indicator(table: _Table, column: str) -> bool:
    return table.columns.get(column, {}).get("role") == "indicator"


def _rule(files: Files, document: Document, at: At, record: Mapping[str, Any]) -> Iterator[Problem]:
    name = record.get("target") or record.get("provision")
    place, provision = _provision(files, name)
    kind = str(place[-2]) if place else ""
    if provision is None:
        return  # told as an unknown id
    key = "target" if "target" in record else "provision"
    if kind == "references":
        message = f"“{name}”是参考值，不得用于判定"
        yield document.problem("E525", (*at, key), message, "参考值只供展示，请删去这条规则。")
    elif record["kind"] == "filing_deadline" and kind != "cadences":
        message = f"“{name}”不是频次，不能判定按时报送"
        yield document.problem("E525", (*at, key), message, "请改为报送频次的编号。")
    elif record["kind"] == "threshold":
        if "indicator" not in provision and "external_value" not in provision:
            message = f"目标“{name}”没有写用哪个指标衡量"
            hint = "请在 tasks.yaml 的该目标下写明 indicator，或核对规则所写的编号。"
            yield document.problem("E525", (*at, key), message, hint)
            line = document.mark((*at, key)).line  # either of the two may be the slip
            message = f"目标“{name}”没有写 indicator，{document.path} 第 {line} 行要用它判定"
            yield files.one("tasks").problem("E512", place, message, hint)
    elif record["kind"] == "count":
        yield from _count_rule(files, document, at, record, (kind, provision))


def _count_rule(
    files: Files,
    document: Document,
    at: At,
    record: Mapping[str, Any],
    judged: tuple[str, Mapping[str, Any]],
) -> Iterator[Problem]:
    kind, provision = judged
    if kind not in ("targets", "cadences", "deliverables"):
        message = f"“{provision['id']}”不是目标、频次或成果，不能计数判定"
        yield document.problem("E525", (*at, "provision"), message, "请核对编号。")
        return
    table = _table(files, document, record["form"])
    if table is None:
        return
    yield from table.column((*at, "distinct"), record["distinct"], "计数")
    yield from repeated_readings(document, at, record)
    yield from table.conditions((*at, "where"), record.get("where", []))
    yield from table.conditions((*at, "qualifies"), record.get("qualifies", []))
    periodic = provision.get("each") or provision.get("every") or provision.get("months")
    if "dated_by" in record:
        yield from table.column((*at, "dated_by"), record["dated_by"], "日期")
    elif periodic:
        message = f"“{provision['id']}”按周期判定，规则须写明按哪一列日期归入周期"
        yield document.problem("E512", at, message, "请补上“dated_by: 日期列编号”。")
    for where, condition in _all_conditions(at, record):
        for key, wanted in (("meets", "value"), ("titled", "document")):
            other = _provision(files, condition.get(key))[1] if key in condition else None
            if other is not None and wanted not in other:
                message = f"“{condition[key]}”没有写 {wanted}"
                yield document.problem("E525", (*where, key), message, "请核对编号。")


def _all_conditions(at: At, record: Mapping[str, Any]) -> Iterator[tuple[At, Mapping[str, Any]]]:
    for key in ("where", "qualifies"):
        for index, condition in enumerate(record.get(key, [])):
            yield (*at, key, index), condition


def _provision(files: Files, name: object) -> tuple[At, Mapping[str, Any] | None]:
    for at, clause in clauses(files.one("tasks").data):
        for where, record in provisions(at, clause):
            if record["id"] == name:
                return where, record
    return (), None


def _table(files: Files, document: Document, form: str) -> _Table | None:
    for declared in files.documents.get("form", []):
        if declared.data["id"] == form:
            columns = {column["id"]: column for column in declared.data["columns"]}
            return _Table(document, columns)
    return None
