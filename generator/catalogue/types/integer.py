"""Whole numbers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from . import decimal

TYPE = replace(
    decimal.TYPE,
    title="整数",
    meaning="整数",
    reader=partial(decimal.reader, whole=True),
    counts=True,
    allows=partial(decimal.allows, whole=True),
    spellings={},
    data={},
)
