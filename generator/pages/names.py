"""What people look for by name, page by page: handed on with the Markdown to whoever makes the index.

The file begins with a dot, so that no builder takes it for a part of the site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from .page import Page, Sheet

FILE = ".names.json"


class Spot(TypedDict):
    """As ``page.Named``."""

    names: list[str]
    anchor: str
    of: str


class Entry(TypedDict):
    """A page that the search knows: ``page`` is its path without suffix, ``kind`` its kind's path."""

    page: str
    kind: str
    section: str
    title: str
    named: list[Spot]


def written(listed: Iterable[tuple[Page, Sheet, str]]) -> bytes:
    """The names of pages, each with its kind and its file, in this order; those outside the sidebar last."""
    found = [_entry(page, sheet, path) for page, sheet, path in listed if page.sought]
    found.sort(key=lambda entry: not entry["section"])
    return json.dumps(found, ensure_ascii=False).encode()


def read(docs: Path) -> list[Entry]:
    """What was written into a folder of Markdown; nothing where nobody wrote any."""
    file = docs / FILE
    found: list[Entry] = json.loads(file.read_bytes()) if file.is_file() else []
    return found


def _entry(page: Page, sheet: Sheet, path: str) -> Entry:
    spots: list[Spot] = [
        {"names": list(named.names), "anchor": named.anchor, "of": named.of}
        for named in sheet.named
    ]
    return {
        "page": path.removesuffix(".md"),
        "kind": page.place,
        "section": page.section,
        "title": sheet.title,
        "named": spots,
    }
