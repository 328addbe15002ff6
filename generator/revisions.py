"""What git knows: a root folder as it was at a revision, and what changed between two.

Nothing that a revision brings is run: no hook, no filter, no attribute of it. In a server's hook the
objects of a push are still in quarantine; git tells where, and they are looked for there as well.

Names of files, authors and subjects may hold any character but NUL. So what git tells is read as fields
that end in NUL, a fixed number for each thing told, and never cut at anything else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

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
        """Whether it is a plain file or gone, by its git mode: no link, no submodule."""
        return self.mode in (None, "100644", "100755")


@dataclass(frozen=True, slots=True)
class Commit:
    """``changes`` are those against its first parent; ``committed_at`` is None where the date is none."""

    id: str
    committed_at: datetime | None
    author: str
    subject: str
    changes: tuple[Changed, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that it changed."""
        return tuple(change.path for change in self.changes)


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


@contextmanager
def checked_out(root: Path, revision: str, scratch: Path | None = None) -> Iterator[Path]:
    """The root as of a revision, for as long as the context lasts; the repository is only read.

    The copy borrows the objects and so has the history as well, and with it the time of arrival of
    filings without a receipt. Files come out byte for byte, below ``scratch`` or else where the
    machine keeps what is temporary.
    """
    commit = commit_of(root, revision)
    prefix = _prefix(root)
    with tempfile.TemporaryDirectory(prefix="taizhang-", dir=scratch) as own:
        copy = Path(own) / "copy"
        kind = line(root, "rev-parse", "--show-object-format")
        made = ("init", "-q", "--template=", f"--object-format={kind}", str(copy))
        git(Path(own), *made, env=_PLAIN)
        info = copy / ".git" / "info"
        info.mkdir(exist_ok=True)
        (info / "attributes").write_text("* -text -ident -filter -working-tree-encoding\n")
        borrowed = copy / ".git" / "objects" / "info" / "alternates"
        borrowed.parent.mkdir(parents=True, exist_ok=True)
        borrowed.write_bytes(b"".join(os.fsencode(folder) + b"\n" for folder in _objects(root)))
        _keep_shallow(root, copy)
        quiet = ("-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false")
        try:
            git(copy, *quiet, "checkout", "-q", "--detach", commit, env=_PLAIN)
        except GitError as error:
            why = str(error).partition("\n")[0]
            raise UnknownRevisionError(f"版本“{revision}”取不出来：{why}") from error
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
    """The files that differ between two commits, by path below the root; what lies outside of it
    begins with ``../``."""
    raw = git(root, "diff-tree", "-r", "-z", "--no-renames", "--raw", "--no-abbrev", base, head)
    return _from(root, _changes(fields(raw)))


def introduced(root: Path, base: str, head: str) -> list[Changed]:
    """Every version of every file that the commits after base bring, the last one included.

    A merge brings what is not as in any one of its parents.
    """
    told = _log(root, ("%H",), "-m", head, f"^{base}")
    brought = (replace(change, commit=id_) for (id_,), own in told for change in own)
    return _from(root, (change for change in brought if change.blob))


def _from(root: Path, found: Iterable[Changed]) -> list[Changed]:
    """Changes by their paths as seen from the root."""
    prefix = _prefix(root)
    above = "../" * prefix.count("/")

    def seen(path: str) -> str:
        return path.removeprefix(prefix) if path.startswith(prefix) else above + path

    return [replace(change, path=seen(change.path)) for change in found]


def _prefix(root: Path) -> str:
    """The way from the top of the repository to the root, '' or ending in a slash."""
    bare = line(root, "rev-parse", "--is-bare-repository") == "true"
    return "" if bare else line(root, "rev-parse", "--show-prefix")


def messages(root: Path, base: str, head: str) -> dict[str, str]:
    """What is said of each commit after base."""
    told = _log(root, ("%H", "%B"), "-s", head, f"^{base}")
    return {id_: _readable(said) for (id_, said), _ in told}


def log(root: Path, base: str, head: str, *below: str) -> list[Commit]:
    """The commits after base that touch anything below some paths of the root, newest first."""
    wanted = [f"./{path}" for path in below] or ["."]
    return list(_commits(root, "--relative", head, f"^{base}", "--", *wanted))


