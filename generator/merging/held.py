"""Where a repository keeps what was made before: in its git directory, into which no branch can write."""

from __future__ import annotations

from pathlib import Path

from .. import revisions, store
from ..store import Store


def held(repository: Path) -> Store:
    """The store of a repository, bare or not; GitError where there is none."""
    folder = revisions.line(repository, "rev-parse", "--git-common-dir")
    return store.of((repository / folder).resolve())
