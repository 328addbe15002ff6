"""The ledger as workbooks: the whole (总台账), and of each unit what it answers for (责任清单)."""

from __future__ import annotations

from .books import every, file_name, files, link, of_unit, whole
from .entries import said

__all__ = ["every", "file_name", "files", "link", "of_unit", "said", "whole"]
