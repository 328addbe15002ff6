"""The types of columns: a module each, and what lies here is all there are."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from ... import wording
from ..fields import FieldType, Value
from ..model import Catalogue, Column

TYPES: Mapping[str, FieldType] = {
    found.name: import_module(f".{found.name}", __name__).TYPE for found in iter_modules(__path__)
}
"""By the name that a form gives them, which is the module's."""


def of(column: Column) -> FieldType:
    """By the name that the column gives; KeyError for one that is no module here."""
    return TYPES[column.type]


def spelt(catalogue: Catalogue, column: Column, value: Value) -> str:
    """A value of a column as its readers know it: of what has a name the name, of a blank nothing."""
    text = wording.spelt(value)
    return of(column).spelling(catalogue, column, text) if text else ""
