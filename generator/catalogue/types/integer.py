"""Whole numbers."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from .. import fitting, plain
from . import decimal

TYPE = replace(
    decimal.TYPE,
    title="整数",
    meaning="整数",
    reader=fitting.reader("number", whole=True),
    plain=plain.whole_number,
    together=partial(plain.numbers, whole=True),
    among=partial(plain.spelt_numbers, whole=True),
    counts=True,
    allows=partial(decimal.allows, whole=True),
    data={**decimal.TYPE.data, "inputmode": "numeric"},
)
