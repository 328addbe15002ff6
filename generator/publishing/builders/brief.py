"""What any builder is asked to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from ...frozen import dataclass
from ...problems import Problem
from ...store import NOWHERE, Store

Progress = Callable[[int, int], None]
"""Told steps done and steps in all; each page is two steps, reading and writing."""

JUDGED = "taizhang-judged-on"
"""Stands after the copyright of every page, where ``finish`` says the day."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What to build: Markdown folder, configuration, empty or missing target, and what it says.

    ``as_of`` is the day that counts as today; ``nav`` is as in mkdocs.yml. A ``versioned`` site lies
    beside others, among which its pages let the reader choose. ``held`` is where what was made of a page is
    kept: a builder may do without. ``finish`` is done to each page afterwards: a builder may have it done as it
    writes them. ``before`` is where the site stands that this one will replace, whose files may be linked;
    ``lent``: so may those of the docs, to which nobody writes in place. ``alone`` is called where what is built
    hangs on nothing but this, the libraries, and what lies beside the configuration.
    """

    docs: Path
    config: Path
    site: Path
    as_of: date
    nav: list[Any]
    site_name: str
    versioned: bool = False
    held: Store = NOWHERE
    finish: Finishing | None = None
    before: Path | None = None
    lent: bool = False
    alone: Callable[[], None] = lambda: None


class Finishing(Protocol):
    """What is done to pages after a builder; see ``publishing.finish``."""

    @property
    def key(self) -> str:
        """What it hangs on besides the page."""

    def page(self, path: str, text: str) -> tuple[str, dict[str, str]]:
        """A page as it is finished, and scripts that it needs."""

    def take(self, path: str, scripts: Mapping[str, str], digest: str) -> None:
        """Note a page that is finished; ``digest`` is the key of its bytes."""


class Builder(Protocol):
    """A module of this folder."""

    def build(self, brief: Brief, progress: Progress | None) -> list[Problem]:
        """Write the pages to ``brief.site``, or say why not. Exceptions are bugs, theirs or ours."""

    def server(self) -> Any:
        """The class of the preview's server: made with (what to do on a change, host, port, folder),
        it is told what to ``watch``, and runs in ``serve`` until ``shutdown``."""
