"""Yes or no, in these two words."""

from __future__ import annotations

from ...calendar import Term
from ..fields import FieldType, Read, Reader, fault, taken, wide
from ..model import Catalogue, Column

_WORDS = {"是": True, "否": False}


def _reader(column: Column, catalogue: Catalogue, period: Term) -> Reader:
    return _read


def _read(text: str, seen: str) -> Read:
    if seen in _WORDS:
        return taken(_WORDS[seen], text, seen)
    return fault("E222.boolean", text=seen)


TYPE = FieldType(
    title="是／否",
    meaning="是/否",
    reader=_reader,
    holds="truth",
    width=wide(12),
    choices=lambda column, catalogue, unit: list(_WORDS),
)
