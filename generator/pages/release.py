"""Which version the pages are, and the version before it with which they compare themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..frozen import dataclass
from ..judging.results import Results
from ..ledger.corrections import Correction
from ..revisions import Commit

if TYPE_CHECKING:
    from ..catalogue.edits import Edit

MANIFEST = "manifest.json"
"""Beside the pages of a published version: what it is made of."""


@dataclass(frozen=True, slots=True)
class Before:
    """The version before: its folder, what it said, and what was done since.

    ``edits`` are those that this edition may show, ``commits`` those that touched anything declared
    or filed, newest first.
    """

    name: str
    title: str
    commit: str
    as_of: date
    results: Results
    corrections: Sequence[Correction]
    edits: Sequence[Edit]
    commits: Sequence[Commit]

    @property
    def first_page(self) -> str:
        """As seen from the top of the version that is made."""
        return f"../{self.name}/index.html"


@dataclass(frozen=True, slots=True)
class Release:
    """A version that is published: ``name`` is its folder, ``commit`` what it is made from."""

    name: str
    title: str
    commit: str
    reason: str = ""
    before: Before | None = None


def promised(release: Release | None) -> list[str]:
    """What the pages of a version link to that is written when it is put beside the others."""
    if release is None:
        return []
    before = [release.before.first_page] if release.before else []
    return [MANIFEST, "../latest/index.html", *before]
