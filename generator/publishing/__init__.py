"""A folder of Markdown → a website that asks for nothing outside itself, and its preview."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..problems import Problem, in_order
from . import audit, engine, shelf
from .bundle import bundle
from .engine import Progress
from .preview import serve

__all__ = ["build", "bundle", "serve"]


def build(
    docs: Path,
    config: Path,
    out: Path,
    *,
    as_of: date,
    nav: Sequence[Any],
    site_name: str,
    versioned: bool = False,
    promised: Collection[str] = (),
    progress: Progress | None = None,
) -> list[Problem]:
    """Build the site of ``docs`` under the MkDocs configuration ``config`` and put it at ``out``.

    ``nav`` is as in mkdocs.yml. ``as_of`` is the only date that shows. The same docs give the same
    bytes, wherever they lie and whatever the time, the time zone and the locale. A ``versioned``
    site lets the reader choose among those that ``versions.json`` in the folder around it lists.
    ``promised`` are files that pages may link to though the build does not write them. ``progress``
    is told how many steps of how many are done.

    Any problem returned means that ``out`` is as it was before; so does any exception (a bug in an
    extension, or Ctrl-C). A killed run is cleaned up after by the next.
    """

    def make(site: Path) -> list[Problem]:
        brief = engine.Brief(docs, config, site, as_of, list(nav), site_name, versioned)
        return engine.run(brief, progress) or audit.check(site, promised)

    return in_order(shelf.replace(out, make))
