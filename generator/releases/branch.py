"""Versions on a branch of the repository, for forges that show a branch as a site.

Nothing is checked out: blobs, trees and the commit are written by plumbing, and the branch moves in
one step, from the commit that was read and no other. What a killed run wrote before that is garbage
to git.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .. import disk
from ..intake.telling import file_name
from ..problems import Problem
from ..revisions import GitError, Listed, contents, git, line, listed
from ..words.sentences import said
from . import manifest, tombstone
from .place import VERSIONS, beyond, listing

_FILE, _TREE = "100644", "040000"
_BESIDE: Mapping[str, bytes] = {".nojekyll": b""}
"""Forges that run a site generator of their own leave such a branch as it is."""


class Branch:
    """A branch that holds nothing but versions; it need not exist yet."""

    def __init__(self, repository: Path, name: str) -> None:
        self.repository, self.name = repository, name
        self.ref = f"refs/heads/{name}"

    @property
    def called(self) -> str:
        """Its short name, without ``refs/heads/``."""
        return f"分支 {self.name}"

    @contextmanager
    def alone(self, waiting: Callable[[], None]) -> Iterator[Path]:
        """Work in ``taizhang-publish`` of the git directory, which all worktrees share."""
        told = line(self.repository, "rev-parse", "--git-common-dir")
        work = (self.repository / told).resolve() / "taizhang-publish"
        with disk.alone(work, waiting):
            yield work

    def foreign(self) -> Problem | None:
        """E617: a name that git refuses, a branch that is checked out, or one of other things."""
        branch = file_name(self.name)
        try:
            git(self.repository, "check-ref-format", self.ref)
        except GitError:
            return Problem(*said("E617.name", branch=branch), file=branch)
        bare = line(self.repository, "rev-parse", "--is-bare-repository") == "true"
        in_use = line(self.repository, "for-each-ref", "--format=%(worktreepath)", self.ref)
        if in_use and not bare:
            return Problem(*said("E617.used", branch=branch), file=branch)
        standing = self._standing()
        if standing and VERSIONS not in standing:
            return Problem(*said("E617.foreign", branch=branch), file=branch)
        return None

    def heads(self) -> dict[str, bytes]:
        """As the branch stands, by folder; GitError where one has neither a manifest nor was withdrawn."""
        found = {}
        for name, entry in self._standing().items():
            if entry.kind == "tree" and manifest.is_version(name):
                found[name] = self._head(name)
        return found

    def _head(self, name: str) -> bytes:
        try:
            return git(self.repository, "show", f"{self.ref}:{name}/{manifest.FILE}")
        except GitError:
            return git(self.repository, "show", f"{self.ref}:{name}/{tombstone.FILE}")

    def fetch(self, name: str, folder: Path) -> None:
        """Write every file of the version as its blob has it; modes are not kept."""
        files = listed(self.repository, f"{self.ref}:{name}", "-r")
        blobs = {path: entry.id for path, entry in files.items()}
        found = contents(self.repository, blobs.values())
        for path, blob in blobs.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(found[blob])

    def put(self, name: str, folder: Path) -> None:
        """Commit the version and the list with it on top of the branch, which moves once."""
        head = tombstone.head(folder)
        standing = self._standing()
        standing[name] = Listed(_TREE, self._tree_of(folder))
        standing |= self._beside({**self.heads(), name: head})
        done = "撤下" if tombstone.read(head) else "发布"
        self._move(standing, f"{done} {manifest.title(name)}")

    def settle(self) -> None:
        """Commit a list that fits what stands, if the one there does not."""
        standing = self._standing()
        if standing and {**standing, **self._beside(self.heads())} != standing:
            self._move({**standing, **self._beside(self.heads())}, "整理版本列表")

    def forget(self) -> None:
        """Leave the branch a single commit without a past, so that it tells of nothing that is gone."""
        self._move(self._standing(), "整理发布的分支：不留历史", parents=False)

    def _standing(self) -> dict[str, Listed]:
        """What lies at the top of the branch; nothing when there is no branch."""
        if self._tip() is None:
            return {}
        return listed(self.repository, self.ref)

    def _tip(self) -> str | None:
        try:
            return line(self.repository, "rev-parse", "--verify", "-q", self.ref)
        except GitError:
            return None

    def _beside(self, standing: Mapping[str, bytes]) -> dict[str, Listed]:
        """The files beside the versions; where a folder has a link, a branch has a page that leads on:
        forges refuse to show a site that holds a link."""
        files = {**listing(standing), **_BESIDE}
        return {
            name: self._page(beyond(content).encode())
            if isinstance(content, str)
            else Listed(_FILE, self._blob(content))
            for name, content in files.items()
        }

    def _page(self, content: bytes) -> Listed:
        """A folder that holds one page."""
        return Listed(_TREE, self._mktree({"index.html": Listed(_FILE, self._blob(content))}))

    def _blob(self, data: bytes) -> str:
        return git(self.repository, "hash-object", "-w", "--stdin", stdin=data).decode().strip()

    def _mktree(self, entries: Mapping[str, Listed]) -> str:
        lines = "".join(f"{e.mode} {e.kind} {e.id}\t{name}\0" for name, e in entries.items())
        data = lines.encode("utf-8", "surrogateescape")
        return git(self.repository, "mktree", "-z", stdin=data).decode().strip()

    def _tree_of(self, folder: Path) -> str:
        """The folder as a tree, byte for byte: no filter of the repository is asked."""
        paths = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        given = "".join(f"{(folder / path).resolve()}\n" for path in paths).encode()
        ids = git(
            self.repository, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=given
        ).split()
        index_file = folder.with_name("index").resolve()
        index_file.unlink(missing_ok=True)
        index = {"GIT_INDEX_FILE": str(index_file)}
        entries = (
            f"{_FILE} {id_.decode()}\t{path}\0" for path, id_ in zip(paths, ids, strict=True)
        )
        git(
            self.repository, "update-index", "-z", "--index-info",
            stdin="".join(entries).encode(), env=index,
        )  # fmt: skip
        return line(self.repository, "write-tree", env=index)

    def _move(self, standing: Mapping[str, Listed], message: str, *, parents: bool = True) -> None:
        """Commit what is to stand, and have the branch point there if it is where it was."""
        tree = self._mktree(standing)
        tip = self._tip()
        parent = ["-p", tip] if tip and parents else []
        commit = git(
            self.repository, "commit-tree", tree, *parent, "-m", message, env=self._identity()
        )
        new = commit.decode().strip()
        git(self.repository, "update-ref", "-m", message, self.ref, new, tip or "0" * 40)

    def _identity(self) -> dict[str, str]:
        """Whoever git knows; a machine that nobody has introduced signs as the tool."""
        try:
            git(self.repository, "var", "GIT_COMMITTER_IDENT")
            git(self.repository, "var", "GIT_AUTHOR_IDENT")
        except GitError:
            return {
                f"GIT_{who}_{what}": value
                for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "台账"), ("EMAIL", "taizhang@localhost"))
            }
        return {}
