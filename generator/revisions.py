"""What git knows: a root folder as it was at a revision, and what changed between two.

Nothing that a revision brings is run: no hook, no filter, no attribute of it. In a server's hook the
objects of a push are still in quarantine; git tells where, and they are looked for there as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

_NOBODY = "0" * 40
_OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
"""What git tells its hooks of objects; all else that it tells is of another repository."""


class UnknownRevisionError(Exception):
    """There is no such revision, or no repository; the text is for the reader."""


class GitError(Exception):
    """A git command that did not succeed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that is not as it was; modes and blobs of what is not there are None."""

    path: str
    mode: str | None
    blob: str | None
    was: str | None
    commit: str = ""

    @property
    def is_file(self) -> bool:
        return self.mode in (None, "100644", "100755")


@dataclass(frozen=True, slots=True)
class Commit:
    """``paths`` are those below the root that it changed, against its first parent."""

    id: str
    committed_at: datetime
    author: str
    subject: str
    paths: tuple[str, ...]


def git(
    folder: Path, *words: str, stdin: bytes | None = None, env: Mapping[str, str] | None = None
) -> bytes:
    """A git command's output; GitError when it fails or there is no git.

    ``env`` goes over the environment; a variable set to nothing is left out.
    """
    known = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG") or name in _OBJECTS
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


def commit_of(root: Path, revision: str) -> str:
    """The id of a commit; UnknownRevisionError when there is none."""
    try:
        git(root, "rev-parse", "--git-dir")
    except GitError as error:
        raise UnknownRevisionError(f"“{root}”不在 git 仓库中，不能与其他版本比较。") from error
    try:
        found = git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        raise UnknownRevisionError(f"没有“{revision}”这个版本。") from error
    return found.decode().strip()


def fork_point(root: Path, base: str, head: str) -> str:
    """The commit from which a branch went its own way; base itself where they share nothing."""
    try:
        return (
            git(root, "merge-base", commit_of(root, base), commit_of(root, head)).decode().strip()
        )
    except GitError:
        return commit_of(root, base)


@contextmanager
def checked_out(root: Path, revision: str, scratch: Path | None = None) -> Iterator[Path]:
    """The root as of a revision, for as long as the context lasts; the repository is only read.

    The copy borrows the objects and so has the history as well, and with it the time of arrival of
    filings without a receipt. Files come out byte for byte, below ``scratch`` or else where the
    machine keeps what is temporary.
    """
    commit = commit_of(root, revision)
    bare = git(root, "rev-parse", "--is-bare-repository").strip() == b"true"
    prefix = "" if bare else git(root, "rev-parse", "--show-prefix").decode().strip()
    with tempfile.TemporaryDirectory(prefix="taizhang-", dir=scratch) as own:
        copy = Path(own) / "copy"
        git(Path(own), "init", "-q", "--template=", str(copy), env=_PLAIN)
        info = copy / ".git" / "info"
        info.mkdir(exist_ok=True)
        (info / "attributes").write_text("* -text -ident -filter -working-tree-encoding\n")
        borrowed = copy / ".git" / "objects" / "info" / "alternates"
        borrowed.parent.mkdir(parents=True, exist_ok=True)
        borrowed.write_text("".join(f"{folder}\n" for folder in _objects(root)))
        _keep_shallow(root, copy)
        quiet = ("-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false")
        git(copy, *quiet, "checkout", "-q", "--detach", commit, env=_PLAIN)
        folder = copy / prefix
        if not folder.is_dir():
            raise UnknownRevisionError(f"版本“{revision}”里没有“{prefix}”这个文件夹。")
        yield folder


_PLAIN = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    **dict.fromkeys(_OBJECTS, ""),
}
"""No configuration but the copy's own, so that no filter is known that could run; no quarantine."""


def changes(root: Path, base: str, head: str) -> list[Changed]:
    """The files that differ between two commits, by path below the top of the repository."""
    raw = git(root, "diff-tree", "-r", "-z", "--no-renames", "--raw", "--no-abbrev", base, head)
    return list(_parsed(raw.decode("utf-8", "surrogateescape").split("\0"), ""))


