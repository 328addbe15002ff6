"""A filing's time is that of its own event: the CI files run as a forge runs them, late and again.

The scripts are taken out of the files and run by bash, against a bare repository on this disk. Its
program is this project, but judges nothing, which takes long; preparing an environment and speaking to
the forge are stood in for.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

from generator.receipts import blob_id
from tests import warm
from tests.factory import harbour, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.merging.repository import Clone, git
from tests.place import PROJECT

STUB = sheet(OUTLETS, OUTLET)
FULL = sheet(OUTLETS, OUTLET, OUTLET.replace("PK001", "PK002"))
FAULTY = sheet(OUTLETS, OUTLET.replace("PK001", "PK1"))
IN_TIME, TOO_LATE = "2027-04-09T08:30:00Z", "2027-04-09T16:30:00Z"
"""The forge's time is UTC; at the office it is 16:30 of the last day, and half past midnight."""

HERE = {IN_TIME: "2027-04-09T16:30:00+08:00", TOO_LATE: "2027-04-10T00:30:00+08:00"}
NUMBER = "7"
UNADVERTISED = {"GIT_CONFIG_KEY_0": "protocol.version", "GIT_CONFIG_VALUE_0": "0"}
"""A server that gives nothing but what its refs hold."""

PROGRAM = """#!/bin/sh
[ "$1" != review ] || set -- "$@" --no-judge
exec {} "$@"
"""
PREPARE = """
from pathlib import Path
command = Path(".venv/bin/taizhang")
command.parent.mkdir(parents=True, exist_ok=True)
command.write_text({!r})
command.chmod(0o755)
"""
SPEAK = 'import os, sys\nopen(os.environ["SAID"], "a").write(open(sys.argv[2]).read())\n'


@dataclass(frozen=True, slots=True)
class Event:
    """What a forge tells a job: a push to the request, and when it came."""

    commit: str
    at: str


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    told: str
    comments: str


class Forge(Protocol):
    """A family of forges: where it keeps a request, and how it runs a job."""

    ref: str

    def steps(self, event: Event) -> Iterator[tuple[str, bool]]:
        """Each script of the job, and whether it runs in spite of a failure."""

    def environment(self, event: Event, server: Path) -> dict[str, str]:
        """What the job finds in its environment."""


class GitHub:
    """As Gitea and Forgejo do it too."""

    ref = f"refs/pull/{NUMBER}/head"

    def __init__(self) -> None:
        text = (PROJECT / ".github" / "workflows" / "filing.yml").read_text("utf-8")
        self.file: dict[Any, Any] = yaml.safe_load(text)
        self.job = self.file["jobs"]["filing"]

    def steps(self, event: Event) -> Iterator[tuple[str, bool]]:
        for step in self.job["steps"]:
            yield step["run"], step.get("if", "").startswith("always()")

    def environment(self, event: Event, server: Path) -> dict[str, str]:
        own = {name: self.filled(value, event) for name, value in self.job["env"].items()}
        return {
            **own,
            "GITHUB_SERVER_URL": f"file://{server.parent}",
            "GITHUB_REPOSITORY": server.stem,
        }

    def filled(self, text: str, event: Event) -> str:
        """A text with its ``${{ }}`` filled in from the event."""
        request = {
            "number": NUMBER, "updated_at": event.at, "user": {"login": "beigang"},
            "head": {"sha": event.commit}, "base": {"ref": "main"},
        }  # fmt: skip
        payload = {"pull_request": request, "sender": {"login": "beigang"}}
        known: dict[str, Any] = {"github": {"token": "t", "event": payload}}

        def value(found: re.Match[str]) -> str:
            there: Any = known
            for name in found[1].split("."):
                there = there[name]
            return str(there)

        return re.sub(r"\$\{\{ ([\w.]+) \}\}", value, text)


