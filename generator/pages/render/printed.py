"""The colours of what is printed beside those of states: of words, of lines, of what lies behind a head."""

from __future__ import annotations

INK, LINES, HEADED = "#1a1a1a", "#7f7f7f", "#e8eef5"
