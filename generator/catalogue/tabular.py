"""Records as a sheet: a CSV of which each row is one, so that an office edits a long list as it is used to.

The headers are the titles of the fields (or their keys). A cell is written as in YAML, or as people
write it in a sheet: 是 and 否, several values with 、 between them, of a closed word what it means (累计).
What comes out is a document like any other, with the place of every cell, and is held against its schema.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any, Literal, get_args, get_origin

from ..problems import Problem
from ..words.characters import lines
from ..words.expression import late
from .declare import Field, fields_of
from .model import TableRow, narrow, squeeze
from .sheets import Row, rows_of
from .source import At, Document
from .syntax import Mark

_TRUTH = {"是": True, "true": True, "否": False, "false": False}
_LIST = "indicators"
_WHOLE = late("[0-9]+")


def read(root: Path, path: str) -> Document | list[Problem]:
    """The indicators of a sheet below a root; or what keeps it from being read."""
    found = rows_of(root / path, path, "E501")
    if isinstance(found, Problem):
        return [found]
    text, (headers, *rows) = found[0], found[1] or (Row(1, ()),)
    written = tuple(lines(text))
    named = [_key(header) for header in headers.cells]
    values: dict[At, Mark] = {at: Mark(1, 1) for at in ((), ("id",), (_LIST,))}
    keys: dict[At, Mark] = {(_LIST,): Mark(1, 1)}
    listed: list[dict[str, Any]] = []
    for row in rows:
        at = (_LIST, len(listed))
        values[at] = Mark(row.line, 1)
        listed.append({})
        for index, (key, cell) in enumerate(zip(named, row.cells, strict=False)):
            if cell.strip():
                listed[-1][key] = _value(cell.strip(), _FIELDS.get(key))
                values[*at, key] = keys[*at, key] = _mark(written, row, index)
    data = {"id": PurePath(path).stem, _LIST: listed}
    return Document(path, written or ("",), data, values, keys)


_FIELDS: Mapping[str, Field] = {each.key: each for each in fields_of(TableRow)}
_KEYS = {meta.title: key for key, each in _FIELDS.items() for meta in each.meta if meta.title}


def _key(header: str) -> str:
    return _KEYS.get(squeeze(header), header.strip())


def _mark(written: tuple[str, ...], row: Row, index: int) -> Mark:
    """Where a cell begins; the beginning of the line where cells are quoted."""
    plain = row.line <= len(written) and written[row.line - 1] == ",".join(row.cells)
    return Mark(row.line, sum(len(cell) + 1 for cell in row.cells[:index]) + 1 if plain else 1)


def _value(cell: str, field: Field | None) -> Any:
    """A cell as YAML would have it; what it cannot be stays as it is written, for the schema to tell."""
    if field is None:
        return cell
    if get_origin(field.type) is tuple:
        return [part.strip() for part in cell.replace(",", "、").split("、")]
    if get_origin(field.type) is Literal:
        meanings = {word: m for meta in field.meta for word, m in meta.words.items()}
        meant = [word for word in get_args(field.type) if cell in meanings.get(word, "")]
        return meant[0] if len(meant) == 1 else cell
    if field.type is bool:
        return _TRUTH.get(cell, cell)
    digits = narrow(cell)
    return int(digits) if field.type is int and _WHOLE.fullmatch(digits) else cell
