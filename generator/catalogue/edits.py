"""What was edited in the declared files between two roots: entry by entry, in its own words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from .. import wording
from ..frozen import dataclass
from ..words.order import natural
from . import sheets
from .source import Document, read
from .where import paths

Path_: TypeAlias = tuple[str, ...]
_GONE = object()
_MAX_SHOWN = 200
"""Characters of a value that are told."""

_BEFORE = 20
"""So many of those before the place where two long texts part."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``entry`` are the ids on the way to what was edited, from the outermost in.

    ``field`` are the keys below the last of them; ``was`` and ``now`` are empty for what came and
    went. ``whole`` are the ids of the file where it is an entry itself: before and after.
    """

    file: str
    whole: Path_
    entry: Path_
    field: Path_
    was: str
    now: str


def edits(before: Path, after: Path) -> list[Edit]:
    """Every value that is not as it was, by file; a list's entries are told apart by their ids."""
    old, new = _declared(before), _declared(after)
    found: list[Edit] = []
    for path in sorted(old.keys() | new.keys(), key=natural):
        was, now = old.get(path, {}), new.get(path, {})
        whole = tuple(dict.fromkeys(side["id"] for side in (was, now) if "id" in side))
        for entry, field, *words in _compared((), (), was, now):
            found.append(Edit(path, whole, entry, field, *words))
    return found


def _declared(root: Path) -> dict[str, dict[str, Any]]:
    """What each file declares; of a table of numbers by unit each cell, by its row and header."""
    found = {path: _data(root, path) for _, path in paths(root)}
    for path, sheet in sheets.read_all(root).items():
        rows = sheet.rows if isinstance(sheet, sheets.Sheet) else ()
        heads = sheet.headers if isinstance(sheet, sheets.Sheet) else ()
        found[path] = {row.name: dict(zip(heads[1:], row.cells[1:], strict=False)) for row in rows}
    return found


def _data(root: Path, path: str) -> dict[str, Any]:
    found = read(root, path)
    return found.data if isinstance(found, Document) and isinstance(found.data, dict) else {}


def _compared(
    entry: Path_, field: Path_, was: Any, now: Any
) -> Iterator[tuple[Path_, Path_, str, str]]:
    """Where two values differ, as ``Edit`` has it, and in what."""
    was, now = _matched(was, now), _matched(now, was)
    if _same(was, now):
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            inner = (*field, str(key))
            yield from _compared(entry, inner, was.get(key, _GONE), now.get(key, _GONE))
    elif _has_ids(was) and _has_ids(now):
        olds, news = ({each["id"]: each for each in side} for side in (was, now))
        for name in dict.fromkeys((*olds, *news)):
            inner = (*entry, str(name))
            yield from _compared(inner, (), olds.get(name, _GONE), news.get(name, _GONE))
    else:
        yield entry, field, *_apart(was, now)


def _same(was: Any, now: Any) -> bool:
    """Whether two values say the same: 50 is 50.0, and neither is the text of it, or true."""
    if isinstance(was, dict) and isinstance(now, dict):
        return was.keys() == now.keys() and all(_same(was[key], now[key]) for key in was)
    if isinstance(was, list) and isinstance(now, list):
        return len(was) == len(now) and all(map(_same, was, now))
    return bool(was == now) and (type(was) is type(now) or (_is_number(was) and _is_number(now)))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _matched(value: Any, other: Any) -> Any:
    """An empty list of entries where there is none, so that those of the other side are told one by
    one, each by its id."""
    return [] if value is _GONE and other is not _GONE and _has_ids(other) else value


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(e, dict) and "id" in e for e in value)


def _apart(was: Any, now: Any) -> tuple[str, str]:
    """Two values that differ, in words that differ: by their names, or by all that is in them; of long
    texts from shortly before the place where they part."""
    told = _told(was), _told(now)
    if told[0] == told[1]:
        told = _told(was, whole=True), _told(now, whole=True)
    parted = next(
        (at for at, (a, b) in enumerate(zip(*told, strict=False)) if a != b),
        len(min(told, key=len)),
    )
    start = 0 if parted < _MAX_SHOWN else parted - _BEFORE
    old, new = (f"{'……' if start else ''}{wording.short(t[start:], _MAX_SHOWN)}" for t in told)
    return old, new


def _told(value: Any, *, whole: bool = False) -> str:
    """A value in words; ``whole`` is everything in it, texts in quotation marks."""
    match value:
        case dict():
            name = value.get("title") or value.get("name") or value.get("question")
            if name and not whole:
                return str(name)
            return "；".join(f"{key}: {_told(each, whole=whole)}" for key, each in value.items())
        case list() if value:
            return "、".join(_told(each, whole=whole) for each in value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return wording.exact(value)
        case str():
            return f"“{value}”" if whole else value
        case _:
            return "" if value is _GONE else "（空）"
