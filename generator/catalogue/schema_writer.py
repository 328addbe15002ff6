"""From declared classes to JSON Schemas (2020-12): closed, in Chinese, with the annotations of ours.

``shape`` says what those annotations mean. A field that is a record refers to it under ``$defs``,
where records stand in the order in which they are declared; what the field says of itself stands
beside the ``$ref``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any, Literal, TypeAlias, get_args, get_origin

from ..calendar import Month
from .declare import (
    SHEET,
    AnyOf,
    AtLeast,
    Condition,
    Field,
    Meta,
    OneOf,
    PerUnit,
    Taken,
    When,
    Without,
    bare,
    fields_of,
    records,
)
from .types import TYPES

Schema: TypeAlias = dict[str, Any]

_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Month: {"type": "string", "format": "month"},
    str | float: {"type": ["string", "number"]},
    str | float | bool: {"type": ["string", "number", "boolean"]},
}


def document(root: type) -> Schema:
    """The schema of a file that is one record as a whole."""
    parts: dict[type, Schema] = {}
    return _whole(_object(root, parts), parts)


def rule(kind: str, common: type, options: type) -> Schema:
    """The schema of the rules of one kind: the fields of every rule, then those that the kind adds.

    The field ``kind`` of ``common`` becomes the kind's own name and title; fields that a kind shares
    with others come last.
    """
    parts: dict[type, Schema] = {}
    every, own, said = _object(common, parts), _object(options, parts), records()[options]
    bases = [base for base in options.__mro__[1:] if is_dataclass(base)]
    shared = {each.key for base in bases for each in fields_of(base)}
    ordered = sorted(own["properties"].items(), key=lambda field: field[0] in shared)
    this = {"kind": {"const": kind, "title": "类别", "description": said.title}}
    body = {
        **{key: own[key] for key in ("title", "description", "type")},
        "properties": {**every["properties"], **this, **dict(ordered)},
        "required": [*every["required"], *own["required"]],
        "additionalProperties": False,
        **_conditions((*records()[common].conditions, *said.conditions)),
    }
    return _whole(body, parts)


def rules(root: type, common: type, kinds: Mapping[str, str]) -> Schema:
    """The schema of a file of rules: each as the schema of its kind has it, beside in ``kinds/``.

    ``kinds`` are the titles of all kinds by their names.
    """
    said = records()[common]
    this = {"title": "类别", **_closed("规则的种类", kinds)}
    chosen = [
        {
            "if": {"type": "object", **_is("kind", kind)},
            "then": {"$ref": f"kinds/{kind}.schema.json"},
        }
        for kind in kinds
    ]
    parts: dict[type, Schema] = {
        common: {
            "title": said.title,
            "description": said.description,
            "type": "object",
            "required": ["id", "kind"],
            "properties": {"kind": this},
            "allOf": chosen,
        }
    }
    return _whole(_object(root, parts), parts)


def spelt(schema: Schema) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _whole(body: Schema, parts: Mapping[type, Schema]) -> Schema:
    defs = {cls.__name__: parts[cls] for cls in records() if cls in parts}
    assert len(defs) == len(parts), "two records of a file have the same name"
    return {**_DIALECT, **body, **({"$defs": defs} if defs else {})}


def _object(cls: type, parts: dict[type, Schema]) -> Schema:
    """A record, closed; the records that it refers to go into ``parts``."""
    said, own = records()[cls], fields_of(cls)
    schema = {
        "title": said.title,
        "description": said.description,
        "type": "object",
        "properties": {each.key: _field(each, parts) for each in own},
        "required": [each.key for each in own if each.needed],
        "additionalProperties": False,
        **_conditions(said.conditions),
    }
    if said.short:
        short = schema["properties"][said.short]
        names = short.get("items", short).get("x-reference")
        schema |= {"type": ["string", "object"], **({"x-reference": names} if names else {})}
    if said.called:
        schema |= {"type": ["string", "object"], "x-reference": [said.called]}
    return schema


def _conditions(conditions: Iterable[Condition]) -> Schema:
    """What is asked across the fields of a record."""
    schema: Schema = {}
    chosen: list[Schema] = []
    for condition in conditions:
        match condition:
            case When(field, word, needs):
                chosen.append({"if": _is(field, word), "then": {"required": [needs]}})
            case Taken(field, key):
                words = [name for name, type_ in TYPES.items() if key in type_.takes]
                otherwise = {"properties": {key: False}}
                then = {"required": [key]}
                chosen.append({"if": _is(field, *words), "then": then, "else": otherwise})
            case Without(field, needs):
                chosen.append({"if": {"not": {"required": [field]}}, "then": {"required": [needs]}})
            case AnyOf(names):
                schema |= _any_of(names)
            case OneOf(names):
                schema["oneOf"] = [_group(name) for name in names]
                schema["x-one-of"] = [named for name in names for named in _heads(name)]
            case AtLeast(count):
                schema["minProperties"] = count
    return schema | (chosen[0] if len(chosen) == 1 else {"allOf": chosen} if chosen else {})


def _group(names: str | tuple[str, ...] | AnyOf) -> Schema:
    """What of a choice must be written."""
    match names:
        case str():
            return {"required": [names]}
        case AnyOf():
            return {"anyOf": [{"required": [name]} for name in names.names]}
        case _:
            return {"required": list(names)}


def _heads(names: str | tuple[str, ...] | AnyOf) -> Iterable[str]:
    """The fields by which a choice is called."""
    match names:
        case str():
            return [names]
        case AnyOf():
            return names.names
        case _:
            return names[:1]


def _any_of(names: Iterable[str]) -> Schema:
    return {"anyOf": [{"required": [name]} for name in names], "x-any-of": list(names)}


def _is(field: str, *words: str) -> Schema:
    one = {"const": words[0]} if len(words) == 1 else {"enum": list(words)}
    return {"properties": {field: one}, "required": [field]}


def _field(field: Field, parts: dict[type, Schema]) -> Schema:
    schema = _type(field.type, field.meta, parts)
    shown = field.default not in (None, "", ())
    return schema | {"default": field.default} if shown else schema


def _type(type_: Any, meta: tuple[Meta, ...], parts: dict[type, Schema]) -> Schema:
    """A type and what its marks say; what is said where it is used wins."""
    schema: Schema = {}
    for each in meta:
        words = {"title": each.title, "description": each.description}
        schema |= {key: value for key, value in words.items() if value}
    if type_ in records():
        if type_ not in parts:
            parts[type_] = _object(type_, parts)
        return {"$ref": f"#/$defs/{type_.__name__}", **schema}
    if get_origin(type_) is tuple:
        return schema | _list(get_args(type_)[0], meta, parts)
    if get_origin(type_) is Literal:
        if get_args(type_) == (True,):
            return schema | {"const": True}
        means = {word: meaning for each in meta for word, meaning in each.words.items()}
        words = {word: means[word] for word in get_args(type_)}
        return schema | _closed(schema.get("description", ""), words, _last(meta, "otherwise", ""))
    if type_ in _PLAIN:
        return schema | _plain(type_, meta)
    if type_ == PerUnit:
        return schema | {
            "type": ["object", "string"],
            "additionalProperties": {"type": "number"},
            "minProperties": 1,
            "pattern": SHEET.pattern,
            "x-example": _last(meta, "example", ""),
        }
    inner, own = bare(get_args(type_)[1])  # what is left is a mapping of texts
    return schema | {
        "type": "object",
        "additionalProperties": _type(inner, own, parts),
        "minProperties": _last(meta, "least", 1),
    }


def _list(type_: Any, meta: tuple[Meta, ...], parts: dict[type, Schema]) -> Schema:
    """A list; what its marks say of texts is said of its items, whose closed words are said of it."""
    inner, own = bare(type_)
    plain = inner not in records()
    of_items = (
        Meta(names=e.names, column=e.column, example=e.example, pattern=e.pattern) for e in meta
    )
    items = _type(inner, (*own, *of_items) if plain else own, parts)
    least = _last(meta, "least", 1 if plain else 0)
    repeats = _last(meta, "repeats", not plain)
    most = _last(meta, "most", None)
    lift = "enum" in items and not _last(meta, "description", "")
    return {
        **({"description": items["description"]} if lift else {}),
        "type": "array",
        "items": items,
        **({"minItems": least} if least else {}),
        **({"maxItems": most} if most else {}),
        **({} if repeats else {"uniqueItems": True}),
    }


def _plain(type_: Any, meta: tuple[Meta, ...]) -> Schema:
    if _last(meta, "column_type", False):
        words = {name: type_.meaning for name, type_ in TYPES.items()}
        return _closed(_last(meta, "description", ""), words)
    schema = dict(_PLAIN[type_])
    text = type_ is str
    defines = [each.defines for each in reversed(meta) if each.defines]
    said = {
        "type": list(_last(meta, "types", ())),
        "pattern": _last(meta, "pattern", ""),
        "x-defines": defines[0] if len(defines) == 1 else defines,
        "x-reference": list(_last(meta, "names", ())),
        "x-column": _last(meta, "column", None),
        "x-example": _last(meta, "example", ""),
        "minimum": None if text else _last(meta, "least", None),
        "maximum": None if text else _last(meta, "most", None),
        "exclusiveMinimum": _last(meta, "above", None),
        "maxLength": _last(meta, "most", None) if text else None,
    }
    schema |= {key: value for key, value in said.items() if value not in (None, "", [])}
    free = text and not schema.keys() & {"pattern", "x-reference"} and schema["type"] == "string"
    return schema | ({"minLength": 1} if free else {})


def _closed(description: str, words: Mapping[str, str], otherwise: str = "") -> Schema:
    """One of some words, and what they mean: for readers in the description, for editors apart."""
    said = [f"{word} {meaning}".rstrip() for word, meaning in words.items()]
    listed = "；".join([*said, otherwise] if otherwise else said)
    return {
        "description": f"{description}：{listed}" if description else listed,
        "enum": list(words),
        "enumDescriptions": list(words.values()),
    }


def _last(meta: tuple[Meta, ...], name: str, otherwise: Any) -> Any:
    """What the last of the marks that say anything says."""
    said = [getattr(each, name) for each in meta]
    return next((value for value in reversed(said) if value not in (None, "", ())), otherwise)
