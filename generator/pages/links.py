"""Where each page lies and how one points at another, relative, so that a folder can be moved."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import quote

from .kinds import KINDS
from .values import File, Place, Web


@dataclass(frozen=True, slots=True)
class Lead:
    """How places are reached from one page, which is named by its path without suffix."""

    page: str

    def __call__(self, to: Place | File | Web) -> str:
        """The address of a place; KeyError for a kind of page that there is not."""
        if isinstance(to, Web):
            return to.address
        here = posixpath.dirname(self.page) or "."
        if isinstance(to, File):
            return posixpath.relpath(to.path, here)
        page = KINDS[to.kind].place.format(to.of)
        there = "" if page == self.page else posixpath.relpath(f"{page}.html", here)
        return there + (f"?{to.query}" if to.query else "") + (f"#{to.anchor}" if to.anchor else "")


@dataclass(frozen=True, slots=True)
class FromOutside:
    """How places are reached from elsewhere, on a site at an address."""

    site: str

    def __call__(self, to: Place | File | Web) -> str:
        """The whole address, in ASCII; KeyError as above."""
        if isinstance(to, Web):
            return to.address
        return f"{self.site.rstrip('/')}/{quote(Lead('index')(to), safe='/?=&#%')}"
