"""Choosing rows and comparing numbers: the smallest steps of every computation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from generator.catalogue.model import Catalogue, Condition, Deliverable, Target
from generator.intake.withheld import FEW
from generator.ledger import Table, WithheldError

_DIGITS = 9
"""Decimals to which numbers are compared: ample for any figure filed, free of float dust."""


def select(catalogue: Catalogue, table: Table, conditions: Sequence[Condition]) -> Table:
    """The rows that satisfy every condition."""
    for condition in conditions:
        mask = _holds(catalogue, table.told(condition.column), condition)
        hidden = table.hidden(condition.column)
        if hidden.any():
            mask[hidden] = _holds_of_few(catalogue, condition)
        table = table.where(mask)
    return table


def reaches(value: float, operator: str, threshold: float, tolerance: float = 0) -> bool:
    """Whether a value satisfies at_least, at_most or equal; 29.999… is not 30."""
    above = round(value - threshold, _DIGITS)
    match operator:
        case "at_least":
            return above >= -tolerance
        case "at_most":
            return above <= tolerance
        case _:
            return abs(above) <= tolerance


def wanted(catalogue: Catalogue, target_id: str) -> tuple[str, float]:
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
    """For each value whether the condition holds; a missing value satisfies none."""
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
        mask &= _among(values, (document.document,))
    return mask


def _among(values: np.ndarray[Any, Any], options: Sequence[object]) -> np.ndarray[Any, Any]:
    return np.fromiter((value in options for value in values.tolist()), bool, len(values))


def _compared(
    values: np.ndarray[Any, Any], operator: str, threshold: float
) -> np.ndarray[Any, Any]:
    return np.fromiter(
        (value == value and reaches(value, operator, threshold) for value in values.tolist()),
        bool,
        len(values),
    )
