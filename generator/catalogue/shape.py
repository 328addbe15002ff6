"""Holds a document against its JSON Schema (2020-12) and says in Chinese what does not fit.

Annotations of ours make cross-references declarative. ``x-defines: SPACE`` marks the string that
brings an id into being (``[SPACE, …]``, the narrowest first, where a thing of one kind is also of
another, as a target is a provision), ``x-reference: [SPACE, …]`` one that must name an existing id, ``x-column:
TYPE`` one that must name a column of the form beside it. All are gathered in the same pass that
validates, so a file with faults still yields them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from ..calendar import Month
from ..frozen import dataclass
from ..problems import Problem
from .declare import ColumnUse
from .misfits import Fault, explain
from .schema_files import SUFFIX, Schema, schema, schema_names
from .source import At, Document


@dataclass(frozen=True, slots=True)
class Mention:
    """An id where it is defined (in all the spaces, the narrowest first) or referred to (in any)."""

    spaces: tuple[str, ...]
    id: str
    document: Document
    at: At


@dataclass(frozen=True, slots=True)
class ColumnMention:
    """The id of a column where it is named; ``type`` is what it must hold, ``title`` its use."""

    type: ColumnUse
    title: str
    id: str
    document: Document
    at: At


@dataclass(frozen=True, slots=True)
class Shape:
    """What holding one document against its schema gave; ``unfit`` values are better not read.

    ``lost`` are the ids that a fault leaves undefined: nobody knows what they would be.
    """

    problems: list[Problem]
    definitions: list[Mention]
    lost: list[Mention]
    references: list[Mention]
    columns: list[ColumnMention]
    unfit: list[At]


def hold(document: Document, name: str) -> Shape:
    """Check one document; every fault of it, and every id it defines or mentions."""
    found = Shape([], [], [], [], [], [])
    for found_error in _validator(name).iter_errors(document.data):
        at: At = tuple(found_error.absolute_path)
        error = Fault.of(found_error)
        if error.validator == "x-defines":
            said = error.validator_value
            spaces = (said,) if isinstance(said, str) else tuple(said)
            found.definitions.append(Mention(spaces, error.instance, document, at))
        elif error.validator == "x-reference":
            spaces = tuple(error.validator_value)
            found.references.append(Mention(spaces, error.instance, document, at))
        elif error.validator == "x-column":
            title = error.schema.get("title", "")
            found.columns.append(
                ColumnMention(error.validator_value, title, error.instance, document, at)
            )
        else:
            found.problems.extend(explain(error, document, at))
            lost = (each for each in _lost(error, document, at) if each not in found.lost)
            found.lost.extend(lost)
            if error.validator not in _OF_FIELDS:
                found.unfit.append(at)
    gone = [each.at for each in found.lost]
    found.definitions[:] = [each for each in found.definitions if each.at not in gone]
    return found


def _lost(error: Fault, document: Document, at: At) -> Iterator[Mention]:
    """The ids that a fault leaves undefined: one unfit itself, one missing, those of what is no record."""
    fields = error.schema.get("properties", {})
    match error.validator:
        case "required":
            gone = [name for name in error.validator_value if name not in error.instance]
        case "type":
            gone = [*fields]
        case _:
            gone = []
    places = {(*at, name): fields.get(name) for name in gone}
    for place, field in {at: error.schema, **places}.items():
        if isinstance(field, Mapping) and (said := field.get("x-defines")):
            yield Mention((said,) if isinstance(said, str) else tuple(said), "", document, place)


_OF_FIELDS = {"required", "additionalProperties", "anyOf", "oneOf", "minProperties"}
"""Faults of which fields there are: those that there are can be read all the same."""


@cache
def _validator(name: str) -> Draft202012Validator:
    notes = dict.fromkeys(("x-defines", "x-reference", "x-column"), _note)
    checked = extend(Draft202012Validator, {**notes, "pattern": _pattern})  # type: ignore[no-untyped-call]
    return checked(schema(name), format_checker=_FORMATS, registry=_registry())  # type: ignore[no-any-return]


@cache
def _registry() -> Registry[Schema]:
    """Every schema by its path, so that one may refer to another as an editor resolves it.

    They go in without their ``$schema``: at one, the validator would fall back to the plain dialect,
    which knows nothing of our annotations.
    """
    return Registry().with_resources(
        (f"{name}{SUFFIX}", DRAFT202012.create_resource(_undialected(schema(name))))
        for name in schema_names()
    )


def _undialected(loaded: Schema) -> Schema:
    return {key: value for key, value in loaded.items() if key != "$schema"}


def _note(_: Any, spaces: Any, instance: Any, __: Any) -> Iterator[ValidationError]:
    """Not an error: carries an id and its path out of the validator."""
    if isinstance(instance, str):
        yield ValidationError("mention")


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    """As an editor has it: ``$`` is the end of the text, and not before a line feed that ends it."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError("pattern")


_FORMATS = FormatChecker(formats=())


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: object) -> bool:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    return not isinstance(value, str) or bool(date.fromisoformat(value))


@_FORMATS.checks("month", raises=ValueError)
def _is_month(value: object) -> bool:
    return not isinstance(value, str) or bool(Month.parse(value))
