"""Faults of meaning that no schema can see: columns, conditions, owners, counts, calendars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.calendar import Month, months
from generator.catalogue.files import Files, clauses, provisions, walk
from generator.catalogue.source import At, Document
from generator.problems import Problem, nearest


def check(files: Files) -> Iterator[Problem]:
    """Every check whose files are sound in shape."""
    if files.sound("form"):
        for document in files.documents.get("form", []):
            yield from _form(document)
    if files.sound("units"):
        yield from _registers(files.one("units"))
    if files.sound("filing", "calendar"):
        yield from _calendars(files)
    if "tasks" in files.documents:
        yield from _owners(files.one("tasks"))
        yield from _numbering(files.one("tasks"))
    if files.sound("tasks", "units", "form"):
        yield from _filings_needed(files)
    if files.sound("form", "indicators"):
        for index, record in enumerate(files.one("indicators").data["indicators"]):
            yield from _indicator(files, ("indicators", index), record)
    if files.sound("form", "judging", "tasks"):
        for document in files.documents.get("judging", []):
            for index, record in enumerate(document.data["rules"]):
                yield from _rule(files, document, ("rules", index), record)


# --- forms ---------------------------------------------------------------------------------------

_NUMERIC = {"integer", "decimal"}


def _form(document: Document) -> Iterator[Problem]:
    form = document.data
    columns = {column["id"]: column for column in form["columns"]}
    stem = document.path.rpartition("/")[2].removesuffix(".yaml")
    if form["id"] != stem:
        message = f"报表编号“{form['id']}”与文件名“{stem}.yaml”不同"
        yield document.problem("E525", ("id",), message, "两者须一致。")
    yield from _repeated_columns(document)
    for index, name in enumerate(form["key"]):
        yield from _column(document, ("key", index), name, columns, "主键")
    if "zero_report" in form:
        yield from _column(document, ("zero_report",), form["zero_report"], columns, "零报告列")
    for index, column in enumerate(form["columns"]):
        at = ("columns", index)
        if "at_most" in column:
            yield from _column(document, (*at, "at_most"), column["at_most"], columns, "比较")
        low, high = column.get("min"), column.get("max")
        if low is not None and high is not None and low > high:
            yield document.problem("E516", (*at, "min"), f"最小值 {low} 大于最大值 {high}")
        if column["type"] not in _NUMERIC:
            for name in ("min", "max", "cumulative", "at_most", "unit"):
                if name in column:
                    message = f"“{column['header']}”不是数值列，不能写 {name}"
                    yield document.problem("E525", (*at, name), message, "请删去。", on_key=True)
        if "pattern" in column:
            yield from _regex(document, (*at, "pattern"), column["pattern"])
    for needed in ("unit", "period"):
        if not any(column.get("equals") == needed for column in form["columns"]):
            what = "单位" if needed == "unit" else "月份"
            message = f"没有“{what}”列（equals: {needed}）"
            yield document.problem("E512", ("columns",), message, "每张报表都要写明单位和月份。")


def _repeated_columns(document: Document) -> Iterator[Problem]:
    ids: dict[str, int] = {}
    headers: dict[str, str] = {}
    for index, column in enumerate(document.data["columns"]):
        at = ("columns", index)
        if column["id"] in ids:
            message = f"列编号“{column['id']}”重复"
            yield document.problem("E522", (*at, "id"), message, "请另取编号。", value=column["id"])
        ids[column["id"]] = index
        spellings = [(("header",), column["header"])]
        spellings += [(("synonyms", i), name) for i, name in enumerate(column.get("synonyms", []))]
        for where, name in spellings:
            if name in headers:
                message = f"表头“{name}”重复，“{headers[name]}”列也用它"
                yield document.problem("E522", (*at, *where), message, "请改为不同的表头。")
            headers[name] = column["header"]
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
        message = f"格式“{pattern}”不是有效的正则表达式：{error}"
        yield document.problem("E515", at, message, "请对照参考页改写。")


def _column(
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


# --- units and registers -------------------------------------------------------------------------


_JUDGED = ("targets", "cadences", "deliverables", "lists", "escalations")


def _registers(document: Document) -> Iterator[Problem]:
    for index, register in enumerate(document.data.get("registers", [])):
        at = ("registers", index)
        counted = [i for i in register["items"] if i["category"] in register["counted"]]
        if len(counted) != register["expected"]:
            message = f"{register['name']}计入 {len(counted)} 个，应有 {register['expected']} 个"
            hint = "请核对各项；尚未核实的可加占位项（placeholder: true）。"
            yield document.problem("E528", (*at, "expected"), message, hint)
        waiting = sum(item.get("placeholder", False) for item in register["items"])
        if waiting:
            message = f"名录待核：{register['name']}中有 {waiting} 个占位项"
            hint = "核实后把占位项改为实际名称，并删去 placeholder。"
            place = next(
                i for i, item in enumerate(register["items"]) if item.get("placeholder", False)
            )
            yield document.problem("W542", (*at, "items", place), message, hint)


def _owners(document: Document) -> Iterator[Problem]:
    """Whatever can be judged has someone who answers for it."""
    for at, clause in clauses(document.data):
        if at[0] != "preamble" or clause.get("responsible"):
            continue
        for where, record in provisions(at, clause):
            if where[-2] in _JUDGED and "owners" not in record:
                message = f"“{record.get('id', '本项')}”没有责任单位"
                hint = "本条没有责任单位一栏，请写明 owners。"
                yield document.problem("E523", where, message, hint)


def _numbering(document: Document) -> Iterator[Problem]:
    """What a clause asks for is numbered after the clause: T10-3 of T10, M04 of M."""
    for at, clause in clauses(document.data):
        if "id" not in clause:
            continue
        asked = [
            (where, record["id"]) for where, record in provisions(at, clause) if "id" in record
        ]
        strange = [(where, id_) for where, id_ in asked if not _of_clause(id_, clause["id"])]
        if strange and len(strange) == len(asked) > 1:
            message = f"本条各项的编号（如“{asked[0][1]}”）不以本条编号“{clause['id']}”开头"
            yield document.problem("E515", (*at, "id"), message, "请核对本条编号。")
            continue
        for where, id_ in strange:
            message = f"编号“{id_}”不以本条编号“{clause['id']}”开头"
            hint = f"改为“{clause['id']}-序号”。"
            yield document.problem("E515", (*where, "id"), message, hint, value=id_)


def _of_clause(id_: str, clause: str) -> bool:
    head, dash, _ = id_.partition("-")
    return head == clause if dash else id_.startswith(clause)


def _filings_needed(files: Files) -> Iterator[Problem]:
    """A unit files only what one of its obligations needs, and only forms open to it."""
    needs = _evidence_by_unit(files)
    units = files.one("units")
    forms = {d.data["id"]: d.data for d in files.documents.get("form", [])}
    for index, unit in enumerate(units.data["units"]):
        for number, form in enumerate(unit.get("files", [])):
            if form not in forms:
                continue  # told as an unknown id
            at = ("units", index, "files", number)
            name = f"{unit['name']}的“{forms[form]['name']}”"
            filers = {m for filer in forms[form]["filers"] for m in _members(files, filer)}
            if unit["id"] not in filers:
                hint = f"请从 files 删去，或在 rules/forms/{form}.yaml 的 filers 中加上该单位。"
                yield units.problem("E526", at, f"{name}表不由该单位填报", hint, value=form)
            elif form not in needs.get(unit["id"], set()):
                hint = "请删去，或在 tasks.yaml 相应事项的 evidence 中写明这张表。"
                message = f"{name}表没有哪项职责用得上"
                yield units.problem("E526", at, message, hint, value=form)


def _evidence_by_unit(files: Files) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, clause in walk(files.one("tasks").data):
        for _, record in walk([v for v in clause.values() if isinstance(v, list)]):
            owners = record.get("owners") or clause.get("responsible", [])
            for name in owners if "quote" in record else []:
                for unit in _members(files, name):
                    found.setdefault(unit, set()).update(record.get("evidence", []))
    return found


def _members(files: Files, name: str) -> list[str]:
    data = files.one("units").data
    for group in data.get("groups", []):
        if group["id"] == name:
            return list(group["members"])
    return [unit["id"] for unit in data["units"] if name in (unit["id"], unit["kind"])]


def _calendars(files: Files) -> Iterator[Problem]:
    policy = files.one("filing")
    first, last = Month.parse(policy.data["first"]), Month.parse(policy.data["last"])
    if last < first:
        message = f"末期 {last} 早于首期 {first}"
        yield policy.problem("E527", ("last",), message, "请核对。")
        return
    declared: dict[int, Document] = {}
    for document in files.documents.get("calendar", []):
        year = document.data["year"]
        if year in declared:
            message = f"{year} 年的工作日历重复，{declared[year].path} 已有"
            yield document.problem("E522", ("year",), message, "请删去其中一个。")
        declared[year] = document
        yield from _calendar(document, year)
    offset = policy.data.get("month_offset", 0)
    for year in sorted({m.plus(offset).year for m in months(first, last)} - set(declared)):
        message = f"没有 {year} 年的工作日历，只按周末推算休息日"
        hint = f"请新建 rules/calendar/{year}.yaml。"
        yield policy.problem("W541", ("roll",), message, hint)


def _calendar(document: Document, year: int) -> Iterator[Problem]:
    for index, holiday in enumerate(document.data["holidays"]):
        at = ("holidays", index)
        if holiday["to"] < holiday["from"]:
            message = f"{holiday['name']}末日 {holiday['to']} 早于首日 {holiday['from']}"
            yield document.problem("E527", (*at, "to"), message, "请核对。")
        for key in ("from", "to"):
            if str(year) not in (holiday["from"][:4], holiday["to"][:4]):
                message = f"{holiday[key]} 不在 {year} 年"
                yield document.problem("E527", (*at, key), message, "请核对年份。")
    for index, day in enumerate(document.data["workdays"]):
        if not day.startswith(str(year)):
            message = f"{day} 不在 {year} 年"
            yield document.problem("E527", ("workdays", index), message, "请核对年份。")


# --- indicators and rules ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Table:
    """A form's columns, and the document in which something refers to them."""

    document: Document
    columns: Mapping[str, Mapping[str, Any]]

    def column(self, at: At, name: str, what: str, numeric: bool = False) -> Iterator[Problem]:
        yield from _column(self.document, at, name, self.columns, what)
        if numeric and name in self.columns and self.columns[name]["type"] not in _NUMERIC:
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
    ids = [reading["id"] for reading in record.get("readings", [])]
    for index, name in enumerate(ids):
        if name in ids[:index]:
            place = (*at, "readings", index, "id")
            yield table.document.problem("E522", place, f"读法编号“{name}”重复", "请另取编号。")
    own = [c.get("is") for c in record.get("where", []) if _is_indicator(table, c["column"])]
    if own and record["id"] not in own:
        place = (*at, "where", 0, "is")
        message = f"取的是指标“{own[0]}”的数，与本指标“{record['id']}”不同"
        yield table.document.problem("E525", place, message, "两者须一致。", value=own[0])


def _is_indicator(table: _Table, column: str) -> bool:
    return table.columns.get(column, {}).get("role") == "indicator"


def _rule(files: Files, document: Document, at: At, record: Mapping[str, Any]) -> Iterator[Problem]:
    name = record.get("target") or record.get("provision")
    kind, provision = _provision(files, name)
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
            hint = "请在 tasks.yaml 的该目标下写明 indicator。"
            yield document.problem("E525", (*at, key), message, hint)
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


def _provision(files: Files, name: object) -> tuple[str, Mapping[str, Any] | None]:
    for at, record in walk(files.one("tasks").data):
        if record.get("id") == name and "quote" in record and len(at) >= 2:
            return str(at[-2]), record
    return "", None


def _table(files: Files, document: Document, form: str) -> _Table | None:
    for declared in files.documents.get("form", []):
        if declared.data["id"] == form:
            columns = {column["id"]: column for column in declared.data["columns"]}
            return _Table(document, columns)
    return None
