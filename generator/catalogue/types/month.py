"""Months, each as its first day; where anything is filed by quarters or half-years, one of them stands for
its last month."""

from __future__ import annotations

from .. import fitting, plain
from ..fields import FieldType, wide

TYPE = FieldType(
    title="月份，如 2023-06",
    meaning="月份",
    reader=fitting.reader("month"),
    plain=plain.month,
    rows="month",
    holds="day",
    stray="E210.mark",
    spelling=lambda catalogue, column, text: text[:7],
    width=wide(11),
    data={"placeholder": "2023-06"},
)
