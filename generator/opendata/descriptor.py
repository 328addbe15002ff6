"""``datapackage.json``: what each file is, its columns, keys and digests (Data Package and Table Schema, v2)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..catalogue.model.terms import EDITIONS
from ..intake.withheld import WITHHELD
from ..judging.results import Results
from ..measured import File
from ..words.marked import defused
from .table import Column, Kind, Table

_PROFILES = "https://datapackage.org/profiles/2.0"
"""Names the version of the standard; nothing is asked there."""

_TYPES: Mapping[Kind, str] = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "month": "yearmonth",
    "moment": "datetime",
}


def descriptor(
    results: Results, tables: Iterable[tuple[Table, File]], beside: Iterable[Mapping[str, Any]]
) -> bytes:
    """The bytes of the file. ``beside`` are files of the package that are no tables, as resources."""
    catalogue, as_of = results.case.catalogue, results.case.as_of.isoformat()
    notice, note = catalogue.notice, catalogue.data_note
    said = [
        f"判定日期 {as_of}",
        EDITIONS[results.audience],
        *([str(note)] if note else []),
    ]
    told = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": f"taizhang-{notice.plan_year}",
        "title": notice.name,
        "description": "；".join(said),
        "version": as_of,
        "sources": [{"title": notice.title + (f"（{notice.doc_no}）" if notice.doc_no else "")}],
        "resources": [*(_resource(table, file) for table, file in tables), *beside],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def beside(name: str, title: str, file: File, mediatype: str) -> dict[str, Any]:
    """A file that is no table, as a resource."""
    return {"name": name, "title": title, "mediatype": mediatype, **_file(file)}


def _file(file: File) -> dict[str, Any]:
    return {"path": file.name, "bytes": file.bytes, "hash": f"sha256:{file.sha256}"}


def _resource(table: Table, file: File) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        **_file(file),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "$schema": f"{_PROFILES}/tableschema.json",
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            **_references(table),
        },
    }


def _references(table: Table) -> dict[str, Any]:
    found = [
        {
            "fields": [column.name],
            "reference": {
                "resource": "" if column.to[0] == table.name else column.to[0],
                "fields": [column.to[1]],
            },
        }
        for column in table.columns
        if column.to
    ]
    return {"foreignKeys": found} if found else {}


def _field(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "type": _TYPES[column.kind],
    }
    if column.told:
        told["description"] = column.told
    if column.unit:
        told["unit"] = column.unit
    if column.few:
        told["missingValues"] = ["", WITHHELD]
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.least is not None:
        limits["minimum"] = column.least
    if column.most is not None:
        limits["maximum"] = column.most
    if column.words:
        limits["enum"] = defused(word for word, _ in column.words)
    return {**told, "constraints": limits} if limits else told
