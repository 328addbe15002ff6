"""MkDocs 1.6, with which the sites of today are built. It has no maintainer any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...problems import Problem
from .brief import Brief, Progress
from .family import Family, run

if TYPE_CHECKING:  # MkDocs takes a fifth of a second to import: not for every command
    from mkdocs.livereload import LiveReloadServer


def build(brief: Brief, progress: Progress | None) -> list[Problem]:
    """As ``Builder.build``; MkDocs is loaded by the first call."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    return run(Family("mkdocs", load_config, build, MkDocsException), brief, progress)


def server() -> type[LiveReloadServer]:
    """As ``Builder.server``: MkDocs' own."""
    from mkdocs.livereload import LiveReloadServer

    return LiveReloadServer
