"""Values as JSON: each with what it is, what it says and what it holds.

Numbers are numbers, each the shortest decimal that reads back as the same one, as in ``results.json``:
whoever reads them as doubles has ours, and whoever reads decimals loses no digit.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from .. import values as v
from ..medium import Medium
from . import terminal


def plain(value: Any, lead: v.Lead | None = None) -> Any:
    """A value, or whatever it holds, in what JSON knows.

    A dataclass is an object: ``is`` names it, ``says`` is what is read where that is a word in a line,
    ``address`` where ``lead`` puts a place, and its fields follow. A line is a list.
    """
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence):
        return [plain(each, lead) for each in value]
    told: dict[str, Any] = {"is": type(value).__name__.lower()}
    if isinstance(value, v.Link | v.Quantity | v.Sign | v.Drawing):
        told["says"] = terminal.words(value)
    if lead and isinstance(value, v.Place | v.File | v.Web):
        told["address"] = lead(value)
    return told | {each.name: plain(getattr(value, each.name), lead) for each in fields(value)}


def _file(paper: v.Paper, lead: v.Lead | None) -> bytes:
    text = json.dumps(plain(paper, lead), ensure_ascii=False, indent=1, allow_nan=False)
    # Half of a character is none in UTF-8, but can be written as an escape of JSON.
    return f"{text}\n".encode(errors="backslashreplace")


MEDIUM = Medium(".json", _file)
