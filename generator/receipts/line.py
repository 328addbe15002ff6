"""A line of the log."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TypeAlias

from ..calendar import Term
from ..frozen import dataclass

LOG = "receipts/log.csv"
SUPERSEDED = "receipts/superseded"
HEADER = ("收到时间", "月份", "单位", "报表", "版本标识", "提交", "登记", "说明")
SYSTEM, OFFICE = "系统", "办公室"
"""Who wrote a line."""

Key: TypeAlias = tuple[Term, str, str]
"""Which filing: period, unit, form."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """``accepted``: the door logged the version itself, so that it was valid by the rules of then;
    the office logs a time for whatever stands there."""

    received_at: datetime
    period: Term
    unit: str
    form: str
    blob: str
    commit: str = ""
    by: str = SYSTEM
    note: str = ""
    line: int = 0
    accepted: bool = False

    @property
    def key(self) -> Key:
        """Whose filing came in: month, unit, form; a correction has the same."""
        return self.period, self.unit, self.form


def blob_id(data: bytes) -> str:
    """The id that git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
