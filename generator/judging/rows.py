"""Choosing rows and comparing numbers: the smallest steps of every computation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any, assert_never

import numpy as np
import pandas as pd

from ..catalogue.model import Catalogue, Condition, Deliverable, Target
from ..catalogue.model.terms import Operator
from ..intake.withheld import FEW
from ..ledger import Table, WithheldError
from .titles import Title

_EXACT = Context(prec=60)
"""Sums of a million numbers of 15 digits and any decimals in use lose nothing."""


def exact(value: float) -> Fraction:
    """The number that a cell or a file of rules says, to the last decimal.

    A cell has at most 15 significant digits, which its shortest decimal spelling gives back.
    """
    return Fraction(repr(float(value)))


def total(values: Iterable[float]) -> Fraction | None:
    """The exact sum of what cells say; None where one of them is blank."""
    amounts = list(values)
    if any(amount != amount for amount in amounts):
        return None
    with localcontext(_EXACT):
        return Fraction(sum((Decimal(repr(amount)) for amount in amounts), Decimal(0)))


def select(catalogue: Catalogue, table: Table, conditions: Sequence[Condition]) -> Table:
    """The rows that satisfy every condition."""
    for condition in conditions:
        mask = _holds(catalogue, table.told(condition.column), condition)
        hidden = table.hidden(condition.column)
        if hidden.any():
            mask[hidden] = _holds_of_few(catalogue, condition)
        table = table.where(mask)
    return table


def reaches(
    value: float | Fraction, operator: Operator, threshold: float | Fraction, tolerance: float = 0
) -> bool:
    """Whether a value satisfies at_least, at_most or equal, exactly."""
    above = _fraction(value) - _fraction(threshold)
    match operator:
        case "at_least":
            return above >= -exact(tolerance)
        case "at_most":
            return above <= exact(tolerance)
        case "equal":
            return abs(above) <= exact(tolerance)
        case _:
            assert_never(operator)


def _fraction(value: float | Fraction) -> Fraction:
    return value if isinstance(value, Fraction) else exact(value)


def wanted(catalogue: Catalogue, target_id: str) -> tuple[Operator, float]:
    """The operator and the number of a target that names one, as the catalogue has checked."""
    target = catalogue.provisions[target_id]
    assert isinstance(target, Target)
    assert target.value is not None
    return target.operator, target.value


def _holds_of_few(catalogue: Catalogue, condition: Condition) -> bool:
    """Whether the condition holds of a withheld count, where that is the same whatever it is."""
    answers = set(_holds(catalogue, np.array(FEW, dtype="float64"), condition).tolist())
    if len(answers) > 1:
        raise WithheldError(condition.column)
    return bool(answers.pop())


def _holds(
    catalogue: Catalogue, values: np.ndarray[Any, Any], condition: Condition
) -> np.ndarray[Any, Any]:
    """For each value whether the condition holds; a missing value satisfies none but to be blank."""
    mask = np.ones(len(values), dtype=bool)
    if condition.is_ is not None:
        mask &= _among(values, (condition.is_,))
    if condition.in_:
        mask &= _among(values, condition.in_)
    if condition.at_least is not None:
        mask &= _compared(values, "at_least", condition.at_least)
    if condition.at_most is not None:
        mask &= _compared(values, "at_most", condition.at_most)
    if condition.meets is not None:
        operator, value = wanted(catalogue, condition.meets)
        mask &= _compared(values, operator, value)
    if condition.titled is not None:
        document = catalogue.provisions[condition.titled]
        assert isinstance(document, Deliverable)
        title = Title(catalogue, document.document or "")
        fits = (isinstance(value, str) and title.fits(value) for value in values.tolist())
        mask &= np.fromiter(fits, bool, len(values))
    if condition.of_kind is not None:
        kind = condition.of_kind
        mask &= _among(values, [unit.id for unit in catalogue.units.values() if unit.kind == kind])
    if condition.filled is not None:
        mask &= ~pd.isna(values) if condition.filled else pd.isna(values)
    return mask


def _among(values: np.ndarray[Any, Any], options: Sequence[object]) -> np.ndarray[Any, Any]:
    return np.fromiter((value in options for value in values.tolist()), bool, len(values))


def _compared(
    values: np.ndarray[Any, Any], operator: Operator, threshold: float
) -> np.ndarray[Any, Any]:
    """Numbers of at most 15 digits are in the same order as their nearest floats; blank is neither."""
    numbers = values.astype("float64")
    above: Any = numbers >= threshold if operator == "at_least" else numbers <= threshold
    return np.asarray(numbers == threshold if operator == "equal" else above, dtype=bool)
