"""The ledger as workbooks: the whole (总台账), and of each unit what it answers for (责任清单)."""

from __future__ import annotations

from .amounts import NONE as WITHOUT_AMOUNTS
from .amounts import amounts
from .books import every, file_name, files, fitting, link, of_unit, whole
from .entries import said

__all__ = [
    "WITHOUT_AMOUNTS",
    "amounts",
    "every",
    "file_name",
    "files",
    "fitting",
    "link",
    "of_unit",
    "said",
    "whole",
]
