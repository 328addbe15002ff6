"""A workbook (.xlsx) as the parts of its archive: sheets of texts with styles, limits, hints and locks.

The parts are as ECMA-376 (SpreadsheetML, transitional) has them, and no more of it than a form needs: there
are no formulas, no numbers and no texts in a part of their own. The same sheets give the same parts, and what
sheets of one form have in common is written once.
"""

from __future__ import annotations

from .package import parts, quoted
from .tab import Cell, Limit, Open, Style, Tab, Width

__all__ = ["Cell", "Limit", "Open", "Style", "Tab", "Width", "parts", "quoted"]
