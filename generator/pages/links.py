"""Where each page lies and how one points at another, relative, so that a folder can be moved."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from markupsafe import Markup

HOME = "index"
NOTICE = "notice"
COVERAGE = "coverage"
TASKS = "tasks/index"
UNITS = "units/index"
WALL = "wall/index"
WALL_UNITS = "wall/units"
WALL_FILING = "wall/filing"
FIGURES = "wall/figures"
REGISTERS = "wall/registers"
MATRIX = "wall/matrix"
VERDICTS = "wall/verdicts"
WALLS = (WALL_UNITS, VERDICTS, WALL_FILING, FIGURES, REGISTERS, MATRIX)
QUESTIONS = "questions"
ASSUMED = "assumed"
DECISIONS = "decisions"
EXCEPTIONS = "exceptions"
CHANGES = "changes"
MANIFEST = "manifest.json"
"""Beside the pages of a published version: what it is made of."""
FILING = "filing/index"
SELF_CHECK = "filing/self-check"
TEMPLATES = "filing/templates"
REFERENCE = "reference/index"
CODES = "codes/index"
CODE_FOLDER = "codes"


def clause(clause_id: str) -> str:
    return f"tasks/{clause_id}"


def unit(unit_id: str) -> str:
    return f"units/{unit_id}"


def form(form_id: str) -> str:
    return f"filing/{form_id}"


def source(period: object, unit_id: str) -> str:
    """What a unit filed for a month."""
    return f"sources/{period}/{unit_id}"


def row(form_id: str, line: int) -> str:
    """Where a line of a filing stands on its page; line 0 is the whole of it."""
    return f"{form_id}-{line}" if line else form_id


def schema(kind: str) -> str:
    return f"reference/{kind}"


def code(name: str) -> str:
    return f"{CODE_FOLDER}/{name}"


@dataclass(frozen=True, slots=True)
class Linker:
    """Links as seen from one page; pages are named by their path without suffix."""

    page: str

    def href(self, page: str, anchor: str = "", query: str = "") -> str:
        here = posixpath.dirname(self.page) or "."
        path = "" if page == self.page else posixpath.relpath(f"{page}.html", here)
        return path + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")

    def file(self, path: str) -> str:
        """A file beside the pages, such as a download."""
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".")

    def to(self, page: str, words: str | Markup, anchor: str = "", query: str = "") -> Markup:
        return Markup('<a href="{}">{}</a>').format(self.href(page, anchor, query), words)
