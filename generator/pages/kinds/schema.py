"""Reference pages for those who edit YAML: every field of every file, from the schemas themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ...catalogue.declare import SPACES
from ...catalogue.schema_files import resolve, schema
from ...catalogue.where import FOLDERS, OPTIONAL, SHEETS, SINGLE
from ...frozen import dataclass
from ..page import Page, Sheet
from ..site import Site

_TYPES = {
    "object": "一组字段",
    "array": "列表",
    "string": "文字",
    "number": "数",
    "integer": "整数",
    "boolean": "true／false",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field as whoever writes the file needs to know it."""

    name: str
    title: str
    type: str
    required: str
    description: str


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of record in a file."""

    title: str
    description: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class SchemaView:
    """A kind of file, where it lies, and the records in it."""

    kind: str
    title: str
    path: str
    description: str
    parts: list[Part]


def views() -> list[SchemaView]:
    """A page for each kind of file, in the order in which they are read."""
    paths = {**SINGLE, **{kind: f"{folder}/*.yaml" for kind, folder in FOLDERS.items()}, **OPTIONAL}
    paths["rows"] = f"{SHEETS}/*.csv"
    paths["gather"] = "gather.yaml"
    return [_view(kind, path, schema(kind)) for kind, path in paths.items()]


def _view(kind: str, path: str, declared: Mapping[str, Any]) -> SchemaView:
    return SchemaView(
        kind, declared["title"], path, declared["description"], list(_parts(declared, kind))
    )


def _parts(declared: Mapping[str, Any], name: str) -> Iterator[Part]:
    """The file, then each kind of record where it is first met, those inside it right after it."""
    yield Part("整个文件", declared["description"], tuple(_fields(declared, name)))
    yield from dict.fromkeys(_inside(declared, name))


def _inside(part: Mapping[str, Any], name: str) -> Iterator[Part]:
    """The records that a record holds, and what they hold; a rule holds what its kind says."""
    for field in part.get("properties", {}).values():
        yield from _record(field.get("items", field), name)
    for choice in part.get("allOf", []):
        yield from _record(choice.get("then", {}), name)


def _record(field: Mapping[str, Any], name: str) -> Iterator[Part]:
    record, home = resolve({"$ref": field["$ref"]}, name) if "$ref" in field else (field, name)
    if record.get("properties") and record.get("additionalProperties") is False:
        fields = tuple(_fields(record, home))
        yield Part(record["title"], record.get("description", ""), fields)
    yield from _inside(record, home)


def _fields(part: Mapping[str, Any], name: str) -> Iterator[Field]:
    required = part.get("required", [])
    for key, declared in part.get("properties", {}).items():
        field, home = resolve(declared, name)
        yield Field(
            key,
            field.get("title", ""),
            _type(field, home),
            "必填" if key in required else "",
            _described(field),
        )


def _type(field: Mapping[str, Any], name: str) -> str:
    if "x-reference" in field:
        return "或".join(dict.fromkeys(f"{SPACES[space]}编号" for space in field["x-reference"]))
    if "x-column" in field:
        return "列编号"
    if "const" in field:
        return str(field["const"])
    if "enum" in field:
        return "选项"
    kind = field.get("type", "")
    if isinstance(kind, list):
        return "或".join(str(_TYPES.get(each, each)) for each in kind)
    if kind == "array":
        items, home = resolve(field.get("items", {}), name)
        inner = items.get("title") or _type(items, home)
        return f"列表，各项为{inner}" if inner else "列表"
    if field.get("format") == "date":
        return "日期"
    return field.get("title", "") if kind == "object" else _TYPES.get(kind, "")


def _described(field: Mapping[str, Any]) -> str:
    said: list[str] = [field.get("description", "")]
    if "enum" in field:
        said.append("可选：" + "、".join(map(str, field["enum"])))
    if "default" in field:
        said.append(f"缺省：{json.dumps(field['default'], ensure_ascii=False)}")
    if "x-example" in field:
        said.append(f"如：{field['x-example']}")
    return "。".join(part for part in said if part)


def sheets(_: Site) -> Iterator[Sheet]:
    """A page for each kind of file."""
    for view in views():
        yield Sheet(view.title, view, view.kind)


PAGE = Page("reference/{}", sheets, section="参考", rank=72)
