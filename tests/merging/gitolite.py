"""A gitolite of this machine in a folder of its own, spoken to as by ssh, without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import warm
from tests.conftest import go_without
from tests.merging.repository import Clone, git
from tests.warm import taizhang

SHELL = Path("/usr/share/gitolite3/gitolite-shell")
REPOSITORY = "taizhang"
SSH = """#!/bin/sh
# What sshd does with a key of {user}: the command that was asked for, and what the client sent along.
for command; do :; done
exec env -i PATH="$PATH" HOME={home} USER=git SSH_CONNECTION='192.0.2.7 1 192.0.2.1 22' \\
    ${{SENT:+"$SENT"}} SSH_ORIGINAL_COMMAND="$command" {shell} {user}
"""


@dataclass(frozen=True, slots=True)
class Gitolite:
    """The home of the user that gitolite runs as; the file ``clock`` stands in for the server's."""

    home: Path

    @classmethod
    def made(cls, home: Path, *accounts: str) -> Gitolite:
        """One with a repository to which every account may write."""
        if shutil.which("gitolite") is None or not SHELL.exists():
            go_without("本机没有 gitolite3，它的测试未运行")
        home.mkdir()
        made = cls(home)
        made._run("gitolite", "setup", "-a", "admin")
        git(home, "config", "--file", str(home / ".gitconfig"), "init.defaultBranch", "main")
        admin = made.clone(home.parent / "gitolite-admin", "admin", "gitolite-admin")
        admin.write(
            "conf/gitolite.conf",
            "repo gitolite-admin\n    RW+ = admin\n"
            f"repo {REPOSITORY}\n    - refs/heads/nangang/locked = @all\n"
            f"    RW+ = {' '.join(accounts)}\n".encode(),
        )
        admin.commit("台账的仓库")
        done = made.push(admin, "HEAD:refs/heads/master", user="admin")
        assert done.returncode == 0, done.stderr
        return made

    @property
    def repository(self) -> Path:
        return self.home / "repositories" / f"{REPOSITORY}.git"

    def _run(self, *words: str) -> None:
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(self.home), "USER": "git"}
        subprocess.run(words, cwd=self.home, env=surroundings, check=True, capture_output=True)

    def install(self, target: Path) -> subprocess.CompletedProcess[str]:
        """Have our installer put the hooks there, with a program whose clock a test sets."""
        program = self.home / "taizhang"
        clock = self.home / "clock"
        text = f'#!/bin/sh\n[ "$1" = --version ] || set -- "$@" --at "$(cat {clock})"\n'
        program.write_text(f'{text}exec {warm.command()} "$@"\n', "utf-8")
        program.chmod(0o755)
        return taizhang("install-hooks", str(target), "--command", str(program))

    def at(self, moment: str) -> None:
        (self.home / "clock").write_text(moment, "utf-8")

    def ssh(self, user: str) -> dict[str, Any]:
        """What has git speak to gitolite as a user's ssh would."""
        script = self.home.parent / f"ssh-{user}"
        script.write_text(SSH.format(user=user, home=self.home, shell=SHELL), "utf-8")
        script.chmod(0o755)
        return {"GIT_SSH": str(script), "GIT_SSH_VARIANT": "simple"}

    def clone(self, folder: Path, user: str, name: str = REPOSITORY) -> Clone:
        git(folder.parent, "clone", "-q", f"git@server:{name}", str(folder), **self.ssh(user))
        git(folder, "config", "user.name", user)
        git(folder, "config", "user.email", f"{user}@example.invalid")
        return Clone(folder, user)

    def push(
        self, clone: Clone, *refs: str, user: str = "", sent: str = ""
    ) -> subprocess.CompletedProcess[str]:
        """Push as a user, perhaps with a variable that the client sends along."""
        surroundings = self.ssh(user or clone.actor) | {"SENT": sent}
        return git(clone.folder, "push", "-q", "origin", *refs, check=False, **surroundings)

    def show(self, path: str, revision: str = "main") -> str:
        return git(self.repository, "show", f"{revision}:{path}").stdout
