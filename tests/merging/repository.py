"""A real repository on this machine: a bare one with our hooks, and clones of those who push to it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests import warm
from tests.place import PROJECT

HOOKS = PROJECT / "deploy" / "hooks"


def git(
    folder: Path, *words: str, check: bool = True, **env: str
) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(
        ["git", "-c", "commit.gpgsign=false", *words],
        cwd=folder,
        check=check,
        capture_output=True,
        text=True,
        env={**clean, **env},
    )


@dataclass(frozen=True, slots=True)
class Server:
    """A bare repository whose hooks run this project."""

    folder: Path

    @classmethod
    def made(cls, folder: Path, root: Path) -> Server:
        """One whose main branch holds what lies in a root."""
        git(folder.parent, "init", "-q", "--bare", "-b", "main", str(folder))
        clerk = Clone.of(cls(folder), folder.parent / "founder", "office")
        shutil.copytree(root, clerk.folder, dirs_exist_ok=True)
        shutil.copy(PROJECT / ".gitattributes", clerk.folder)
        clerk.commit("起点")
        git(clerk.folder, "push", "-q", "origin", "HEAD:refs/heads/main")
        for hook in ("pre-receive", "post-receive"):
            shutil.copy(HOOKS / hook, folder / "hooks")
        return cls(folder)

    def show(self, path: str, revision: str = "main") -> str:
        return git(self.folder, "show", f"{revision}:{path}").stdout

    def objects(self) -> bytes:
        """Everything that is stored, reachable or not."""
        words = ["git", "cat-file", "--batch-all-objects", "--batch"]
        return subprocess.run(words, cwd=self.folder, check=True, capture_output=True).stdout

    def log(self) -> list[str]:
        return self.show("receipts/log.csv").splitlines()[1:]


@dataclass(frozen=True, slots=True)
class Clone:
    """The working copy of an account."""

    folder: Path
    actor: str

    @classmethod
    def of(cls, server: Server, folder: Path, actor: str) -> Clone:
        git(folder.parent, "clone", "-q", str(server.folder), str(folder), check=False)
        git(folder, "config", "user.name", actor)
        git(folder, "config", "user.email", f"{actor}@example.invalid")
        return cls(folder, actor)

    def write(self, path: str, data: bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def commit(self, message: str) -> str:
        git(self.folder, "add", "-A")
        git(self.folder, "commit", "-q", "-m", message)
        return git(self.folder, "rev-parse", "HEAD").stdout.strip()

    def update(self) -> None:
        git(self.folder, "fetch", "-q", "origin")
        git(self.folder, "checkout", "-q", "-B", "main", "origin/main")

    def push(self, ref: str, at: str = "") -> subprocess.CompletedProcess[str]:
        """Push what is checked out; the moment stands in for the server's clock."""
        env = {
            "TAIZHANG": warm.command(),
            "TAIZHANG_ACTOR": self.actor,
            **({"TAIZHANG_AT": at} if at else {}),
        }
        return git(
            self.folder, "push", "-q", "origin", f"HEAD:refs/heads/{ref}", check=False, **env
        )
