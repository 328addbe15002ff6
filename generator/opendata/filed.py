"""What was filed: each form with the rows that count from all units, and what came of every filing.

The columns that begin with ``_`` are ours, and no form has such: who filed a row for when, and where it stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeAlias

from ..catalogue import types
from ..catalogue.fields import Value as Cell
from ..catalogue.model import Catalogue, Form
from ..catalogue.model import Column as Declared
from ..catalogue.owing import may_file
from ..intake import Filed
from ..intake.withheld import Withheld, is_below_county
from ..judging.case import Case
from ..judging.duty import duty_of
from ..judging.results import Results
from ..ledger import Filing
from .hanging import by_filing, of_filings
from .table import Column, Kind, Row, Table, Value, key, lead

_PERIOD = "报送的月份（2023-06）或周（周一的日期加 w）"

_CAME = (
    ("on_time", "按时"),
    ("late", "迟报"),
    ("missing", "未报送"),
    ("open", "未到期"),
    ("exempt", "免报"),
    ("unregistered", "已报，收到时间未登记"),
    ("untold", "已报，收到时间不明"),
)

_PLACE = (
    lead("_unit", "报送单位", "units", required=True),
    key("_period", "期次", _PERIOD),
    key("_file", "文件", "这一行所在的文件；更正过的，是现行的版本"),
    Column(
        name="_line",
        title="文件行号",
        kind="integer",
        description="从 1 起",
        required=True,
        least=1,
    ),
    Column(name="_row", title="表格行号", kind="integer", description="用电子表格打开时的行号"),
    Column(name="_commit", title="提交", description="带来这个文件的提交的前 12 位；不明的为空"),
    Column(
        name="_withheld", title="不公开的列", description="本行哪些列的数不公开，列编号用、隔开"
    ),
)
"""Where a row stands, and what of it is not told."""


def forms(results: Results) -> Iterator[Table]:
    """A table for each form of the edition."""
    return (_of_form(results, form) for form in results.case.catalogue.forms.values())


def _of_form(results: Results, form: Form) -> Table:
    catalogue = results.case.catalogue
    few = results.audience == "public" and is_below_county(form, catalogue.registers)
    columns: list[Column] = []
    for column in form.columns:
        columns.append(_column(catalogue, form, column, few=few and types.of(column).counts))
        if column.to:
            columns.append(Column(name=f"_{column.id}_name", title=f"{column.header}（名称）"))
    case = results.case
    rows = partial(_of_filing, case, [_spelling(catalogue, column) for column in form.columns])
    return Table(
        name=f"form_{form.id}",
        title=form.name,
        description=f"{form.purpose}各单位各期现行的报送合在一起，一行对应原表一行",
        columns=(*columns, *_PLACE),
        key=("_unit", "_period", "_line"),
        rows=lambda: chain.from_iterable(map(rows, _counting(case, form))),
        parts=lambda: by_filing(results, form, _counting(case, form), rows),
    )


_NAMED: Mapping[str, Callable[[Catalogue, str], str]] = {
    "units": lambda catalogue, name: catalogue.units[name].name,
    "clauses": lambda catalogue, name: catalogue.clauses[name].name,
    "indicators": lambda catalogue, name: catalogue.indicators[name].name,
}
"""What is declared beside registers that a column may name, and what a thing of it is called."""


def _column(catalogue: Catalogue, form: Form, column: Declared, *, few: bool) -> Column:
    kind = _kind(column)
    lasts = column.valid_from is None and column.valid_until is None
    return Column(
        name=column.id,
        title=column.header,
        kind=kind,
        description="；".join(_said(column)),
        unit=column.unit,
        required=column.required and lasts and not few,
        least=column.min,
        most=column.max,
        few=few,
        to=(f"register_{column.to}" if column.to in catalogue.registers else column.to, "id")
        if column.to
        else None,
        words=tuple((option.value, "") for option in column.values),
    )


def _said(column: Declared) -> Iterator[str]:
    if column.help:
        yield column.help.rstrip("。")
    if column.cumulative:
        yield "年初以来累计数"
    if column.valid_from:
        yield f"从{column.valid_from.label}的报送起"
    if column.valid_until:
        yield f"到{column.valid_until.label}的报送止"


def _kind(column: Declared) -> Kind:
    type_ = types.of(column)
    match type_.holds:
        case "number":
            return "integer" if type_.counts else "number"
        case "truth":
            return "boolean"
        case "day":
            return "date" if type_.dated else "month"
        case _:
            return "text"


_Spelling: TypeAlias = Callable[[Filed, int], tuple[Value, ...]]


def _counting(case: Case, form: Form) -> list[Filing]:
    """In order of the terms, then in the notice's order of units."""
    return case.filings(case.catalogue.units, form.id)


def _of_filing(case: Case, spell: Sequence[_Spelling], filing: Filing) -> Iterator[Row]:
    filed = case.ledger.read[filing.source]
    for row in range(len(filed)):
        values = (value for each in spell for value in each(filed, row))
        yield [*values, *_place(filing, filed, row)]


