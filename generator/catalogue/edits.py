"""What was edited in the declared YAML between two roots: entry by entry, in its own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from generator import wording
from generator.catalogue.files import paths
from generator.catalogue.source import Document, read

Path_: TypeAlias = tuple[str, ...]
_GONE = object()
_MAX_SHOWN = 200
"""Characters of a value that are told."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``entry`` are the ids on the way to what was edited, from the outermost in.

    ``field`` is the place below the last of them; ``was`` and ``now`` are empty for what came and
    went.
    """

    file: str
    entry: Path_
    field: str
    was: str
    now: str


def edits(before: Path, after: Path) -> list[Edit]:
    """Every value that is not as it was, by file; a list's entries are told apart by their ids."""
    old = {path for _, path in paths(before)}
    new = {path for _, path in paths(after)}
    found: list[Edit] = []
    for path in sorted(old | new):
        was = _data(before, path) if path in old else {}
        now = _data(after, path) if path in new else {}
        found += _compared(path, (), (), was, now)
    return found


def _data(root: Path, path: str) -> Any:
    found = read(root, path)
    return found.data if isinstance(found, Document) else {}


def _compared(file: str, entry: Path_, field: Path_, was: Any, now: Any) -> Iterator[Edit]:
    was, now = _matched(was, now), _matched(now, was)
    if was == now and type(was) is type(now):
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*was, *now)):
            inner = (*field, str(key))
            yield from _compared(file, entry, inner, was.get(key, _GONE), now.get(key, _GONE))
    elif _has_ids(was) and _has_ids(now):
        olds, news = ({each["id"]: each for each in side} for side in (was, now))
        for name in dict.fromkeys((*olds, *news)):
            inner = (*entry, str(name))
            yield from _compared(file, inner, (), olds.get(name, _GONE), news.get(name, _GONE))
    else:
        yield Edit(file, entry, ".".join(field), _told(was), _told(now))


def _matched(value: Any, other: Any) -> Any:
    """An empty list of entries where there is none, so that those of the other side are told one by
    one, each by its id."""
    return [] if value is _GONE and other is not _GONE and _has_ids(other) else value


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(e, dict) and "id" in e for e in value)


def _told(value: Any) -> str:
    if value is _GONE:
        return ""
    if isinstance(value, Mapping):
        name = value.get("title") or value.get("name") or value.get("question") or ""
        return _shown(str(name) or "；".join(f"{k}: {_told(v)}" for k, v in value.items()))
    if isinstance(value, list):
        return _shown("、".join(map(_told, value)) or "（空）")
    if isinstance(value, bool):
        return "true" if value else "false"
    return (
        "（空）"
        if value is None
        else _shown(f"{value:.10g}" if isinstance(value, float) else str(value))
    )


def _shown(text: str) -> str:
    return wording.short(text, _MAX_SHOWN)
