"""Indicators from rows: one figure for each way in which their definition may be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum, isnan

from generator import wording
from generator.catalogue.model import Indicator, IndicatorReading, Measure
from generator.intake.withheld import WHY, Withheld
from generator.judging.case import Case
from generator.judging.rows import select
from generator.judging.verdict import Step
from generator.ledger import Table

_AS_DECLARED = IndicatorReading(id="", name="")


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator by one reading; ``value`` is None where there is none, ``detail`` says why.

    ``parts`` are the numerator and, of a ratio, the denominator, in the units of their columns.
    ``withheld``: it has no value because the public may not know a count in it.
    """

    id: str
    name: str
    value: float | None
    detail: str
    step: Step
    parts: tuple[float | None, ...] = ()
    withheld: bool = False


def readings(case: Case, indicator: Indicator) -> tuple[IndicatorReading, ...]:
    """The readings to compute."""
    every = indicator.readings or (_AS_DECLARED,)
    return case.catalogue.readings(indicator.questions, every)


def figures(case: Case, indicator: Indicator, table: Table, operator: str) -> tuple[Figure, ...]:
    """The indicator by every reading.

    Where a reading takes the parts one by one, every part has to satisfy the operator, so the
    figure is that of the part farthest from it.
    """
    own = select(case.catalogue, table, indicator.where)
    return tuple(
        _figure(case, indicator, reading, own, operator) for reading in readings(case, indicator)
    )


def measured(case: Case, measure: Measure, rows: Table) -> Step:
    """A sum or a count with its cells; no value where a cell to be summed is blank."""
    chosen = select(case.catalogue, rows, measure.where)
    column = case.catalogue.forms[rows.form].column(measure.column)
    cells = case.cells(chosen, (measure.column, *(c.column for c in measure.where)))
    if measure.sum:
        total = fsum(chosen.told(measure.column).tolist())  # exact: the order of rows never shows
        value = None if isnan(total) else total
        return Step(f"{column.header}合计", value, column.unit, cells=cells)
    number = _counted(chosen, measure)
    return Step(f"{column.header}计数", number, cells=cells)


def _counted(rows: Table, measure: Measure) -> float | None:
    """How many rows have a value, or how many different ones there are; None where nobody may know."""
    filled = rows.where(rows.filled(measure.column))
    if not measure.distinct:
        return float(len(filled))
    if filled.hidden(measure.column).any():
        return None
    return float(len(set(filled[measure.column].tolist())))


def _figure(
    case: Case, indicator: Indicator, reading: IndicatorReading, table: Table, operator: str
) -> Figure:
    rows = select(case.catalogue, table, reading.where)
    if reading.each is None:
        return _value(case, indicator, reading, rows, reading.name or indicator.name)
    parts = [
        _value(case, indicator, reading, subset, part)
        for part, subset in _parts(rows, reading.each)
    ]
    steps = tuple(part.step for part in parts)
    if any(part.withheld for part in parts):  # it might be the one that is farthest off
        step = Step(reading.name, unit=indicator.unit, steps=steps)
        return Figure(reading.id, reading.name, None, WHY, step, withheld=True)
    known = [(part.value, part.name) for part in parts if part.value is not None]
    if not known:
        why = "没有可以分项计算的数据"
        return Figure(reading.id, reading.name, None, why, Step(reading.name, steps=steps))
    value, part = (max if operator == "at_most" else min)(known)
    extreme = "最高" if operator == "at_most" else "最低"
    shown = wording.quantity(value, indicator.unit, indicator.decimals)
    step = Step(reading.name, value, indicator.unit, steps)
    return Figure(reading.id, reading.name, value, f"{part}{extreme}，{shown}", step)


def _value(
    case: Case, indicator: Indicator, reading: IndicatorReading, rows: Table, name: str
) -> Figure:
    """The number, or None and why there is none. A blank never counts as 0."""
    steps = tuple(measured(case, measure, rows) for measure in _measures(indicator, reading))
    parts = tuple(step.value for step in steps)
    value, detail = _quotient(parts, indicator.per)
    withheld = value is None and _hang_on_withheld(steps)
    step = Step(name, value, indicator.unit, steps)
    named = reading.name if reading.each is None else name
    return Figure(reading.id, named, value, WHY if withheld else detail, step, parts, withheld)


def _hang_on_withheld(steps: Iterable[Step]) -> bool:
    return any(isinstance(cell.value, Withheld) for step in steps for cell in step.cells)


def _quotient(parts: tuple[float | None, ...], per: float) -> tuple[float | None, str]:
    if any(part is None for part in parts):
        return None, "有空白单元格，不能计算"
    if len(parts) == 1:
        return parts[0], ""
    numerator, denominator = parts
    if not denominator:
        return None, "分母为 0，不能计算"
    assert numerator is not None
    return numerator * per / denominator, ""


def _measures(indicator: Indicator, reading: IndicatorReading) -> list[Measure]:
    denominator = reading.denominator or indicator.denominator
    numerator = reading.numerator or indicator.numerator
    return [numerator] if denominator is None else [numerator, denominator]


def _parts(table: Table, column: str) -> Iterator[tuple[str, Table]]:
    """The rows of each value of a column, in an order that does not hang on the rows'."""
    values = table[column]
    for part in sorted({str(value) for value in values.tolist() if value is not None}):
        yield part, table.where(values == part)
