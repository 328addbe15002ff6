"""What the rows of ``types/spellings.yaml`` may say: every condition and every meaning that there is.

The self-check has the same ones (``meanings.js``). A meaning of which there is none, such as the 30th of
February, gives None, and the next row has its turn.
"""

from __future__ import annotations

from collections.abc import Mapping

from . import conditions, days, numbers, words
from .cell import Condition, Meaning

CONDITIONS: Mapping[str, Condition] = {
    "unit": conditions.unit,
    "pattern": conditions.pattern,
    "numbers": lambda at, wanted: at.whole,
    "rhythm": lambda at, wanted: wanted in at.catalogue.rhythms,
    "example": lambda at, wanted: bool(at.column.example),
}

ASKING_DIGITS = frozenset({"pattern"})
"""The conditions on which the digits of a cell have a say: any other holds of all cells that are alike but for them."""

MEANINGS: Mapping[str, Meaning] = {
    "number": numbers.number,
    "hundredths": numbers.hundredths,
    "day": days.day,
    "serial": days.serial,
    "latest": days.latest,
    "month": days.month,
    "serial_month": days.serial_month,
    "quarter": days.closing(3, "一二三四"),
    "half_year": days.closing(6, "上下"),
    "truth": words.truth,
    "named": words.named,
    "numbered": words.numbered,
    "unpadded": words.unpadded,
    "named_alike": words.named_alike,
    "resembling": words.resembling,
    "code": words.code,
    "padded": words.padded,
    "coded_alike": words.coded_alike,
}

GUESSED: Mapping[str, str] = {"resembling": "E221"}
"""Meanings that only guess what was meant, of any text, so that nothing follows them but a fault; and the code of
either."""
