"""The table of codes: a row for each check, in a module for each area; everything reads it here.

A check's title, sentences, reason and example stand in its row alone: the findings, the self-check in
the browser, the pages of codes and ``taizhang check --explain`` all come from it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..code import Area, Code
from . import cells, declared, files, gathered, places, pushes, site, texts

AREAS: tuple[Area, ...] = (
    files.AREA,
    cells.AREA,
    texts.AREA,
    places.AREA,
    pushes.AREA,
    declared.AREA,
    site.AREA,
    gathered.AREA,
)

AREA_OF: Mapping[str, Area] = {code.id: area for area in AREAS for code in area.codes}
"""The area of every code, by the code's id."""

CODES: Mapping[str, Code] = {code.id: code for area in AREAS for code in area.codes}
"""Every code by its id, such as E110."""

OF_ROOT = frozenset(code.id for area in AREAS if area.of_root for code in area.codes)
"""Those of the files of a root, all of which ``taizhang check`` tells."""


def as_lines(code: Code) -> list[str]:
    """A code in words for the terminal."""
    return [
        f"{code.id} {code.title}（{code.severity.word}，{code.severity.effect}）",
        code.why,
        f"例如写成：{code.wrong}",
        f"应当：{code.right}",
    ]
