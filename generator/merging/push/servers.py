"""Which server a repository is on, and where its hooks go: beside the server's own, never over them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ... import revisions
from ...frozen import dataclass
from ...revisions import GitError

HOOKS = ("pre-receive", "post-receive")

_RUNS = re.compile(rb"\.d[\"'}]?/\*")
"""In a hook: every file of a folder."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where our hooks go on a server, and what names whoever pushes there ('' where several may).

    ``chained``: the server runs every file of ``<hook>.d``; else there is one file for a hook.
    """

    server: str
    folder: Path
    account: str
    chained: bool

    def file(self, hook: str) -> Path:
        """Where one of our hooks goes."""
        return self.folder / f"{hook}.d" / "taizhang" if self.chained else self.folder / hook


def place(target: Path) -> Place | None:
    """Where hooks go for a bare repository, or for all of a server at once; None for anything else.

    For all at once the target is gitolite's own folder (``.gitolite``) or its LOCAL_CODE, or GitLab's
    ``custom_hooks``.
    """
    target = target.resolve()
    if target.name == "custom_hooks" and not _is_bare(target):
        return Place("GitLab（全部仓库）", target, "GL_USERNAME", chained=True)
    if (target / "hooks" / "common").is_dir():
        return Place("gitolite（全部仓库）", target / "hooks" / "common", "GL_USER", chained=False)
    if not _is_bare(target):
        return None
    hooks = _hooks_of(target)
    for known in _KNOWN:
        if found := known(target, hooks):
            return found
    return Place("git", hooks, "", chained=_chains(hooks))


def _gitlab(target: Path, hooks: Path) -> Place | None:
    """Gitaly keeps repositories by the digest of their number, and runs what lies in ``custom_hooks``."""
    own = target / "custom_hooks"
    if own.is_dir() or "@hashed" in target.parts or (hooks / "gitaly-hooks").exists():
        return Place("GitLab", own, "GL_USERNAME", chained=True)
    return None


def _gitea(target: Path, hooks: Path) -> Place | None:
    """Gitea and Forgejo write a hook that runs those of a folder, and their own into that."""
    own = [hooks / f"{HOOKS[0]}.d" / name for name in ("gitea", "forgejo")]
    if any(file.is_file() for file in own):
        return Place("Gitea、Forgejo", hooks, "GITEA_PUSHER_NAME", chained=True)
    return None


def _gitolite(target: Path, hooks: Path) -> Place | None:
    """Gitolite links its ``update`` into every repository; the other names are free."""
    update = hooks / "update"
    if update.is_file() and b"Gitolite" in update.read_bytes():
        return Place("gitolite", hooks, "GL_USER", chained=_chains(hooks))
    return None


_KNOWN: tuple[Callable[[Path, Path], Place | None], ...] = (_gitlab, _gitea, _gitolite)


def _is_bare(target: Path) -> bool:
    try:
        return (
            revisions.line(target, "rev-parse", "--is-bare-repository") == "true"
            and Path(revisions.line(target, "rev-parse", "--absolute-git-dir")).resolve() == target
        )
    except GitError:
        return False


def _hooks_of(target: Path) -> Path:
    """The folder that git looks in, which the configuration may have moved."""
    return (target / revisions.line(target, "rev-parse", "--git-path", "hooks")).resolve()


def _chains(hooks: Path) -> bool:
    """Whether somebody's hook runs those of a folder, as ours does after ``--chain``."""
    hook = hooks / HOOKS[0]
    return (
        (hooks / f"{HOOKS[0]}.d").is_dir()
        and hook.is_file()
        and bool(_RUNS.search(hook.read_bytes()))
    )