class GitLab:
    ref = f"refs/merge-requests/{NUMBER}/head"

    def __init__(self) -> None:
        file = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text("utf-8"))
        self.script: list[str] = file["报送检查"]["script"]

    def steps(self, event: Event) -> Iterator[tuple[str, bool]]:
        yield "\n".join(self.script), False

    def environment(self, event: Event, server: Path) -> dict[str, str]:
        return {
            "CI_REPOSITORY_URL": f"file://{server}",
            "CI_COMMIT_SHA": event.commit,
            "CI_PIPELINE_CREATED_AT": event.at,
            "CI_MERGE_REQUEST_IID": NUMBER,
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "GITLAB_USER_LOGIN": "beigang",
            "TAIZHANG_TOKEN": "t",
            "CI_SERVER_PROTOCOL": "http",
            "CI_SERVER_HOST": "forge.example",
            "CI_SERVER_PORT": "80",
            "CI_PROJECT_PATH": server.stem,
        }


class MergedResults(GitLab):
    """GitLab where a pipeline runs on the result of merging, which nobody sent."""

    def environment(self, event: Event, server: Path) -> dict[str, str]:
        known = super().environment(event, server)
        known["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = event.commit
        known["CI_COMMIT_SHA"] = git(server, "rev-parse", "main").stdout.strip()
        return known


@dataclass(slots=True)
class Request:
    """A request of Beigang to the repository of the harbour city."""

    folder: Path
    forge: Forge
    clerk: Clone = field(init=False)
    runs: int = 0

    def __post_init__(self) -> None:
        git(self.folder, "init", "-q", "--bare", "-b", "main", str(self.server))
        root = harbour(self.folder, filings=False).root
        shutil.copy(PROJECT / ".gitattributes", root)
        program = PROGRAM.format(warm.command())
        (root / "make.py").write_text(PREPARE.format(program), "utf-8")
        (root / "deploy" / "ci").mkdir(parents=True)
        for name in ("prepare.sh", "record.sh"):
            shutil.copy(PROJECT / "deploy" / "ci" / name, root / "deploy" / "ci")
        (root / "deploy" / "ci" / "forge.py").write_text(SPEAK, "utf-8")
        git(root, "init", "-q", "-b", "main")
        self.clerk = Clone(root, "beigang")
        for name, value in {"name": "x", "email": "x@example.invalid"}.items():
            git(root, "config", f"user.{name}", value)
        self.clerk.commit("起点")
        git(root, "remote", "add", "origin", f"file://{self.server}")
        git(root, "push", "-q", "origin", "main")

    @property
    def server(self) -> Path:
        return self.folder / "city.git"

    def push(self, data: bytes, at: str, *, force: bool = False) -> Event:
        """Send a file; by force it takes the place of all that was sent before."""
        if force:
            git(self.clerk.folder, "reset", "-q", "--hard", "origin/main")
        self.clerk.write(FILE, data)
        commit = self.clerk.commit(f"报送 {at}")
        git(self.clerk.folder, "push", "-q", "-f", "origin", f"HEAD:{self.forge.ref}")
        return Event(commit, at)

    def run(self, event: Event, **known: str) -> Ended:
        """The job of an event, now, on a machine that is new."""
        self.runs += 1
        place = self.folder / f"run-{self.runs}"
        (place / "work").mkdir(parents=True)
        said = place / "said"
        environment = {
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(place),
            "SAID": str(said),
            "GIT_CONFIG_COUNT": "2",
            "GIT_CONFIG_KEY_0": "core.abbrev",
            "GIT_CONFIG_VALUE_0": "8",
            "GIT_CONFIG_KEY_1": f"url.file://{self.server}.insteadOf",
            "GIT_CONFIG_VALUE_1": "http://oauth2:t@forge.example:80/city.git",
            **self.forge.environment(event, self.server),
            **known,
        }
        code, told = 0, ""
        for script, anyway in self.forge.steps(event):
            if code and not (anyway and (place / "work" / "review.md").exists()):
                continue
            done = subprocess.run(
                ["bash", "-eo", "pipefail", "-c", script],
                cwd=place / "work",
                env=environment,
                capture_output=True,
                encoding="utf-8",
            )
            code, told = code or done.returncode, told + done.stdout + done.stderr
        return Ended(code, told, said.read_text("utf-8") if said.exists() else "")

    def log(self) -> list[tuple[str, str, str]]:
        """Time, version and commit of every line of the log."""
        done = git(self.server, "show", "main:receipts/log.csv", check=False)
        rows = [line.split(",") for line in done.stdout.splitlines()[1:]]
        return [(row[0], row[4], row[5]) for row in rows]


BOTH = pytest.mark.parametrize("forge", [GitHub, GitLab])


def line(event: Event, data: bytes) -> tuple[str, str, str]:
    return HERE[event.at], blob_id(data), event.commit


@BOTH
def test_a_job_that_runs_late_or_again_logs_what_its_own_event_brought(
    forge: type[Forge], tmp_path: Path
) -> None:
    """A stub is sent in time and its job waits; the file itself comes after the deadline."""
    request = Request(tmp_path, forge())
    stub = request.push(STUB, IN_TIME)
    full = request.push(FULL, TOO_LATE)
    first = request.run(stub, **UNADVERTISED)
    assert first.code == 0, first.told
    assert request.log() == [line(stub, STUB)]
    assert "2027-04-09 16:30 收到 北港园区 2027-03 “outlets”" in first.told
    second = request.run(full, **UNADVERTISED)
    assert second.code == 0, second.told
    assert request.log() == [line(stub, STUB), line(full, FULL)]
    assert "2027-04-10 00:30 收到" in second.told
    again = request.run(stub, **UNADVERTISED)
    assert again.code == 0, again.told
    assert "没有新的报送需要登记" in again.told
    assert request.log() == [line(stub, STUB), line(full, FULL)]
    # The one comment on the request is on what stands there.
    assert (first.comments, again.comments) == ("", "")
    assert "迟报 1 天" in second.comments


@BOTH
def test_a_stub_that_does_not_pass_lends_its_time_to_nothing(
    forge: type[Forge], tmp_path: Path
) -> None:
    request = Request(tmp_path, forge())
    stub = request.push(FAULTY, IN_TIME)
    request.push(FULL, TOO_LATE)
    ended = request.run(stub)
    assert ended.code == 1
    assert "E223" in ended.told
    assert request.log() == []


@pytest.mark.parametrize("forge", [GitHub, MergedResults])
def test_what_was_replaced_by_force_is_logged_if_the_server_still_has_it(
    forge: type[Forge], tmp_path: Path
) -> None:
    request = Request(tmp_path, forge())
    stub = request.push(STUB, IN_TIME)
    request.push(FULL, TOO_LATE, force=True)
    refused = request.run(stub, **UNADVERTISED)
    assert refused.code == 1
    assert f"取不到送来的提交 {stub.commit}" in refused.told
    assert request.log() == []
    given = request.run(stub)
    assert given.code == 0, given.told
    assert request.log() == [line(stub, STUB)]
    other = request.push(FAULTY, IN_TIME, force=True)
    request.push(FULL, TOO_LATE, force=True)
    git(request.server, "gc", "-q", "--prune=now")
    gone = request.run(other)
    assert gone.code == 1
    assert f"取不到送来的提交 {other.commit}" in gone.told
    assert request.log() == [line(stub, STUB)]


def test_no_event_waits_in_the_queue_of_another() -> None:
    """Whoever waits in a queue is cancelled by the next one, and its time with it."""
    forge = GitHub()
    queue = forge.file["concurrency"]
    assert queue["cancel-in-progress"] is False
    events = [Event("a" * 40, IN_TIME), Event("b" * 40, IN_TIME), Event("a" * 40, TOO_LATE)]
    assert len({forge.filled(queue["group"], event) for event in events}) == 3


def test_values_of_an_event_are_never_part_of_a_script() -> None:
    assert not [script for script, _ in GitHub().steps(Event("", "")) if "${{" in script]


@pytest.mark.parametrize(
    "head", ["main", "refs/pull/7/head", "HEAD", "abc1234", "a" * 39, "a" * 41, "g" * 40, ""]
)
def test_a_time_is_logged_for_a_commit_and_for_nothing_that_moves(
    head: str, tmp_path: Path
) -> None:
    record = PROJECT / "deploy" / "ci" / "record.sh"
    done = subprocess.run(
        [str(record), head, "main", IN_TIME], cwd=tmp_path, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert f"不能写“{head}”" in done.stderr
