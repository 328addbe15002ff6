"""Whether a clone has all that happened: what it lacks, it does not say by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from .running import GitError, git, is_shallow, line

Lack = Literal["shallow", "grafts", "partial"]
"""The older part of the history was not fetched, is cut off here, or lacks the contents of files."""


def lacking(root: Path) -> Lack | None:
    """What the repository of a root lacks of the history of HEAD; None for nothing, and outside git."""
    try:
        if is_shallow(root):
            return "shallow"
        # Asked for by its path, git would name the file that it goes by here, which is none.
        grafts = root / line(root, "rev-parse", "--git-common-dir") / "info" / "grafts"
        if grafts.is_file() and grafts.read_bytes().strip():
            return "grafts"
        return "partial" if _promised(root) and _missing(root) else None
    except GitError:
        return None


def _promised(root: Path) -> bool:
    """Whether another repository has promised to give what is not here."""
    try:
        return bool(line(root, "config", "--get-regexp", r"^remote\..*\.promisor$"))
    except GitError:  # nothing of the kind is configured
        return False


def _missing(root: Path) -> bool:
    told = git(root, "rev-list", "--objects", "--missing=print", "HEAD")
    return any(each.startswith(b"?") for each in told.splitlines())
