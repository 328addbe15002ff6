"""Running git: one command, and what it prints as fields."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
"""What git tells its hooks of objects; all else that it tells is of another repository."""

COPY = "taizhang-copy-"
"""What the folders are called in which our own copies lie: what git tells a hook is not of those."""

_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
"""The history is what the commits say: no object stands for another one, no graft gives a commit other
parents. Git asks nobody, and its own words, of which some are understood here, are in one language."""

_SETTLED = (
    "advice.graftFileDeprecated=false",
    "core.quotePath=false",
    f"core.attributesFile={os.devnull}",
    "core.fsmonitor=false",
    "core.packedGitWindowSize=32m",
    "core.packedGitLimit=512m",
)
"""Nothing that a user's own attributes or a watcher could run or change; packs are looked at piece by
piece, so that a large repository can be read by one who may not use much memory."""


class UnknownRevisionError(Exception):
    """There is no such revision, or no repository; the text is for the reader."""


class GitError(Exception):
    """A git command that did not succeed."""


class ExhaustedError(Exception):
    """A git command that the machine ended: it wanted more memory or time than it may have."""


def git(
    folder: Path,
    *words: str,
    stdin: bytes | None = None,
    env: Mapping[str, str] | None = None,
    may_end: Container[int] = (0,),
) -> bytes:
    """A git command's output; GitError when it fails or there is no git.

    ``env`` goes over the environment; a variable set to nothing is left out. ``may_end``: the exit codes
    that are no failure.
    """
    settled = (word for setting in _SETTLED for word in ("-c", setting))
    command = ["git", "-C", str(folder), *settled, *words]
    asked = env or {}
    told = {**_known(folder), **_ENVIRONMENT, **asked}
    told = {name: value for name, value in told.items() if asked.get(name) != ""}
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=False, env=told)
    except OSError as error:
        if error.errno in (errno.ENOMEM, errno.EAGAIN):
            raise ExhaustedError(str(error)) from error
        raise GitError(str(error)) from error
    if done.returncode in may_end:
        return done.stdout
    why = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode < 0 or "out of memory" in why.casefold():
        raise ExhaustedError(why)
    raise GitError(why)


def _known(folder: Path) -> dict[str, str]:
    """The environment but for what git tells its hooks of another repository than that of a folder."""
    objects = () if any(part.startswith(COPY) for part in folder.parts) else OBJECTS
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG") or name in objects
    }


def line(root: Path, *words: str, env: Mapping[str, str] | None = None) -> str:
    """The one line that a git command prints, such as an id or a path; GitError when it fails."""
    return _text(git(root, *words, env=env)).removesuffix("\n")


def fields(told: bytes) -> list[str]:
    """What git ends with NUL, field by field; an empty one is a field like any other."""
    return _text(told).split("\0")[:-1]


def commit_of(root: Path, revision: str) -> str:
    """The id of a commit; UnknownRevisionError when there is none."""
    try:
        line(root, "rev-parse", "--git-dir")
    except GitError as error:
        raise UnknownRevisionError(unreadable(root, str(error))) from error
    try:
        return line(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        raise UnknownRevisionError(f"没有“{revision}”这个版本。") from error


def unreadable(root: Path, why: str) -> str:
    """Why a folder cannot be read as a repository, for the reader, from what git said."""
    if "dubious ownership" in why:
        return (
            f"“{root}”归另一个用户所有，git 不读。请用仓库所属的用户运行，或者执行 "
            f"git config --global --add safe.directory {root.resolve()}。"
        )
    if "No such file or directory: 'git'" in why:
        return "没有安装 git，或不在 PATH 中。"
    return f"“{root}”不在 git 仓库中，不能与其他版本比较。"


def fork_point(root: Path, base: str, head: str) -> str:
    """The commit from which a branch went its own way; base itself where they share nothing."""
    try:
        return line(root, "merge-base", commit_of(root, base), commit_of(root, head))
    except GitError:
        return commit_of(root, base)


def prefix_of(root: Path) -> str:
    """The way from the top of the repository to the root, '' or ending in a slash."""
    bare = line(root, "rev-parse", "--is-bare-repository") == "true"
    return "" if bare else line(root, "rev-parse", "--show-prefix")


def is_shallow(root: Path) -> bool:
    """Whether the repository of a root lacks the older part of its history; False outside git."""
    try:
        return line(root, "rev-parse", "--is-shallow-repository") == "true"
    except GitError:
        return False


def about(root: Path, ids: Iterable[str]) -> dict[str, tuple[str, int]]:
    """What kind of object each is, and its size in bytes, as far as git has it."""
    wanted = "\n".join(sorted(set(ids)))
    if not wanted:
        return {}
    told = git(root, "cat-file", "--batch-check", stdin=wanted.encode() + b"\n").decode()
    parts = [each.split() for each in told.splitlines()]
    return {part[0]: (part[1], int(part[2])) for part in parts if len(part) == 3}


class Listed(NamedTuple):
    """What lies somewhere in a tree: its git mode, and its id."""

    mode: str
    id: str

    @property
    def kind(self) -> str:
        """What git calls it: blob, tree, or commit for another repository."""
        return {"040000": "tree", "160000": "commit"}.get(self.mode, "blob")


def listed(root: Path, tree: str, *options: str, below: Iterable[str] = ()) -> dict[str, Listed]:
    """What lies in a commit or a tree, by path from its top: there alone, or with ``-r`` all the way down.

    ``below``: as far as it lies at or below some paths; everything without any.
    """
    return dict(rows(root, tree, *options, below=below))


def rows(
    root: Path, tree: str, *options: str, below: Iterable[str] = ()
) -> Iterator[tuple[str, Listed]]:
    """The same row by row: in a tree that no git made, a name may stand twice."""
    for row in fields(git(root, "ls-tree", "-z", "--full-tree", *options, tree, "--", *below)):
        about, _, path = row.partition("\t")
        mode, _, id_ = about.split()
        yield path, Listed(mode, id_)


def sizes(root: Path, blobs: Iterable[str]) -> dict[str, int]:
    """The size of each blob in bytes, as far as git has it."""
    return {id_: size for id_, (_, size) in about(root, blobs).items()}


def contents(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The bytes of blobs, as far as git has them."""
    wanted = sorted(set(blobs))
    if not wanted:
        return {}
    try:
        output = git(root, "cat-file", "--batch", stdin="\n".join(wanted).encode() + b"\n")
    except GitError:
        return {}
    found: dict[str, bytes] = {}
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        head = output[position:end].decode().split()
        position = end + 1
        if len(head) == 3:
            size = int(head[2])
            found[head[0]] = output[position : position + size]
            position += size + 1
    return found


def _text(told: bytes) -> str:
    """What git prints, so that it can go back: a name need not be UTF-8."""
    return told.decode("utf-8", "surrogateescape")
