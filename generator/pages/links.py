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
MATRIX = "matrix"
QUESTIONS = "questions"
ASSUMED = "assumed"
DECISIONS = "decisions"
FILING = "filing/index"
REFERENCE = "reference/index"
CODES = "reference/codes"


def clause(clause_id: str) -> str:
    return f"tasks/{clause_id}"


def unit(unit_id: str) -> str:
    return f"units/{unit_id}"


def form(form_id: str) -> str:
    return f"filing/{form_id}"


def schema(kind: str) -> str:
    return f"reference/{kind}"


@dataclass(frozen=True, slots=True)
class Linker:
    """Links as seen from one page; pages are named by their path without suffix."""

    page: str

    def href(self, page: str, anchor: str = "") -> str:
        here = posixpath.dirname(self.page) or "."
        path = "" if page == self.page else posixpath.relpath(f"{page}.html", here)
        return path + (f"#{anchor}" if anchor else "")

    def to(self, page: str, words: str | Markup, anchor: str = "") -> Markup:
        return Markup('<a href="{}">{}</a>').format(self.href(page, anchor), words)
