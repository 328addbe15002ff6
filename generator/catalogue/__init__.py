"""The declared side: YAML with positions, held against schemas, turned into a frozen model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..problems import Problem
from ..store import NOWHERE, Store
from . import kept
from .model import Catalogue

if TYPE_CHECKING:
    from .model import Kinds

__all__ = ["Catalogue", "read"]


def read(root: Path, kinds: Kinds, held: Store = NOWHERE) -> tuple[Catalogue | None, list[Problem]]:
    """Read and check everything declared below a root folder, by the rule kinds that there are.

    Returns the catalogue, or None when there is any error, and all problems in order, what is said of many
    places once. ``held`` is where what was read before is kept.
    """
    return kept.once(root, kinds, held, _anew)


def _anew(root: Path, kinds: Kinds) -> tuple[Catalogue | None, list[Problem]]:
    from .reading import read as anew  # with the readers of YAML and of notices

    return anew(root, kinds)
