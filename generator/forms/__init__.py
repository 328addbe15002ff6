"""Blank forms for the clerk: what a unit owes for a month, prefilled as far as it is known."""

from __future__ import annotations

from .blank import Blank, Last, before, blanks
from .bundle import bundle, files, written
from .collect import Collected, collect

__all__ = [
    "Blank",
    "Collected",
    "Last",
    "before",
    "blanks",
    "bundle",
    "collect",
    "files",
    "written",
]
