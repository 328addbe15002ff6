"""What no schema sees in indicators and rules: columns, values and provisions that suit them.

Nothing here knows a rule kind: the kinds declare which of their fields name columns, and which
provisions they can judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..problems import Problem, nearest
from . import types
from .build import by_id
from .columns import missing
from .declare import fields_of, records
from .model import (
    Cadence,
    Column,
    Condition,
    Deliverable,
    FilingReading,
    Form,
    Indicator,
    IndicatorReading,
    IndicatorTable,
    Provision,
    Reference,
    Rule,
    Target,
    Way,
)
from .placed import Places
from .shape import ColumnMention
from .source import At


def columns(mentions: Iterable[ColumnMention], places: Places) -> Iterator[Problem]:
    """Every column that an indicator or a rule names, held against the form beside it."""
    forms = by_id(places.every(Form))
    for mention in mentions:
        around = list(places.around(mention.document, mention.at))
        names = (getattr(record, "form", None) for record in around)
        form = forms.get(next((name for name in names if name), ""))
        if form is None:
            continue  # the form is unknown, and told as such
        column = next((each for each in form.columns if each.id == mention.id), None)
        if column is None:
            headers = {each.id: each.header for each in form.columns}
            message, hint = missing(mention.id, headers, mention.title)
            yield mention.document.problem("E524", mention.at, message, hint, value=mention.id)
            continue
        condition = around[0] if isinstance(around[0], Condition) else None
        yield from _of_type(mention, column, condition)
        if condition:
            yield from _condition(condition, column, places)


def indicators(places: Places) -> Iterator[Problem]:
    """What is wrong with the indicators and their readings."""
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


def tables(places: Places) -> Iterator[Problem]:
    """An indicator of a table is one that the rows of the form can name."""
    forms = by_id(places.every(Form))
    for table in places.every(IndicatorTable):
        form = forms.get(table.form)
        columns = {column.id: column for column in form.columns} if form else {}
        rows = table.indicators or (table.rows.indicators if table.rows else ())
        for row in rows if table.key in columns else ():
            if fault := _impossible(row.id, columns[table.key]):
                code, message, hint = fault
                yield places.problem(code, row, ("id",), message, hint, value=row.id)


def rules(places: Places) -> Iterator[Problem]:
    """What is wrong with rules, their readings, and conditions that borrow from a provision."""
    provisions = by_id(reversed(places.every(Provision)))
    for rule in places.every(Rule):
        provision = provisions.get(rule.provision)
        if provision:  # else told as an unknown id
            yield from _judged(rule, provision, places)
        yield from repeated_readings(getattr(rule.options, "readings", ()), places)
    for condition in places.every(Condition):
        yield from _borrowed(condition, provisions, places)


def repeated_readings(
    readings: Iterable[IndicatorReading | FilingReading | Way], places: Places
) -> Iterator[Problem]:
    """E522 for each reading whose id another one of them has already."""
    seen: set[str] = set()
    for reading in readings:
        if reading.id in seen:
            message = f"读法编号“{reading.id}”重复"
            yield places.problem("E522", reading, ("id",), message, "请另取编号。")
        seen.add(reading.id)


# --- columns -------------------------------------------------------------------------------------


def _of_type(
    mention: ColumnMention, column: Column, condition: Condition | None
) -> Iterator[Problem]:
    header, wanted = column.header, mention.type
    if condition:
        bounds = (condition.at_least, condition.at_most, condition.meets)
        wanted = "any" if all(bound is None for bound in bounds) else "number"
    if wanted == "number" and not types.of(column).numeric:
        message, hint = f"“{header}”不是数值列，不能求和或比较", "请改用数值列。"
    elif wanted == "date" and not types.of(column).dated:
        message, hint = f"“{header}”不是日期列，不能归入周期", "请改用日期列。"
    else:
        return
    yield mention.document.problem("E525", mention.at, message, hint, value=mention.id)


def _condition(condition: Condition, column: Column, places: Places) -> Iterator[Problem]:
    """A value that the column can never hold would make a condition that never holds."""
    wanted: list[tuple[At, object]] = [(("in", i), value) for i, value in enumerate(condition.in_)]
    if condition.is_ is not None:
        wanted.append((("is",), condition.is_))
    for steps, value in wanted:
        if fault := _impossible(value, column):
            code, message, hint = fault
            yield places.problem(code, condition, steps, message, hint)
    if condition.of_kind is not None and column.to != "units":
        message = f"“{column.header}”不是填单位的列，没有单位类别"
        hint = "请换用写明 to: units 的列。"
        yield places.problem("E525", condition, ("of_kind",), message, hint)


def _impossible(value: object, column: Column) -> tuple[str, str, str] | None:
    """Why a column never holds a value: a code, what is wrong, and what to do."""
    header, holds = column.header, types.of(column).holds
    options = [option.value for option in column.values]
    if options and value not in options:
        meant = nearest(str(value), options, 0.4)
        guess = f"；是否为“{meant}”？" if meant else ""
        return "E514", f"“{header}”没有“{value}”这个选项{guess}", f"可选：{'、'.join(options)}。"
    if holds == "truth" and not isinstance(value, bool):
        return "E513", f"“{header}”是“是/否”列，这里应写 true 或 false", "是写 true，否写 false。"
    if holds == "number" and not isinstance(value, int | float):
        return "E513", f"“{header}”是数值列，这里应写数字", "只写数字，不加引号。"
    if holds in ("text", "day") and not isinstance(value, str):
        return "E513", f"“{header}”是文字列，这里应写文字", f'请加引号："{value}"。'
    return None


# --- provisions ----------------------------------------------------------------------------------


def _judged(rule: Rule, provision: Provision, places: Places) -> Iterator[Problem]:
    """A rule judges a provision that its kind can judge, with all that it takes."""
    said, name, at = records()[type(rule.options)], provision.id, ("provision",)
    needed = said.judges.get(type(provision), ())
    if isinstance(provision, Reference):
        message = f"“{name}”是参考值，不得用于判定"
        yield places.problem("E525", rule, at, message, "参考值只供展示，请删去这条规则。")
    elif type(provision) not in said.judges:
        able = "、".join(records()[each].title for each in records() if each in said.judges)
        message = f"“{name}”是{provision.kind_name}，“{said.title}”规则不能判定"
        hint = f"这类规则判定{able}；请核对编号或类别。"
        yield places.problem("E525", rule, at, message, hint)
    elif needed and not any(places.writes(provision, key) for key in needed):
        listed = "、".join(needed)
        hint = f"请在 tasks.yaml 的该项下写明 {listed}（之一），或核对规则所写的编号。"
        message = f"“{name}”没有写 {listed}，“{said.title}”规则无从判定"
        problem = places.problem("E525", rule, at, message, hint)
        yield problem
        message = f"“{name}”没有写 {listed}，{problem.file} 第 {problem.line} 行要用它判定"
        yield places.problem("E512", provision, (), message, hint)  # either may be the slip
    elif _undated(rule) and _recurs(provision):
        message = f"“{name}”按周期判定，规则须写明按哪一列日期归入周期"
        yield places.problem("E512", rule, (), message, "请补上“dated_by: 日期列编号”。")


def _undated(rule: Rule) -> bool:
    """Whether a rule that may name a column of dates names none."""
    may = any(each.key == "dated_by" for each in fields_of(type(rule.options)))
    return may and getattr(rule.options, "dated_by", None) is None


def _recurs(provision: Provision) -> bool:
    match provision:
        case Target(each=each, periods=periods):
            return each is not None or bool(periods)
        case Cadence(every=every, months=months):
            return every is not None or bool(months)
    return False


def _borrowed(
    condition: Condition, provisions: Mapping[str, Provision], places: Places
) -> Iterator[Problem]:
    """A condition that borrows from a provision what it does not say."""
    other = provisions.get(condition.meets or "")
    if other and not (isinstance(other, Target) and other.value is not None):
        message = f"“{other.id}”没有写 value"
        yield places.problem("E525", condition, ("meets",), message, "请核对编号。")
    other = provisions.get(condition.titled or "")
    if other and not (isinstance(other, Deliverable) and other.document):
        message = f"“{other.id}”没有写 document"
        yield places.problem("E525", condition, ("titled",), message, "请核对编号。")
