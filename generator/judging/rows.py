"""Choosing rows and comparing numbers: the smallest steps of every computation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from ..catalogue.model import Catalogue, Condition, Deliverable, Target
from ..catalogue.model.terms import Operator
from ..ledger import Among, Filled, Predicate, Reaches, Side, Table
from .titles import Title
from .verdict import Step


@lru_cache(maxsize=1 << 14)
def exact(value: float) -> Fraction:
    """The number that a cell or a file of rules says, to the last decimal.

    A cell has at most 15 significant digits, which its shortest decimal spelling gives back.
    """
    return Fraction(repr(float(value)))


def select(catalogue: Catalogue, table: Table, conditions: Sequence[Condition]) -> Table:
    """The rows that satisfy every condition; a blank satisfies none but to be blank."""
    for condition in conditions:
        table = table.where(*_asked(catalogue, table, condition))
    return table


def steps_of(table: Table, column: str, columns: Iterable[str] = ()) -> tuple[Step, ...]:
    """A step for each thing that a column tells of, with the cells that tell of it."""
    things = table.by_thing(column).items()
    return tuple(Step(name, cells=rows.cells(column, *columns)) for (name, _), rows in things)


def reaches(
    value: float | Fraction,
    operator: Operator,
    threshold: float | Fraction,
    tolerance: float = 0,
    low: float | None = None,
) -> bool:
    """Whether a value satisfies an operator, exactly; of a range ``threshold`` is the high end."""
    above = _fraction(value) - _fraction(threshold)
    match operator:
        case "at_least":
            return above >= -exact(tolerance)
        case "at_most":
            return above <= exact(tolerance)
        case "equal":
            return abs(above) <= exact(tolerance)
        case "between":
            assert low is not None
            under = exact(low) - _fraction(value)
            return above <= exact(tolerance) and under <= exact(tolerance)
        case _:
            assert_never(operator)


def _fraction(value: float | Fraction) -> Fraction:
    return value if isinstance(value, Fraction) else exact(value)


def wanted(catalogue: Catalogue, target_id: str) -> tuple[Side, float]:
    """The operator and the number of a target that names one, as the catalogue has checked."""
    target = catalogue.provisions[target_id]
    assert isinstance(target, Target)
    assert target.value is not None
    assert target.operator != "between"
    return target.operator, target.value


def _asked(catalogue: Catalogue, table: Table, condition: Condition) -> Iterator[Predicate]:
    """What a condition asks of a column, part by part."""
    column = condition.column
    if condition.is_ is not None:
        yield Among(column, frozenset([condition.is_]))
    if condition.in_:
        yield Among(column, frozenset(condition.in_))
    if condition.at_least is not None:
        yield Reaches(column, "at_least", condition.at_least)
    if condition.at_most is not None:
        yield Reaches(column, "at_most", condition.at_most)
    if condition.meets is not None:
        yield Reaches(column, *wanted(catalogue, condition.meets))
    if condition.titled is not None:
        document = catalogue.provisions[condition.titled]
        assert isinstance(document, Deliverable)
        title = Title(catalogue, document.document or "")
        yield Among(column, frozenset(t for t in table.distinct(column) if title.fits(t)))
    if condition.of_kind is not None:
        yield Among(column, frozenset(catalogue.of_kind.get(condition.of_kind, ())))
    if condition.filled is not None:
        yield Filled(column, condition.filled)
