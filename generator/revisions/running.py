"""Running git: one command, and what it prints as fields."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
"""What git tells its hooks of objects; all else that it tells is of another repository."""


class UnknownRevisionError(Exception):
    """There is no such revision, or no repository; the text is for the reader."""


class GitError(Exception):
    """A git command that did not succeed."""


def git(
    folder: Path, *words: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    """A git command's output; GitError when it fails or there is no git.

    ``env`` goes over the environment; a variable set to nothing is left out.
    """
    known = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG") or name in OBJECTS
    }
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *words]
    told = {name: value for name, value in {**known, **(env or {})}.items() if value}
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=True, env=told)
    except subprocess.CalledProcessError as error:
        raise GitError(error.stderr.decode("utf-8", "replace").strip()) from error
    except OSError as error:
        raise GitError(str(error)) from error
    return done.stdout


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
        raise UnknownRevisionError(f"“{root}”不在 git 仓库中，不能与其他版本比较。") from error
    try:
        return line(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        raise UnknownRevisionError(f"没有“{revision}”这个版本。") from error


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


def sizes(root: Path, blobs: Iterable[str]) -> dict[str, int]:
    """The size of each blob in bytes, as far as git has it."""
    wanted = "\n".join(sorted(set(blobs)))
    if not wanted:
        return {}
    told = git(root, "cat-file", "--batch-check", stdin=wanted.encode() + b"\n").decode()
    parts = [each.split() for each in told.splitlines()]
    return {part[0]: int(part[2]) for part in parts if len(part) == 3}


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
