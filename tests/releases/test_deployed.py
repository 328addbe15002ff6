"""The shell that publishes: real git, and a server that two machines push to."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests import warm
from tests.journeys.test_command_line import root
from tests.merging.repository import git
from tests.place import PROJECT

__all__ = ["root"]

CI = PROJECT / "deploy" / "ci"


def test_a_month_is_published_to_the_branch_of_the_server(root: Path, tmp_path: Path) -> None:
    """Two machines with clones of their own, one after the other."""
    author = ("-c", "user.name=甲", "-c", "user.email=a@city.example")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, *author, "commit", "-qm", "报送")
    server = tmp_path / "server.git"
    git(tmp_path, "clone", "-q", "--bare", str(root), str(server))
    taizhang = tmp_path / "taizhang"
    taizhang.write_text(f'#!/bin/sh\nexec {warm.command()} "$@"\n')
    taizhang.chmod(0o755)
    for machine, words in (("one", ["2023-07"]), ("two", ["2023-07", "再发"])):
        clone = tmp_path / machine
        git(tmp_path, "clone", "-q", str(server), str(clone))
        if machine == "two":
            filing = clone / "submissions" / "2023-07" / "east" / "funds.csv"
            filing.write_text(filing.read_text("utf-8").replace("4600", "5600"), "utf-8")
            git(clone, *author, "commit", "-aqm", "改")
        done = subprocess.run(
            [str(CI / "publish.sh"), *words],
            cwd=clone,
            env={**os.environ, "TAIZHANG": str(taizhang)},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
    listed = git(server, "ls-tree", "--name-only", "pages").stdout.split()
    assert {"2023-07", "2023-07-r2", "latest", "versions.json"} <= set(listed)
    assert "url=../2023-07-r2/index.html" in git(server, "show", "pages:latest/index.html").stdout
