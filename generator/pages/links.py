"""Where each page lies and how one points at another, relative, so that a folder can be moved."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from urllib.parse import quote

from ..frozen import dataclass
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
        if isinstance(to, File):
            return _way(self.page, to.path)
        page = _page(to.kind, to.of)
        there = "" if page == self.page else _way(self.page, f"{page}.html")
        return there + (f"?{to.query}" if to.query else "") + (f"#{to.anchor}" if to.anchor else "")


@lru_cache(1 << 15)
def _page(kind: str, of: str) -> str:
    return KINDS[kind].place.format(of)


def _way(page: str, there: str) -> str:
    return _relative(there, posixpath.dirname(page) or ".")


@lru_cache(1 << 15)
def _relative(there: str, here: str) -> str:
    """Paths below one top; the same few lead from each of a folder's pages."""
    return posixpath.relpath(there, here)


@dataclass(frozen=True, slots=True)
class FromOutside:
    """How places are reached from elsewhere, on a site at an address."""

    site: str

    def __call__(self, to: Place | File | Web) -> str:
        """The whole address, in ASCII; KeyError as above."""
        if isinstance(to, Web):
            return to.address
        return f"{self.site.rstrip('/')}/{quote(Lead('index')(to), safe='/?=&#%')}"
