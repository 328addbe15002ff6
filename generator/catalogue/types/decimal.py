"""Numbers, read as they are meant and never scaled."""

from __future__ import annotations

from ... import wording
from .. import fitting, plain
from ..fields import Allowed, FieldType, wide
from ..meanings.numbers import MAX_DIGITS
from ..model import Column


def allows(column: Column, *, whole: bool = False) -> Allowed:
    """What a workbook takes: ``min`` to ``max``, both included, ±10¹² where none is declared."""
    low = -1e12 if column.min is None else column.min
    high = 1e12 if column.max is None else column.max
    return Allowed(
        "whole" if whole else "decimal",
        "between",
        wording.exact(low),
        wording.exact(high),
        "只填数字，不带单位和文字。",
    )


TYPE = FieldType(
    title="数",
    meaning="数值",
    reader=fitting.reader("number"),
    plain=plain.number,
    together=plain.numbers,
    among=plain.spelt_numbers,
    rows="number",
    holds="number",
    takes=frozenset({"min", "max", "cumulative", "at_most", "unit"}),
    stray="E210.mark",
    width=wide(13),
    number_format="General",
    allows=allows,
    data={"digits": MAX_DIGITS, "inputmode": "decimal"},
)