def mainline(root: Path, *below: str) -> list[Commit]:
    """The commits of HEAD that brought anything below some paths of the root to its branch, oldest
    first: of a merge, all that it brought, as of the moment of the merge."""
    return list(_commits(root, "--reverse", "--first-parent", "-m", "--relative", "--", *below))


def is_shallow(root: Path) -> bool:
    """Whether the repository of a root lacks the older part of its history; False outside git."""
    try:
        return line(root, "rev-parse", "--is-shallow-repository") == "true"
    except GitError:
        return False


def edited(root: Path, below: Iterable[str]) -> list[str]:
    """The paths below root that are not as they are in HEAD, new ones included."""
    told = git(root, "status", "-z", "--porcelain", "--no-renames", "--", *below)
    prefix = line(root, "rev-parse", "--show-prefix")
    return [entry[3:].removeprefix(prefix) for entry in fields(told)]


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


_SETTLED = (
    "log.showSignature=false",
    "log.showRoot=true",
    "log.follow=false",
    "log.diffMerges=separate",
    "diff.relative=false",
    "color.ui=false",
    "i18n.logOutputEncoding=UTF-8",
)
"""What a machine's own configuration would have ``git log`` say otherwise."""


def _log(
    root: Path, formats: Sequence[str], *words: str
) -> Iterator[tuple[tuple[str, ...], list[Changed]]]:
    """What is asked of each commit, a field for each format, and what it changed.

    With ``-z`` git ends a commit's own fields with one that is empty, begins its changes on a new
    line, and gives each of them two fields; an id never looks like a change.
    """
    settled = (word for setting in _SETTLED for word in ("-c", setting))
    wanted = f"--format={''.join(f'{each}%x00' for each in formats)}"
    told = git(
        root, *settled, "log", "-z", "--raw", "--no-abbrev", "--no-renames", wanted, *words
    )  # fmt: skip
    every = fields(told)
    at = 0
    while at < len(every):
        own = tuple(every[at : at + len(formats)])
        at += len(formats) + 1
        start = at
        while at < len(every) and every[at].lstrip("\n").startswith(":"):
            at += 2
        yield own, list(_changes(every[start:at]))


def _commits(root: Path, *words: str) -> Iterator[Commit]:
    for (id_, when, author, subject), own in _log(root, ("%H", "%cI", "%an", "%s"), *words):
        changed = tuple(replace(change, commit=id_) for change in own)
        yield Commit(id_, _moment(when), _readable(author), _readable(subject), changed)


def _changes(told: Sequence[str]) -> Iterator[Changed]:
    """Changes as git writes them: ``:mode mode blob blob status``, then the path."""
    for change, path in zip(told[::2], told[1::2], strict=True):
        old_mode, mode, was, blob, _ = change.lstrip("\n").lstrip(":").split(" ")
        yield Changed(
            path,
            mode if blob.strip("0") else None,
            blob if blob.strip("0") else None,
            was if was.strip("0") and old_mode != "000000" else None,
        )


def _text(told: bytes) -> str:
    """What git prints, so that it can go back: a name need not be UTF-8."""
    return told.decode("utf-8", "surrogateescape")


def _readable(text: str) -> str:
    """Words for people: what is no text as U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_YEARS = range(2000, 2101)
"""A date outside was set by nobody's clock; git itself has 1970 for a date that it cannot read."""


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.year in _YEARS else None


def _objects(root: Path) -> Iterator[str]:
    """The folders in which objects of a repository may lie, those of a push in quarantine too."""
    own = dict.fromkeys(_OBJECTS, "")
    store = line(root, "rev-parse", "--git-path", "objects", env=own)
    yield str((root / store).resolve())
    quarantine = os.environ.get("GIT_OBJECT_DIRECTORY")
    if quarantine:
        yield str((root / quarantine).resolve())
    for folder in filter(None, os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "").split(":")):
        yield str((root / folder).resolve())


def _keep_shallow(root: Path, copy: Path) -> None:
    """A shallow clone knows where its history ends; its copy has to know as well."""
    mark = root / line(root, "rev-parse", "--git-path", "shallow")
    if mark.exists():
        shutil.copy(mark, copy / ".git" / "shallow")
