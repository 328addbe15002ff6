"""Days, in every spelling that can be read in one way only."""

from __future__ import annotations

from .. import fitting, plain
from ..fields import Allowed, FieldType, wide
from ..meanings.days import SERIALS
from ..model import Column

_EXAMPLE = "2023-05-20"


def _allows(column: Column) -> Allowed:
    low, high = map(str, SERIALS)
    return Allowed("date", "between", low, high, f"请填日期，如 {column.example or _EXAMPLE}。")


TYPE = FieldType(
    title="日期，如 2023-06-15",
    meaning="日期",
    reader=fitting.reader("day", example=_EXAMPLE),
    plain=plain.day,
    rows="day",
    holds="day",
    dated=True,
    stray="E210.mark",
    width=wide(14),
    number_format="yyyy-mm-dd",
    allows=_allows,
    data={"serials": SERIALS, "example": _EXAMPLE, "placeholder": "2023-06-15"},
)
