"""A root folder as it was at a revision, for as long as somebody looks at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .. import disk
from .running import (
    COPY,
    OBJECTS,
    GitError,
    UnknownRevisionError,
    commit_of,
    git,
    line,
    prefix_of,
)


@contextmanager
def checked_out(root: Path, revision: str, scratch: Path | None = None) -> Iterator[Path]:
    """The root as of a revision, for as long as the context lasts; the repository is only read.

    The copy borrows the objects and so has the history as well, and with it the time of arrival of
    filings without a receipt. Files come out byte for byte, below ``scratch`` or else where the
    machine keeps what is temporary.
    """
    commit = commit_of(root, revision)
    prefix = prefix_of(root)
    with borrowing(root, scratch) as copy:
        settled = (word for setting in _SETTLED for word in ("-c", setting))
        try:
            git(copy, *settled, "checkout", "-q", "--detach", commit, env=PLAIN)
        except GitError as error:
            why = str(error).partition("\n")[0]
            if "unable to write" in why:  # git names the file and not the fault
                why = f"{copy.parent} 写不下，所在的磁盘多半已满。"
            raise UnknownRevisionError(f"版本“{revision}”取不出来：{why}") from error
        folder = copy / prefix
        if not folder.is_dir():
            raise UnknownRevisionError(f"版本“{revision}”里没有“{prefix}”这个文件夹。")
        yield folder


@contextmanager
def borrowing(root: Path, scratch: Path | None = None) -> Iterator[Path]:
    """An empty repository that sees the objects of another one, those of a push in quarantine too, and
    has its own place for new ones; it has no ref, no configuration and no attribute of the other."""
    with disk.scratch(COPY, scratch) as own:
        copy = own / "copy"
        kind = line(root, "rev-parse", "--show-object-format")
        made = ("init", "-q", "--template=", f"--object-format={kind}", str(copy))
        git(own, *made, env=PLAIN)
        info = copy / ".git" / "info"
        info.mkdir(exist_ok=True)
        (info / "attributes").write_bytes(_ATTRIBUTES)
        borrowed = copy / ".git" / "objects" / "info" / "alternates"
        borrowed.parent.mkdir(parents=True, exist_ok=True)
        there = (folder for folder in _objects(root) if os.path.isdir(folder))  # noqa: PTH112
        borrowed.write_bytes(b"".join(os.fsencode(folder) + b"\n" for folder in there))
        _keep_shallow(root, copy)
        yield copy


_ATTRIBUTES = b"* -text -ident -filter -working-tree-encoding !merge\n"
"""Every file comes out byte for byte, and is merged as git does it where nobody says otherwise."""

_SETTLED = (
    "core.hooksPath=/dev/null",
    "advice.detachedHead=false",
    "core.longPaths=true",  # git for Windows stops at 260 characters otherwise
)

PLAIN = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_COUNT": "",
    "GIT_CONFIG_PARAMETERS": "",
    **dict.fromkeys(OBJECTS, ""),
}
"""No configuration but the copy's own, so that no filter is known that could run; no quarantine."""


def _objects(root: Path) -> Iterator[str]:
    """The folders in which objects of a repository may lie, those of a push in quarantine too."""
    own = dict.fromkeys(OBJECTS, "")
    store = line(root, "rev-parse", "--git-path", "objects", env=own)
    yield (root / store).resolve().as_posix()
    quarantine = os.environ.get("GIT_OBJECT_DIRECTORY")
    if quarantine:
        yield (root / quarantine).resolve().as_posix()
    others = os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "").split(os.pathsep)
    for folder in filter(None, others):
        yield (root / folder).resolve().as_posix()


def _keep_shallow(root: Path, copy: Path) -> None:
    """A shallow clone knows where its history ends; its copy has to know as well."""
    mark = root / line(root, "rev-parse", "--git-path", "shallow")
    if mark.exists():
        shutil.copy(mark, copy / ".git" / "shallow")
