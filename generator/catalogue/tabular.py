"""Records as a sheet: a CSV of which each row is one, so that an office edits a long list as it is used to.

The headers are the titles of the fields (or their keys). A cell is written as in YAML, or as people
write it in a sheet: 是 and 否, several values with 、 between them, of a closed word what it means (累计).
What comes out is a document like any other, with the place of every cell, and is held against its schema.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path, PurePath
from typing import Any, Literal, get_args, get_origin

from ..problems import Problem
from .declare import Field, fields_of
from .model import TableRow, squeeze
from .sheets import decoded
from .source import At, Document
from .syntax import Mark

_TRUTH = {"是": True, "true": True, "否": False, "false": False}
_LIST = "indicators"


def read(root: Path, path: str) -> Document | list[Problem]:
    """The indicators of a sheet below a root; or what keeps it from being read."""
    text = decoded((root / path).read_bytes())
    if text is None:
        return [Problem("E504", "不是文本", "请另存为 CSV（UTF-8）。", file=path)]
    lines = tuple(text.splitlines())
    values: dict[At, Mark] = {(): Mark(1, 1), ("id",): Mark(1, 1), (_LIST,): Mark(1, 1)}
    keys: dict[At, Mark] = {(_LIST,): Mark(1, 1)}
    rows: list[dict[str, Any]] = []
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    named: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not named:
                named = [_key(header) for header in cells]
            elif any(cell.strip() for cell in cells):
                at = (_LIST, len(rows))
                values[at] = Mark(line, 1)
                rows.append({})
                for index, (key, cell) in enumerate(zip(named, cells, strict=False)):
                    if cell.strip():
                        rows[-1][key] = _value(cell.strip(), _FIELDS.get(key))
                        values[*at, key] = keys[*at, key] = _mark(lines, line, cells, index)
            line = reader.line_num + 1
    except csv.Error:
        message, hint = "引号不成对，读不出各列", "请用表格软件另存为 CSV。"
        return [Problem("E501", message, hint, file=path, line=line)]
    data = {"id": PurePath(path).stem, _LIST: rows}
    return Document(path, lines or ("",), data, values, keys)


_FIELDS: Mapping[str, Field] = {each.key: each for each in fields_of(TableRow)}
_KEYS = {meta.title: key for key, each in _FIELDS.items() for meta in each.meta if meta.title}


def _key(header: str) -> str:
    return _KEYS.get(squeeze(header), header.strip())


def _mark(lines: tuple[str, ...], line: int, cells: list[str], index: int) -> Mark:
    """Where a cell begins; the beginning of the line where cells are quoted."""
    plain = line <= len(lines) and lines[line - 1] == ",".join(cells)
    return Mark(line, sum(len(cell) + 1 for cell in cells[:index]) + 1 if plain else 1)


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
    return int(cell) if field.type is int and cell.isdecimal() else cell
