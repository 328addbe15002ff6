"""A folder of Markdown → a website that asks for nothing outside itself, and its preview."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..problems import Problem, in_order
from ..store import NOWHERE, Store
from . import audit, index, shelf
from .builders import IN_USE, Brief, Builder, Progress
from .bundle import bundle
from .finish import Finish
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
    builder: Builder = IN_USE,
    held: Store = NOWHERE,
    lent: bool = False,
    alone: Callable[[Mapping[str, str]], None] = lambda digests: None,
) -> list[Problem]:
    """Build the site of ``docs`` under the MkDocs configuration ``config`` and put it at ``out``:
    builder, one pass over its pages, the index of the search, audit, shelf.

    ``nav`` is as in mkdocs.yml. ``as_of`` is the only date that shows. The same docs give the same
    bytes, wherever they lie and whatever the time, the time zone and the locale. A ``versioned``
    site lets the reader choose among those that ``versions.json`` in the folder around it lists.
    ``promised`` are files that pages may link to though the build does not write them. ``progress``
    is told how many steps of how many are done, ``held`` has what was made before of the same pages. ``lent``:
    nobody writes to a file of the docs in place, so that the site may have links to them. ``alone``
    is told the digests of the pages, by their paths, of a site that hangs on nothing but these.

    Any problem returned means that ``out`` is as it was before; so does any exception (a bug in an
    extension, or Ctrl-C). A killed run is cleaned up after by the next.
    """

    def make(site: Path) -> list[Problem]:
        hangs_alone: list[bool] = []
        finishing = Finish(docs, as_of)
        brief = Brief(
            docs,
            config,
            site,
            as_of,
            list(nav),
            site_name,
            versioned,
            held,
            finishing,
            out,
            lent,
            lambda: hangs_alone.append(True),
        )
        problems = builder.build(brief, progress)
        if problems:
            return problems
        finishing.rest(site, versioned=versioned)
        index.write(site, docs, held, finishing.done)
        problems = audit.check(site, promised, held, finishing.done)
        if hangs_alone:
            alone(finishing.done)
        return problems

    return in_order(shelf.replace(out, make))