def introduced(root: Path, base: str, head: str) -> list[Changed]:
    """Every version of every file that the commits after base bring, the last one included."""
    log = git(
        root, "log", "-m", "-z", "--raw", "--no-abbrev", "--no-renames", "--format=%x01%H", head,
        f"^{base}",
    )  # fmt: skip
    found: list[Changed] = []
    for part in log.decode("utf-8", "surrogateescape").split("\x01")[1:]:
        commit, _, rest = part.partition("\0")
        found += _parsed(rest.lstrip("\n").split("\0"), commit.strip())
    return [change for change in found if change.blob]


def messages(root: Path, base: str, head: str) -> dict[str, str]:
    """What is said of each commit after base."""
    log = git(root, "log", "-z", "--format=%H%n%B", head, f"^{base}").decode("utf-8", "replace")
    parts = [part.partition("\n") for part in log.split("\0") if part]
    return {commit: said for commit, _, said in parts}


def log(root: Path, base: str, head: str, *below: str) -> list[Commit]:
    """The commits after base that touch anything below some paths of the root, newest first."""
    wanted = [f"./{path}" for path in below] or ["."]
    told = git(
        root, "log", "-z", "--relative", "--name-only", "--no-renames",
        "--format=%x01%H%x02%cI%x02%an%x02%s%x02", head, f"^{base}", "--", *wanted,
    ).decode("utf-8", "replace")  # fmt: skip
    found = []
    for part in told.split("\x01")[1:]:
        name, when, author, subject, files = part.split("\x02", 4)
        paths = tuple(path.strip("\n") for path in files.split("\0") if path.strip("\n"))
        found.append(Commit(name, datetime.fromisoformat(when), author, subject, paths))
    return found


def edited(root: Path, below: Iterable[str]) -> list[str]:
    """The paths below root that are not as they are in HEAD, new ones included."""
    told = git(root, "status", "-z", "--porcelain", "--no-renames", "--", *below)
    prefix = git(root, "rev-parse", "--show-prefix").decode().strip()
    lines = told.decode("utf-8", "surrogateescape").split("\0")
    return [line[3:].removeprefix(prefix) for line in lines if line]


def sizes(root: Path, blobs: Iterable[str]) -> dict[str, int]:
    """The size of each blob in bytes, as far as git has it."""
    wanted = "\n".join(sorted(set(blobs)))
    if not wanted:
        return {}
    lines = git(root, "cat-file", "--batch-check", stdin=wanted.encode() + b"\n").decode()
    parts = [line.split() for line in lines.splitlines()]
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


def _parsed(fields: list[str], commit: str) -> Iterator[Changed]:
    """Changes as git writes them: ``:mode mode blob blob status``, then the path."""
    fields = [field for field in fields if field]
    for change, path in zip(fields[::2], fields[1::2], strict=False):
        old_mode, mode, was, blob, _ = change.strip().lstrip(":").split(" ")
        yield Changed(
            path,
            None if blob == _NOBODY else mode,
            None if blob == _NOBODY else blob,
            None if was == _NOBODY or old_mode == "000000" else was,
            commit,
        )


def _objects(root: Path) -> Iterator[str]:
    """The folders in which objects of a repository may lie, those of a push in quarantine too."""
    own = dict.fromkeys(_OBJECTS, "")
    store = git(root, "rev-parse", "--git-path", "objects", env=own).decode().strip()
    yield str((root / store).resolve())
    quarantine = os.environ.get("GIT_OBJECT_DIRECTORY")
    if quarantine:
        yield str((root / quarantine).resolve())
    for folder in filter(None, os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "").split(":")):
        yield str((root / folder).resolve())


def _keep_shallow(root: Path, copy: Path) -> None:
    """A shallow clone knows where its history ends; its copy has to know as well."""
    mark = root / git(root, "rev-parse", "--git-path", "shallow").decode().strip()
    if mark.exists():
        shutil.copy(mark, copy / ".git" / "shallow")
