"""The schemas as they lie beside this, read by their paths: also by those who hold nothing against them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

SCHEMAS = Path(__file__).with_name("schemas")
SUFFIX = ".schema.json"

Schema: TypeAlias = Mapping[str, Any]


@cache
def schema(name: str) -> Schema:
    """A schema by its path: tasks, units, form, judging, …, or kinds/threshold and the like."""
    loaded: Schema = json.loads((SCHEMAS / f"{name}{SUFFIX}").read_text("utf-8"))
    return loaded


def schema_names() -> list[str]:
    """All that there are, as ``schema`` takes them, in order."""
    return sorted(
        str(file.relative_to(SCHEMAS).as_posix()).removesuffix(SUFFIX)
        for file in SCHEMAS.rglob(f"*{SUFFIX}")
    )


def resolve(field: Schema, name: str) -> tuple[Schema, str]:
    """What a field of a schema stands for, itself or by ``$ref``, and the schema in which it is.

    What stands beside the reference is said of the field itself.
    """
    while "$ref" in field:
        own = {key: value for key, value in field.items() if key != "$ref"}
        path, _, pointer = field["$ref"].partition("#/$defs/")
        if path:
            name = path.removesuffix(SUFFIX)
        field = {**(schema(name)["$defs"][pointer] if pointer else schema(name)), **own}
    return field, name
