"""Where each page lies and how one points at another, relative, so that a folder can be moved."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from .values import File, Place

_PATHS = {
    "home": "index",
    "notice": "notice",
    "coverage": "coverage",
    "clauses": "tasks/index",
    "clause": "tasks/{}",
    "units": "units/index",
    "unit": "units/{}",
    "wall": "wall/index",
    "wall_units": "wall/units",
    "wall_filing": "wall/filing",
    "figures": "wall/figures",
    "registers": "wall/registers",
    "matrix": "wall/matrix",
    "verdicts": "wall/verdicts",
    "questions": "questions",
    "assumed": "assumed",
    "decisions": "decisions",
    "exceptions": "exceptions",
    "changes": "changes",
    "source": "sources/{}",
    "filing": "filing/index",
    "self_check": "filing/self-check",
    "form": "filing/{}",
    "reference": "reference/index",
    "schema": "reference/{}",
    "codes": "codes/index",
    "code": "codes/{}",
    "written": "{}",
}
MANIFEST = "manifest.json"
"""Beside the pages of a published version: what it is made of."""


def first_page(version: str) -> str:
    """Of another version that is published beside this one."""
    return f"../{version}/index.html"


def path(kind: str, of: str = "") -> str:
    """A page below the docs, without suffix."""
    return _PATHS[kind].format(of)


@dataclass(frozen=True, slots=True)
class Lead:
    """How places are reached from one page, which is named by its path without suffix."""

    page: str

    def __call__(self, to: Place | File) -> str:
        here = posixpath.dirname(self.page) or "."
        if isinstance(to, File):
            return posixpath.relpath(to.path, here)
        page = path(to.kind, to.of)
        there = "" if page == self.page else posixpath.relpath(f"{page}.html", here)
        return there + (f"?{to.query}" if to.query else "") + (f"#{to.anchor}" if to.anchor else "")