def _place(filing: Filing, filed: Filed, row: int) -> Iterator[Value]:
    hidden = (
        [name for name in filed.columns if isinstance(filed.text(name, row), Withheld)]
        if filing.withheld
        else []
    )
    yield filing.unit
    yield str(filing.period)
    yield filing.path
    yield filed.lines[row]
    yield filed.numbers[row]
    yield filing.short_commit or None
    yield "、".join(hidden) or None


def _spelling(catalogue: Catalogue, column: Declared) -> _Spelling:
    """From a row the value of a column, and the name of what it refers to beside it."""
    name, kind, where = column.id, _kind(column), column.to
    register = catalogue.registers.get(where or "")

    def told(filed: Filed, row: int) -> tuple[Value, ...]:
        cells = filed.columns.get(name)
        value: Cell = cells[row] if cells is not None else None
        if value is None:
            text = filed.text(name, row)
            blank = text if isinstance(text, Withheld) else None
            return (blank, None) if where else (blank,)
        if where:
            id_ = str(value)
            return id_, register.by_id[id_].name if register else _NAMED[where](catalogue, id_)
        if kind == "integer" and isinstance(value, float):
            return (int(value),)
        return (types.spelt(catalogue, column, value) if kind == "month" else value,)

    return told


def filings(results: Results) -> Table:
    """What came of each filing that was or will be owed, and of each that came without."""
    return Table(
        name="filings",
        title="应报和已报",
        description="每个单位每期每张报表一行：何时到期，是否报了。没有报的在这里是 missing，不会在报表里成为 0",
        columns=(
            lead("unit", "单位", "units", required=True),
            Column(name="unit_name", title="单位（名称）"),
            key("period", "期次", _PERIOD),
            key("form", "报表", "报表编号；内容在表 form_编号 里"),
            Column(name="form_name", title="报表（名称）"),
            Column(name="state", title="报送情况", required=True, words=_CAME),
            Column(name="owed", title="应报", kind="boolean", required=True),
            Column(name="due", title="截止日", kind="date", description="含当日", required=True),
            Column(name="received_at", title="首次合格的时间", kind="moment"),
            Column(name="days_late", title="迟报天数", kind="integer", unit="天", least=0),
            Column(name="corrections", title="更正次数", kind="integer", unit="次", least=0),
            Column(name="zero", title="零报告", kind="boolean"),
            Column(name="rows", title="行数", kind="integer", unit="行", least=0),
            Column(name="file", title="文件", description="现行的版本"),
            Column(name="commit", title="提交", description="前 12 位"),
        ),
        key=("unit", "period", "form"),
        rows=partial(_filings, results.case),
        parts=lambda: of_filings(results, partial(_filings, results.case)),
    )


def _filings(case: Case) -> Iterator[Row]:
    catalogue = case.catalogue
    exempt = catalogue.exceptions.exempt
    for term in case.terms:
        for unit in catalogue.filers():
            for form in may_file(catalogue, unit, term):
                owed = case.owes(unit.id, form.id, term)
                duty = duty_of(case, unit.id, term, form)
                if not (owed or duty.versions or exempt(unit.id, form.id, term)):
                    continue
                current = case.current(term, unit.id, form.id)
                filed = case.ledger.read[current.source] if current else None
                came = duty.came if owed or duty.versions else "exempt"
                due: date = duty.last_day
                yield (
                    unit.id, unit.name, str(term), form.id, form.name, came, owed, due, duty.received,
                    duty.days_late() if duty.versions else None,
                    len(duty.versions) - 1 if duty.versions else None,
                    current.zero if current else None,
                    len(filed) if filed is not None else None,
                    current.path if current else None,
                    (current.short_commit or None) if current else None,
                )  # fmt: skip


def left_out(results: Results) -> Table:
    """The filings that lie there with errors and do not count, finding by finding."""
    return Table(
        name="left_out",
        title="报送有误，未计入",
        description="有错误的文件不计入，此前合格的版本继续有效；一处错误一行",
        columns=(
            key("file", "文件"),
            Column(name="position", title="序号", kind="integer", required=True, least=1),
            Column(name="period", title="期次"),
            lead("unit", "单位", "units"),
            Column(name="form", title="报表"),
            Column(name="code", title="提示代码", required=True),
            Column(name="place", title="位置"),
            Column(name="message", title="什么有误", required=True),
            Column(name="hint", title="怎样改"),
        ),
        key=("file", "position"),
        rows=partial(_left_out, results.case),
    )


def _left_out(case: Case) -> Iterator[Row]:
    at = Counter[str]()
    for each in case.ledger.left_out:
        if each.known(case.as_of):
            for found in each.problems:
                at[each.path] += 1
                yield (
                    each.path, at[each.path], str(each.period) if each.period else None, each.unit, each.form,
                    found.code, found.place or None, found.message, found.hint or None,
                )  # fmt: skip
