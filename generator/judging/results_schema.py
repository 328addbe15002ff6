"""The JSON Schema (2020-12) of ``results.json``: closed, and made of the types that the file is made of.

What a field is called and means stands here once, for the schema and for the tables that say the same.
"""

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
from .docket import Matter
from .results import TOLD
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

VERDICT: Mapping[str, str] = {
    "id": "编号：条文事项[+规则][@阶段]/对象",
    "state": "状态",
    "provision": "条文事项",
    "clause": "条款",
    "rule": "规则：没有规则的为空",
    "kind": "规则类别：没有规则的为空",
    "subject": "对象：为空的是全体，由 owners 共同承担",
    "owners": "负责的单位",
    "sentence": "理由：目前怎样，为什么",
    "quote": "原文",
    "basis": "依据",
    "audience": "公开范围",
    "item": "登记项：名录中的哪一项，或哪一件",
    "period": "时间：以文字说明",
    "stage": "阶段：节点日、周期或期次；不分时间的为空文字",
    "start": "起：含当日",
    "due": "止：含当日",
    "data_day": "数据日期：数是哪一天的",
    "value": "值：没有数据的为空，不是 0",
    "threshold": "要求：要求是范围的，这里是上限",
    "low": "下限：只有要求是范围时才有",
    "gap": "差距：要求减去值",
    "unit": "单位：值、要求、差距的单位",
    "next": "下一步：报什么、定什么可以改变它",
    "outcomes": "各种口径的结果",
    "questions": "口径：所涉口径的编号",
    "proposals": "提请",
    "steps": "计算步骤",
    "predates_issue": "只作参考：为真的在印发以前，或那一时段没有应报的报送，只列出，不追究",
    "binding": "目前：为真的说明目前怎样，其余是历史和将来",
    "word": "状态的叫法：常用的叫法说得不够时才有，如 迟报",
    "exceptions": "例外：所涉延期、免报和情况说明的编号",
    "notice": "通知：有几个通知时，依据哪一个",
    "lineage": "依据的格",
}
"""The fields of a verdict: what each is called, and behind the colon what it means."""

_WORDS: Mapping[str, Mapping[str, str]] = {
    "Verdict": VERDICT,
    "Outcome": {
        "id": "口径编号",
        "name": "口径",
        "value": "值",
        "threshold": "要求",
        "met": "是否达到：不能说的为空",
        "detail": "说明",
    },
    "Proposal": {
        "provision": "条文事项",
        "measure": "措施",
        "proposes": "提请什么",
        "subject": "对象：单位编号，或名录中一项的编号",
        "name": "对象的名称",
        "period": "时间",
        "since": "提请之日",
        "reason": "理由",
        "readings": "按哪些口径",
        "audience": "公开范围",
    },
    "Step": {
        "says": "算的是什么",
        "value": "得数",
        "unit": "单位",
        "cells": "依据的格：在 lineage 中的位置，从 0 起",
        "steps": "其中各步",
    },
    "Cell": {
        "file": "文件",
        "line": "文件行号：从 1 起，0 为整个文件",
        "column": "列号：从 1 起，0 为整个文件",
        "header": "表头",
        "value": "采用的值",
        "filed": "原来的写法",
        "commit": "提交：前 12 位，不明的为空文字",
    },
    "Matter": {
        "provision": "条文事项",
        "measure": "措施",
        "subject": "对象：单位编号，或名录中一项的编号",
        "name": "对象的名称",
        "state": "情况",
        "sentence": "说明",
        "audience": "公开范围",
        "proposal": "提请",
        "decision": "决定",
    },
    "Encoded": {
        "id": "编号",
        "clause": "条款",
        "kind": "种类",
        "quote": "原文",
        "basis": "依据",
        "by": "判定办法：规则类别，或 narrative",
        "state": "状态",
        "sentence": "理由",
        "verdicts": "判定数",
        "word": "状态的叫法",
    },
    "RegisteredException": {"declared": "写在哪里：文件和行号"},
}
"""The same of what a verdict holds, and of what stands beside verdicts. What is declared says it of itself."""

_CLASSES: Mapping[str, str] = {
    "Outcome": "一种口径的结果",
    "Proposal": "提请：由人决定的事，系统只提请",
    "Cell": "一格",
    "Matter": "提请、决定，或者两样都有",
    "Encoded": "通知里编成事项的一句话",
}


def spelt() -> bytes:
    """The schema as a file."""
    return (json.dumps(schema(), ensure_ascii=False, indent=1) + "\n").encode()


def schema() -> Schema:
    """The schema of the whole."""
    defs: dict[str, Schema] = {}
    issued = {"doc_no": _said(_PLAIN[str], "文号"), "issued": _said(_PLAIN[date], "印发日期")}
    counts = {state.value: _said({"type": "integer", "minimum": 0}, state.word) for state in State}
    root = _closed(
        {
            "notice": _closed(issued, "通知"),
            "notices": _list(
                _closed({"id": _said(_PLAIN[str], "通知文件的名称"), **issued}, "通知"),
                "各个通知：只有一个的不列",
            ),
            "as_of": _said(_PLAIN[date], "判定日期"),
            "counts": _closed(counts, "各种状态有几项：历史和将来的也计入"),
            "left_out": _list(_left_out(), "报送有误，未计入"),
            "verdicts": _list(_verdict(defs), "判定：按通知的顺序"),
            "decisions": _list(_of(Matter, defs), "提请与决定"),
            "exceptions": _list(_of(RegisteredException, defs), "延期、免报和情况说明"),
            "coverage": _list(_of(Encoded, defs), "条文落实"),
        },
        "判定结果：一天的全部判定，每项带理由、计算步骤和依据的格",
        optional=("notices",),
    )
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return {**dialect, **root, "$defs": dict(sorted(defs.items()))}


def titled(told: str) -> tuple[str, str]:
    """What something is called, and what it means, '' for nothing more."""
    title, _, description = told.partition("：")
    return title, description


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
    told = {name: _said(each, _WORDS["Step"][name]) for name, each in of.items()}
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
    return (said.title, said.description) if said else titled(_CLASSES[type_.__name__])


def _called(type_: type, name: str, hint: Any) -> str:
    """What is said of a field: by what is declared, else here."""
    marks = [mark for mark in bare(hint)[1] if mark.title]
    words = _WORDS.get(type_.__name__, {})
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
