"""Indicators from rows: one figure for each way in which their definition may be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum, isnan

from generator import wording
from generator.catalogue.model import (
    Catalogue,
    Indicator,
    IndicatorReading,
    Measure,
)
from generator.judging.rows import select
from generator.ledger import Table

_AS_DECLARED = IndicatorReading(id="", name="")


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator by one reading; ``value`` is None where there is none, ``detail`` says why."""

    id: str
    name: str
    value: float | None
    detail: str = ""


def readings(catalogue: Catalogue, indicator: Indicator) -> tuple[IndicatorReading, ...]:
    """The readings to compute: all while a question is open, else the first, which is in force."""
    if not indicator.readings:
        return (_AS_DECLARED,)
    if catalogue.is_open(indicator.questions):
        return indicator.readings
    return indicator.readings[:1]


def figures(
    catalogue: Catalogue, indicator: Indicator, table: Table, operator: str
) -> tuple[Figure, ...]:
    """The indicator by every reading.

    Where a reading takes the parts one by one, every part has to satisfy the operator, so the
    figure is that of the part farthest from it.
    """
    own = select(catalogue, table, indicator.where)
    return tuple(
        _figure(catalogue, indicator, reading, own, operator)
        for reading in readings(catalogue, indicator)
    )


def columns(catalogue: Catalogue, indicator: Indicator) -> list[str]:
    """The columns whose cells go into the figures."""
    used: dict[str, None] = {}
    for reading in readings(catalogue, indicator):
        for measure in _measures(indicator, reading):
            used[measure.column] = None
            used.update(dict.fromkeys(condition.column for condition in measure.where))
    return list(used)


def _figure(
    catalogue: Catalogue,
    indicator: Indicator,
    reading: IndicatorReading,
    table: Table,
    operator: str,
) -> Figure:
    rows = select(catalogue, table, reading.where)
    if reading.each is None:
        value, detail = _value(catalogue, indicator, reading, rows)
        return Figure(reading.id, reading.name, value, detail)
    parts = [
        (part, _value(catalogue, indicator, reading, subset)[0])
        for part, subset in _parts(rows, reading.each)
    ]
    known = [(value, part) for part, value in parts if value is not None]
    if not known:
        return Figure(reading.id, reading.name, None, "没有可以分项计算的数据")
    value, part = (max if operator == "at_most" else min)(known)
    extreme = "最高" if operator == "at_most" else "最低"
    shown = wording.quantity(value, indicator.unit, indicator.decimals)
    return Figure(reading.id, reading.name, value, f"{part}{extreme}，{shown}")


def _value(
    catalogue: Catalogue, indicator: Indicator, reading: IndicatorReading, rows: Table
) -> tuple[float | None, str]:
    """The number, or None and why there is none. A blank never counts as 0."""
    parts = [_measured(catalogue, measure, rows) for measure in _measures(indicator, reading)]
    if any(part is None for part in parts):
        return None, "有空白单元格，不能计算"
    if len(parts) == 1:
        return parts[0], ""
    numerator, denominator = parts
    if not denominator:
        return None, "分母为 0，不能计算"
    assert numerator is not None
    return numerator * indicator.per / denominator, ""


def _measures(indicator: Indicator, reading: IndicatorReading) -> list[Measure]:
    denominator = reading.denominator or indicator.denominator
    numerator = reading.numerator or indicator.numerator
    return [numerator] if denominator is None else [numerator, denominator]


def _measured(catalogue: Catalogue, measure: Measure, rows: Table) -> float | None:
    chosen = select(catalogue, rows, measure.where)[measure.column]
    if measure.sum:
        total = fsum(chosen.tolist())  # exact, so that the order of rows never shows
        return None if isnan(total) else total
    filled = [value for value in chosen.tolist() if value is not None and value == value]
    return float(len(set(filled)) if measure.distinct else len(filled))


def _parts(table: Table, column: str) -> Iterator[tuple[str, Table]]:
    """The rows of each value of a column, in an order that does not hang on the rows'."""
    values = table[column]
    for part in sorted({str(value) for value in values.tolist() if value is not None}):
        yield part, table.where(values == part)
