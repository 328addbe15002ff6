"""How a repository is set up on its server: which branches mean something, and who says who pushes.

The repository's own configuration goes first: no push can change it, while the environment of a hook may
come from afar (``AcceptEnv`` of sshd).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ... import revisions
from ...frozen import dataclass
from ...revisions import GitError

SECTION = "taizhang"
_MAIN, _PAGES, _RECEIPTS = "TAIZHANG_BRANCH", "TAIZHANG_PUBLIC_BRANCH", "TAIZHANG_RECEIPTS_BRANCH"


@dataclass(frozen=True, slots=True)
class Settings:
    """Short names of branches; ``receipts`` is '' where the log is kept on the main branch itself.

    ``account`` is the variable that names whoever pushes, or ``system`` for the system's user; '' where
    nobody has said so. ``chosen``: somebody named the main branch, it was not guessed.
    """

    main: str
    pages: str
    receipts: str
    account: str
    chosen: bool = False


def read(root: Path, account: str = "", environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of a bare repository or a clone: its configuration, then the environment, then what
    is usual. ``account`` is what the hook was installed with."""
    own = _configured(root)
    main = own.get("branch") or environment.get(_MAIN, "")
    return Settings(
        main or _default(root),
        own.get("pages") or environment.get(_PAGES) or "pages",
        own.get("receipts") or environment.get(_RECEIPTS, ""),
        account or own.get("account", ""),
        bool(main),
    )


def folder_of(root: Path) -> Path:
    """The git directory of a repository, which all its worktrees share."""
    return (root / revisions.line(root, "rev-parse", "--git-common-dir")).resolve()


def _configured(root: Path) -> dict[str, str]:
    """What stands in the section of ours in the repository's own file, whatever the environment adds."""
    file = folder_of(root) / "config"
    try:
        told = revisions.git(
            root, "config", "--file", str(file), "--null", "--get-regexp", f"^{SECTION}\\."
        )
    except GitError:
        return {}
    entries = (entry.partition("\n") for entry in revisions.fields(told))
    return {key.removeprefix(f"{SECTION}."): value for key, _, value in entries}


def _default(root: Path) -> str:
    """The branch that the server shows first; forges keep HEAD that way."""
    try:
        told = revisions.line(root, "symbolic-ref", "-q", "HEAD").removeprefix("refs/heads/")
        revisions.line(root, "rev-parse", "-q", "--verify", f"refs/heads/{told}^{{commit}}")
    except GitError:
        return "main"
    return told
