"""Indicators from rows: one figure for each way in which their definition may be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from .. import wording
from ..catalogue.model import Indicator, IndicatorReading, Measure
from ..catalogue.model.terms import Operator
from ..frozen import dataclass
from ..intake.withheld import WHY
from ..ledger import Among, Filled, Table
from .case import Case
from .rows import exact, select
from .verdict import Step

_AS_DECLARED = IndicatorReading(id="", name="")


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator by one reading; ``value`` is None where there is none, ``detail`` says why.

    Value and parts are exact. ``parts`` are the numerator and, of a ratio, the denominator, in the units
    of their columns.
    ``withheld``: it has no value because the public may not know a count in it.
    """

    id: str
    name: str
    value: Fraction | None
    detail: str
    step: Step
    parts: tuple[Fraction | None, ...] = ()
    withheld: bool = False


def readings(case: Case, indicator: Indicator) -> tuple[IndicatorReading, ...]:
    """The readings to compute."""
    every = indicator.readings or (_AS_DECLARED,)
    return case.catalogue.readings(indicator.questions, every)


def figures(
    case: Case, indicator: Indicator, table: Table, operator: Operator
) -> tuple[Figure, ...]:
    """The indicator by every reading.

    Where a reading takes the parts one by one, every part has to satisfy the operator, so the
    figure is that of the part farthest from it.
    """
    own = select(case.catalogue, table, indicator.where)
    return tuple(
        _figure(case, indicator, reading, own, operator) for reading in readings(case, indicator)
    )


@dataclass(frozen=True, slots=True)
class Measured:
    """A sum or a count with its cells; no value where a cell to be summed is blank, or (``withheld``) the
    public may not know one."""

    value: Fraction | None
    step: Step
    withheld: bool


def measured(case: Case, measure: Measure, rows: Table) -> Measured:
    """What a measure comes to in some rows."""
    chosen = select(case.catalogue, rows, measure.where)
    column = rows.form.column(measure.column)
    asked = (column.id, *(c.column for c in measure.where))
    value = chosen.total(column.id) if measure.sum else _counted(chosen, measure)
    says, unit = ("合计", column.unit) if measure.sum else ("计数", "")
    step = Step(f"{column.header}{says}", _shown(value), unit, cells=chosen.cells(*asked))
    return Measured(value, step, value is None and any(map(chosen.withheld, asked)))


@dataclass(frozen=True, slots=True)
class Share:
    """What a reading divides: all of its rows, or (``part``) those of one value of the column by which
    it takes them."""

    reading: IndicatorReading
    part: str | None
    numerator: Fraction | None
    denominator: Fraction | None


def shares(case: Case, indicator: Indicator, table: Table) -> Iterator[Share]:
    """What every reading has to divide, in each part that it takes by itself."""
    own = select(case.catalogue, table, indicator.where)
    for reading in readings(case, indicator):
        rows = select(case.catalogue, own, reading.where)
        every: Iterable[tuple[str | None, Table]] = [(None, rows)]
        if reading.each:
            every = _parts(rows, reading.each)
        for part, subset in every:
            numbers = [measured(case, each, subset).value for each in terms(indicator, reading)]
            yield Share(reading, part, numbers[0], numbers[1] if len(numbers) > 1 else None)


def _shown(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _counted(rows: Table, measure: Measure) -> Fraction | None:
    """How many rows have a value, or how many different ones there are; None where nobody may know."""
    filled = rows.where(Filled(measure.column))
    if not measure.distinct:
        return Fraction(len(filled))
    if filled.withheld(measure.column):
        return None
    return Fraction(len(filled.things(measure.column)))


def _figure(
    case: Case, indicator: Indicator, reading: IndicatorReading, table: Table, operator: Operator
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
    shown = _printed(indicator, value)
    alike = [name for of, name in known if _printed(indicator, of) == shown]
    told = f"{wording.join(alike)}均为{shown}"
    if len(alike) < len(known):  # nobody is ranked among those that read alike
        all_of = f"{extreme}，均为" if len(alike) > 1 else f"{extreme}，"
        told = f"{wording.join(alike)}{all_of}{shown}"
    elif len(known) == 1:
        told = f"{part}{shown}"
    step = Step(reading.name, float(value), indicator.unit, steps)
    return Figure(reading.id, reading.name, value, told, step)


def _printed(indicator: Indicator, value: Fraction) -> str:
    return wording.quantity(float(value), indicator.unit, indicator.decimals)


def _value(
    case: Case, indicator: Indicator, reading: IndicatorReading, rows: Table, name: str
) -> Figure:
    """The number, or None and why there is none. A blank never counts as 0."""
    found = [measured(case, measure, rows) for measure in terms(indicator, reading)]
    parts = tuple(each.value for each in found)
    value, detail = _quotient(parts, indicator.per)
    withheld = value is None and any(each.withheld for each in found)
    step = Step(name, _shown(value), indicator.unit, tuple(each.step for each in found))
    named = reading.name if reading.each is None else name
    return Figure(reading.id, named, value, WHY if withheld else detail, step, parts, withheld)


def _quotient(parts: tuple[Fraction | None, ...], per: float) -> tuple[Fraction | None, str]:
    if any(part is None for part in parts):
        return None, "有空白单元格"
    if len(parts) == 1:
        return parts[0], ""
    numerator, denominator = parts
    if not denominator:
        return None, "分母为0"
    assert numerator is not None
    return numerator * exact(per) / denominator, ""


def needed(
    case: Case, indicator: Indicator, operator: Operator, *, amounts: bool = True
) -> tuple[str, ...]:
    """The columns in which a blank would better a figure, or (``amounts``) leave it unknown.

    What is summed; what decides whether a row belongs to the whole; of *at most* also what decides
    whether it belongs to the part. A blank elsewhere makes *at least* worse, and is a figure.
    """
    found: list[str] = []
    for reading in readings(case, indicator):
        found += [c.column for c in reading.where if c.filled is None]
        found += [reading.each] if reading.each else []
        part, *whole = terms(indicator, reading)
        for measure in (part, *whole):
            found += [measure.sum] if measure.sum and amounts else []
            if measure is not part or operator != "at_least":
                found += [c.column for c in measure.where if c.filled is None]
                found += [measure.column] if measure is not part and not measure.sum else []
    return tuple(dict.fromkeys(found))


def terms(indicator: Indicator, reading: IndicatorReading) -> list[Measure]:
    """The numerator and, of a ratio, the denominator by a reading."""
    denominator = reading.denominator or indicator.denominator
    numerator = reading.numerator or indicator.numerator
    return [numerator] if denominator is None else [numerator, denominator]


def _parts(table: Table, column: str) -> Iterator[tuple[str, Table]]:
    """The rows of each value of a column, in an order that does not hang on the rows'."""
    for part in table.distinct(column):
        yield str(part), table.where(Among(column, frozenset([part])))
