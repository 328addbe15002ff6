"""YAML as a person would write it: keys in our order, Chinese plain, texts of several lines as blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from ...frozen import dataclass

Value: TypeAlias = "str | int | bool | date | Sequence[Value] | Mapping[str, Value] | Comment"

_PLAIN = re.compile(r"[A-Za-z_\u3400-\u9fff（《〔“][^\n#]*[^\s:]|[\u3400-\u9fffA-Za-z]")
_UNSAFE = re.compile(r": |:$| #|^(?:true|false|null|yes|no|on|off|~)$|^[A-Za-z_]+$", re.IGNORECASE)
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


@dataclass(frozen=True, slots=True)
class Comment:
    """What is written as a comment: lines of YAML to be put in force by taking the # away, or words."""

    lines: tuple[str, ...]


def document(kind: str, depth: int, about: str, data: Mapping[str, Value]) -> str:
    """A file: where its schema lies, what it is, and its data."""
    up = "../" * depth
    head = [f"# yaml-language-server: $schema={up}schemas/{kind}.schema.json"]
    head += [f"# {line}" for line in about.split("\n")]
    return "\n".join((*head, *entries(data))) + "\n"


def entries(data: Mapping[str, Value]) -> Iterable[str]:
    """The lines of a mapping, not indented; a key that begins with # only carries a comment."""
    for key, value in data.items():
        if isinstance(value, Comment):
            yield from (f"# {line}".rstrip() for line in value.lines)
        elif isinstance(value, Mapping):
            yield f"{key}:"
            yield from indented(entries(value))
        elif isinstance(value, str):
            yield from _text(key, value)
        elif isinstance(value, Sequence):
            yield from _list(key, value)
        else:
            yield f"{key}: {plain(value)}"


def indented(lines: Iterable[str]) -> Iterable[str]:
    """Lines one step further in."""
    return (f"  {line}" if line else line for line in lines)


def plain(value: Value) -> str:
    """A value on one line, in quotes where it needs them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    if _ID.fullmatch(value) and value.lower() not in _WORDS:
        return value
    if _PLAIN.fullmatch(value) and not _UNSAFE.search(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _text(key: str, value: str) -> Iterable[str]:
    if "\n" not in value:
        yield f"{key}: {plain(value)}"
        return
    yield f"{key}: |"
    yield from indented(value.split("\n"))


def _list(key: str, values: Sequence[Value]) -> Iterable[str]:
    if not values:
        yield f"{key}: []"
    elif all(isinstance(value, str | int | date) for value in values) and _short(values):
        yield f"{key}: [{', '.join(_inside(value) for value in values)}]"
    else:
        yield f"{key}:"
        for value in values:
            lines = list(entries(value)) if isinstance(value, Mapping) else [plain(value)]
            yield f"  - {lines[0]}"
            yield from (f"    {line}" if line else line for line in lines[1:])


def _inside(value: Value) -> str:
    """A value inside brackets, where a comma would end it."""
    text = plain(value)
    return (
        json.dumps(text, ensure_ascii=False)
        if text[0] != '"' and re.search(r"[,\[\]{}]", text)
        else text
    )


def _short(values: Sequence[Value]) -> bool:
    return sum(len(str(value)) for value in values) <= 100
