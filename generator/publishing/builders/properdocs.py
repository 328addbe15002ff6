"""ProperDocs, the fork of MkDocs 1.6 that is maintained. Material runs under it as it is.

Material's plugins import ``mkdocs``. ``properdocs.replacement`` gives them ProperDocs under that
name, which only works in a process that has not met MkDocs before.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ...problems import Problem
from .brief import Brief, Progress
from .family import Family, run

if TYPE_CHECKING:
    from properdocs.livereload import LiveReloadServer


def build(brief: Brief, progress: Progress | None) -> list[Problem]:
    """As ``Builder.build``; RuntimeError where MkDocs was loaded before in this process."""
    _stand_in()
    from properdocs.commands.build import build
    from properdocs.config import load_config
    from properdocs.exceptions import ProperDocsException

    return run(Family("properdocs", load_config, build, ProperDocsException), brief, progress)


def server() -> type[LiveReloadServer]:
    """As ``Builder.server``: ProperDocs' own."""
    from properdocs.livereload import LiveReloadServer

    return LiveReloadServer


def _stand_in() -> None:
    """Be ``mkdocs`` to whoever imports it; RuntimeError where that has happened already."""
    if getattr(sys.modules.get("mkdocs"), "__name__", "properdocs") != "properdocs":
        raise RuntimeError("MkDocs itself is loaded in this process")
    import properdocs.replacement  # noqa: F401
