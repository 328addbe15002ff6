"""Where versions may be put: what is wrong with a place before anything of it is looked at.

A branch is called as people call branches, and is none that somebody works on; a folder lies where no
commit takes it along.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from .. import revisions
from ..intake.telling import file_name, file_path, is_unseen
from ..problems import Problem
from ..revisions import GitError
from ..words.characters import lines
from ..words.sentences import Shown, said
from .branch import Branch
from .place import VERSIONS, Folder, Place

BUILT = "build"
"""The folder below a root that holds products, which no commit takes along."""

_NAME = re.compile(
    r"[0-9A-Za-z_\u4e00-\u9fff][0-9A-Za-z_\u4e00-\u9fff+-]*(?:\.[0-9A-Za-z_\u4e00-\u9fff+-]+)*"
)
"""A piece of a branch's name; several are parted by slashes."""

_OF_GIT = re.compile(
    r"(?:refs|heads|tags|remotes)/.*|[A-Z_]*HEAD|[0-9a-f]{40,}|.*\.lock(?:/.*)?", re.I
)
"""What git itself, or whoever reads a command, would take for something else."""

_LONGEST = 80
"""Bytes of a branch's name."""


def refused(root: Path, place: Place) -> Problem | None:
    """E617, E606: why versions of a root are not to be put there; None where they may be."""
    if isinstance(place, Branch):
        return _branch(place)
    if isinstance(place, Folder):
        return _folder(root, place)
    return None


def _branch(place: Branch) -> Problem | None:
    name = file_name(place.name)
    fits = len(os.fsencode(place.name)) <= _LONGEST
    if not fits or not all(map(_NAME.fullmatch, place.name.split("/"))):
        return Problem(*said("E617.name", branch=name), file=name)
    if _OF_GIT.fullmatch(place.name):
        return Problem(*said("E617.meant", branch=name), file=name)
    if place.name in _worked_on(place.repository):
        return Problem(*said("E617.used", branch=name), file=name)
    if _is_elsewhere(place.repository, place.name):
        return Problem(*said("E617.foreign", branch=name), file=name)
    for other in _heads(place.repository):
        if place.name.startswith(f"{other}/") or other.startswith(f"{place.name}/"):
            return Problem(*said("E617.within", branch=name, other=file_name(other)), file=name)
    return None


def _worked_on(repository: Path) -> Iterator[str]:
    """The branches that filings come in on: the main one, here and where it was cloned from, and that of
    the receipts."""
    yield from filter(None, map(os.environ.get, ("TAIZHANG_BRANCH", "TAIZHANG_RECEIPTS_BRANCH")))
    told = revisions.git(
        repository, "for-each-ref", "--format=%(refname) %(symref)", "refs/remotes"
    ).decode("utf-8", "surrogateescape")
    for line in lines(told):
        ref, _, target = line.partition(" ")
        if ref.endswith("/HEAD") and target:
            yield target.removeprefix(ref.removesuffix("HEAD"))


def _is_elsewhere(repository: Path, name: str) -> bool:
    """Whether a branch of that name holds other things where this repository was cloned from."""
    told = revisions.git(
        repository, "for-each-ref", "--format=%(refname)", f"refs/remotes/*/{name}"
    )
    for ref in lines(told.decode("utf-8", "surrogateescape")):
        try:
            revisions.git(repository, "cat-file", "-e", f"{ref}:{VERSIONS}")
        except GitError:
            return True
    return False


def _heads(repository: Path) -> list[str]:
    told = revisions.git(repository, "for-each-ref", "--format=%(refname)", "refs/heads")
    refs = lines(told.decode("utf-8", "surrogateescape"))
    return [ref.removeprefix("refs/heads/") for ref in refs]


def _folder(root: Path, place: Folder) -> Problem | None:
    shown = file_path(str(place.path))
    if any(map(is_unseen, str(place.path))) or place.path.name.startswith("-"):
        return Problem(*said("E617.path", folder=shown), file=shown)
    if any(each.is_file() for each in (place.path, *place.path.parents)):
        return Problem(*said("E606.file", folder=shown), file=shown)
    if _in_commits(root.resolve(), place.path):
        return Problem(*said("E617.inside", folder=shown, built=Shown(BUILT)), file=shown)
    return None


def _in_commits(root: Path, folder: Path) -> bool:
    """Whether a folder lies in the working tree of a root's repository and is not passed over by git, or
    is the one in which everything is made."""
    try:
        top = Path(revisions.line(root, "rev-parse", "--show-toplevel")).resolve()
        own = (root / revisions.line(root, "rev-parse", "--git-common-dir")).resolve()
    except GitError:
        return False
    if folder.is_relative_to(own) or folder == root / BUILT:
        return True
    if not folder.is_relative_to(top) or folder.is_relative_to(root / BUILT):
        return False
    try:
        revisions.git(top, "check-ignore", "-q", "--", str(folder / VERSIONS))
    except GitError:
        return True
    return False
