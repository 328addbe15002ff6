"""The JSON Schema (2020-12) of ``results.json``, whole or divided, and of its parts: closed, and made of the types
that the files are made of."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin
from typing import get_type_hints as hints

from ..catalogue.declare import bare, records
from ..catalogue.model.exceptions import RegisteredException
from ..catalogue.model.terms import Line
from ..ledger import Cell
from ..words.states import State
from .coverage import Encoded
from .divided import Part
from .docket import Matter
from .results import TOLD
from .results_words import CLASSES, VERDICT, WORDS, titled
from .verdict import Verdict

Schema: TypeAlias = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    Line: {"type": "string"},
    NoneType: {"type": "null"},
}


def spelt(schema: Schema) -> bytes:
    """A schema as a file."""
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def schema() -> Schema:
    """The schema of the whole as one file."""
    defs: dict[str, Schema] = {}
    return _of_all({"verdicts": _list(_verdict(defs), "判定：按通知的顺序")}, defs)


def of_index() -> Schema:
    """The schema of ``results.json`` where it says which part holds which verdicts."""
    defs: dict[str, Schema] = {}
    told = "各份：判定按单位分在这些文件里，先是共同承担的，再按单位的顺序"
    return _of_all({"parts": _list(_of(Part, defs), told)}, defs)


def of_part() -> Schema:
    """The schema of such a part."""
    defs: dict[str, Schema] = {}
    own = hints(Part)
    named = {name: _of(own[name], defs) for name in ("unit", "name", "number", "of")}
    root = _closed(
        {
            **_head(),
            **{name: _said(each, WORDS["Part"][name]) for name, each in named.items()},
            "counts": _counts("各种状态有几项：只计本份"),
            "verdicts": _list(_verdict(defs), "判定：按通知的顺序"),
        },
        "一个单位的判定结果：一天的，每项带理由、计算步骤和依据的格",
        optional=("notices",),
    )
    return _with(root, defs)


def _of_all(verdicts: Mapping[str, Schema], defs: dict[str, Schema]) -> Schema:
    root = _closed(
        {
            **_head(),
            "counts": _counts("各种状态有几项：历史和将来的也计入"),
            "left_out": _list(_left_out(), "报送有误，未计入"),
            **verdicts,
            "decisions": _list(_of(Matter, defs), "提请与决定"),
            "exceptions": _list(_of(RegisteredException, defs), "延期、免报和情况说明"),
            "coverage": _list(_of(Encoded, defs), "条文落实"),
        },
        "判定结果：一天的全部判定，每项带理由、计算步骤和依据的格",
        optional=("notices",),
    )
    return _with(root, defs)


def _with(root: Schema, defs: Mapping[str, Schema]) -> Schema:
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**dialect, **root, "$defs": dict(sorted(defs.items()))}


def _head() -> dict[str, Schema]:
    """As ``Results.head`` tells it."""
    issued = {"doc_no": _said(_PLAIN[str], "文号"), "issued": _said(_PLAIN[date], "印发日期")}
    return {
        "notice": _closed(issued, "通知"),
        "notices": _list(
            _closed({"id": _said(_PLAIN[str], "通知文件的名称"), **issued}, "通知"),
            "各个通知：只有一个的不列",
        ),
        "as_of": _said(_PLAIN[date], "判定日期"),
    }


def _counts(told: str) -> Schema:
    counts = {state.value: _said({"type": "integer", "minimum": 0}, state.word) for state in State}
    return _closed(counts, told)


def _left_out() -> Schema:
    finding = {"code": "提示代码", "place": "位置", "message": "什么有误", "hint": "怎样改"}
    named = {"period": "期次", "unit": "单位", "form": "报表"}
    return _closed(
        {
            "file": _said(_PLAIN[str], "文件"),
            **{name: _said({"type": ["string", "null"]}, told) for name, told in named.items()},
            "findings": _list(
                _closed({n: _said(_PLAIN[str], told) for n, told in finding.items()}, "一处"),
                "有误之处",
            ),
        },
        "一份报送",
    )


def _verdict(defs: dict[str, Schema]) -> Schema:
    """As ``results`` tells it: its fields, what it says in words, and its lineage."""
    own = hints(Verdict, include_extras=True)
    told = {
        name: _of(own[name] if name in own else _given(name), defs)
        for name in (*TOLD, "low")
        if name != "steps"
    }
    defs["Step"] = _step()
    told |= {
        "low": _PLAIN[float],
        "notice": _PLAIN[str],
        "steps": {"type": "array", "items": {"$ref": "#/$defs/Step"}},
        "lineage": {"type": "array", "items": _of(Cell, defs)},
    }
    spelt_out = {name: _said(each, VERDICT[name]) for name, each in told.items()}
    return _closed(spelt_out, "判定", optional=("low", "notice"))


def _given(name: str) -> Any:
    """The type of what a verdict is asked for and does not hold."""
    return hints(getattr(Verdict, name).fget)["return"]


def _step() -> Schema:
    of = {
        "says": _PLAIN[str],
        "value": _PLAIN[float],
        "unit": _PLAIN[str],
        "cells": {"type": "array", "items": {"type": "integer", "minimum": 0}},
        "steps": {"type": "array", "items": {"$ref": "#/$defs/Step"}},
    }
    told = {name: _said(each, WORDS["Step"][name]) for name, each in of.items()}
    closed = _closed(told, "计算的一步", optional=("value", "unit", "cells", "steps"))
    return {**closed, "dependentRequired": {"value": ["unit"], "unit": ["value"]}}


def _of(type_: Any, defs: dict[str, Schema]) -> Schema:
    """What stands in JSON for a value of a type; classes go into ``defs``."""
    if type_ in _PLAIN:
        return dict(_PLAIN[type_])
    origin, inside = get_origin(type_), get_args(type_)
    if origin is Annotated:
        return _of(inside[0], defs)
    if origin is Literal:
        return {"type": "string", "enum": list(inside)}
    if origin in (Union, UnionType):
        return _either([_of(each, defs) for each in inside])
    if origin in (tuple, Sequence):
        return {"type": "array", "items": _of(inside[0], defs)}
    if issubclass(type_, Enum):
        return {"type": "string", "enum": [each.value for each in type_]}
    name = type_.__name__
    if name not in defs:
        own = hints(type_, include_extras=True)
        title, description = _declared(type_)
        told = {
            each.name: _said(_of(own[each.name], defs), _called(type_, each.name, own[each.name]))
            for each in fields(type_)
        }
        defs[name] = _closed(told, f"{title}：{description}")
    return {"$ref": f"#/$defs/{name}"}


def _declared(type_: type) -> tuple[str, str]:
    """What a class is called, and what it is."""
    said = records().get(type_)
    return (said.title, said.description) if said else titled(CLASSES[type_.__name__])


def _called(type_: type, name: str, hint: Any) -> str:
    """What is said of a field: by what is declared, else here."""
    marks = [mark for mark in bare(hint)[1] if mark.title]
    words = WORDS.get(type_.__name__, {})
    return words[name] if name in words else f"{marks[-1].title}：{marks[-1].description}"


def _either(parts: Sequence[Schema]) -> Schema:
    """One of some schemas; a plain one that may be null says so itself."""
    first, *others = parts
    if others == [_PLAIN[NoneType]] and first.keys() <= {"type", "format"}:
        return {**first, "type": [first["type"], "null"]}
    return {"anyOf": list(parts)}


def _said(schema: Schema, told: str) -> Schema:
    title, description = titled(told)
    return {"title": title, **({"description": description} if description else {}), **schema}


def _list(items: Schema, told: str) -> Schema:
    return _said({"type": "array", "items": items}, told)


def _closed(properties: Mapping[str, Schema], told: str, optional: Iterable[str] = ()) -> Schema:
    required = [name for name in properties if name not in set(optional)]
    body = {
        "type": "object",
        "properties": dict(properties),
        "required": required,
        "additionalProperties": False,
    }
    return _said(body, told)
