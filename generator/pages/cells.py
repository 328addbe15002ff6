"""Cells of files that people open in a spreadsheet: whatever they say, none of them acts."""

from __future__ import annotations

from ..forms.csv import defused as defused
