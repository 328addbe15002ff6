"""The shells that a forge runs: real git on loopback, and a forge that takes notes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
import yaml

from tests import warm
from tests.journeys.test_command_line import root
from tests.merging.repository import git
from tests.place import PROJECT

__all__ = ["root"]

CI = PROJECT / "deploy" / "ci"


class Forge(BaseHTTPRequestHandler):
    """Answers like a forge of either family, and remembers what it was asked."""

    heard: ClassVar[list[tuple[str, str, Any]]] = []
    said: ClassVar[list[dict[str, Any]]] = []

    def answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else None
        path = self.path.partition("?")[0]
        if self.command != "GET":
            self.heard.append((self.command, path, body))
        data = json.dumps(self.said if self.command == "GET" else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_PATCH = answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def forge() -> Iterator[str]:
    Forge.heard.clear()
    Forge.said.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Forge) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def tell(words: list[str], text: str, folder: Path, **known: str) -> int:
    file = folder / "said.md"
    file.write_text(text, "utf-8")
    return subprocess.run(
        [sys.executable, str(CI / "forge.py"), *words, str(file)],
        env={"PATH": os.environ["PATH"], **known},
        check=False,
    ).returncode


def test_a_reminder_is_a_new_issue_and_the_last_one_is_closed(forge: str, tmp_path: Path) -> None:
    text = "# 六月第三周\n\n尚缺三份。\n"
    github = {"TOKEN": "t", "GITHUB_API_URL": f"{forge}/api", "GITHUB_REPOSITORY": "city/taizhang"}
    Forge.said.append({"number": 7, "body": "上周 <!-- taizhang-due -->"})
    Forge.said.append({"number": 8, "body": None})
    assert tell(["issue"], text, tmp_path, **github) == 0
    body = "尚缺三份。\n\n<!-- taizhang-due -->\n"
    assert Forge.heard == [
        ("POST", "/api/repos/city/taizhang/issues", {"title": "六月第三周", "body": body}),
        ("PATCH", "/api/repos/city/taizhang/issues/7", {"state": "closed"}),
    ]
    Forge.heard.clear()
    Forge.said[:] = [{"iid": 3, "description": "上周 <!-- taizhang-due -->"}]
    gitlab = {"GITLAB_CI": "1", "TAIZHANG_TOKEN": "t", "CI_API_V4_URL": forge, "CI_PROJECT_ID": "5"}
    assert tell(["issue"], text, tmp_path, **gitlab) == 0
    assert Forge.heard == [
        ("POST", "/projects/5/issues", {"title": "六月第三周", "description": body}),
        ("PUT", "/projects/5/issues/3", {"state_event": "close"}),
    ]


def test_a_review_replaces_the_one_before(forge: str, tmp_path: Path) -> None:
    github = {"TOKEN": "t", "GITHUB_API_URL": forge, "GITHUB_REPOSITORY": "a/b", "NUMBER": "4"}
    assert tell(["comment"], "<!-- taizhang-review -->一", tmp_path, **github) == 0
    Forge.said.append({"id": 9, "body": "<!-- taizhang-review -->一"})
    assert tell(["comment"], "<!-- taizhang-review -->二", tmp_path, **github) == 0
    assert [(how, path) for how, path, _ in Forge.heard] == [
        ("POST", "/repos/a/b/issues/4/comments"),
        ("PATCH", "/repos/a/b/issues/comments/9"),
    ]
    assert tell(["comment"], "无令牌", tmp_path, GITHUB_API_URL=forge, GITHUB_REPOSITORY="a/b") == 1


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
    assert git(server, "show", "pages:latest").stdout == "2023-07-r2"


def test_the_files_for_forges_are_sound_and_call_what_is_there() -> None:
    every = [*sorted((PROJECT / ".github" / "workflows").glob("*.yml")), PROJECT / ".gitlab-ci.yml"]
    for file in every:
        text = file.read_text("utf-8")
        assert yaml.safe_load(text)
        for path in re.findall(r"deploy/[a-z/]+\.(?:sh|py)", text):
            assert (PROJECT / path).exists(), (file.name, path)
        assert "uses:" not in "\n".join(
            line for line in text.splitlines() if not line.lstrip().startswith("#")
        )
