"""A machine that runs the pipelines: the steps of the very files, as a forge's runner would run them.

What lies in its folder stays for the next run. The forge is a bare repository on this disk and a server
on loopback; the program is this project, but judges nothing, which takes long, and is put into ``.venv``
by a stand-in for ``make.py``.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

from tests import warm
from tests.deploy.fake import TOKEN, Fake
from tests.factory import harbour
from tests.intake.filings import FILE
from tests.merging.repository import Clone, git
from tests.place import PROJECT

NUMBER = "7"
UNADVERTISED = "[protocol]\nversion = 0\n"
"""A server that gives nothing but what its refs hold."""

PROGRAM = """#!/bin/sh
case $1 in register) ;; *) env | grep -E '^(TAIZHANG_)?TOKEN=.' >>"$HOME/leaks" || true ;; esac
[ "$1" != review ] || set -- "$@" --no-judge
exec {command} "$@"
"""
PREPARE = """
import os
from pathlib import Path
with open(Path.home() / "leaks", "a") as leaks:
    for file in [*Path(".git").rglob("config"), *Path(".git").rglob("credentials")]:
        leaks.write(file.read_text() if {token!r} in file.read_text() else "")
    leaks.writelines(name for name, value in os.environ.items() if {token!r} in value)
command = Path(".venv/bin/taizhang")
command.parent.mkdir(parents=True, exist_ok=True)
command.write_text({program!r})
command.chmod(0o755)
"""


@dataclass(frozen=True, slots=True)
class Event:
    """What a forge tells a job: a push to the request, when it came, and of whom."""

    commit: str
    at: str
    base: str = "main"
    author: str = "beigang"
    sender: str = "beigang"


@dataclass(frozen=True, slots=True)
class Ended:
    """The first code that was not 0, what was printed, and what was said on the forge."""

    code: int
    told: str
    comments: str


@dataclass(slots=True)
class Machine:
    """A runner of an office's own: its folder is there the next time too."""

    folder: Path
    settings: str = ""
    leaks: str = ""

    @property
    def work(self) -> Path:
        return self.folder / "work"

    def shell(self, script: str, known: Mapping[str, str]) -> tuple[int, str]:
        """Run a script as the plainest of runners does."""
        self.work.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitconfig").write_text(f"[core]\nabbrev = 8\n{self.settings}", "utf-8")
        done = subprocess.run(
            ["sh", "-e", "-c", script],
            cwd=self.work,
            env={
                "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
                "HOME": str(self.folder),
                **known,
            },
            capture_output=True,
            encoding="utf-8",
        )
        return done.returncode, done.stdout + done.stderr


class Forge(Protocol):
    """A family of forges: where it keeps a request, and how it runs a pipeline."""

    ref: str

    def run(self, machine: Machine, event: Event, server: Path, api: str) -> tuple[int, str]:
        """The pipeline of a request: its first code that was not 0, and what was printed."""


class GitHub:
    """As Gitea and Forgejo do it too."""

    ref = f"refs/pull/{NUMBER}/head"

    def __init__(self, file: str = "filing") -> None:
        text = (PROJECT / ".github" / "workflows" / f"{file}.yml").read_text("utf-8")
        self.file: dict[Any, Any] = yaml.safe_load(text)

    def run(self, machine: Machine, event: Event, server: Path, api: str) -> tuple[int, str]:
        return self.pipeline(machine, self.context(event), server, api)

    def context(self, event: Event) -> dict[str, Any]:
        """What the expressions of a request's pipeline may name."""
        request = {
            "number": NUMBER, "updated_at": event.at, "user": {"login": event.author},
            "head": {"sha": event.commit}, "base": {"ref": event.base},
        }  # fmt: skip
        payload = {"pull_request": request, "sender": {"login": event.sender}}
        return {"github": {"event": payload}}

    def pipeline(
        self, machine: Machine, known: Mapping[str, Any], server: Path, api: str
    ) -> tuple[int, str]:
        """Run the jobs in their order, each on what an earlier one gave."""
        context = {**known, "needs": {}, "github": {"token": TOKEN, **known["github"]}}
        first, told = 0, ""
        for name, job in self.file["jobs"].items():
            if "if" in job and not valued(job["if"], context, machine.work):
                continue
            if "if" not in job and first and "needs" in job:
                continue
            place = {
                "GITHUB_SERVER_URL": f"file://{server.parent}",
                "GITHUB_REPOSITORY": server.stem,
                "GITHUB_API_URL": api,
            }
            code, said, outputs = self.job(machine, job, context, place)
            context["needs"][name] = {"outputs": outputs}
            first, told = first or code, told + said
        return first, told

    def job(
        self, machine: Machine, job: dict[str, Any], context: dict[str, Any], place: dict[str, str]
    ) -> tuple[int, str, dict[str, str]]:
        code, told, steps = 0, "", {}
        for step in job["steps"]:
            if code and not ("if" in step and valued(step["if"], context, machine.work)):
                continue
            output = machine.folder / "output"
            machine.folder.mkdir(parents=True, exist_ok=True)
            output.write_text("", "utf-8")
            words = {**self.file.get("env", {}), **job.get("env", {}), **step.get("env", {})}
            filled = {name: filled_in(text, context, machine.work) for name, text in words.items()}
            ended, said = machine.shell(
                step["run"], {**place, **filled, "GITHUB_OUTPUT": str(output)}
            )
            code, told = code or ended, told + said
            given = dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
            steps[step.get("id", "")] = {"outputs": given}
        own = {**context, "steps": steps}
        outputs = {
            name: filled_in(text, own, machine.work)
            for name, text in job.get("outputs", {}).items()
        }
        return code, told, outputs


class GitLab:
    """A pipeline of GitLab on a runner with a shell."""

    ref = f"refs/merge-requests/{NUMBER}/head"

    def __init__(self) -> None:
        self.file = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text("utf-8"))

    def run(self, machine: Machine, event: Event, server: Path, api: str) -> tuple[int, str]:
        known = {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": api,
            "CI_MERGE_REQUEST_PROJECT_URL": f"file://{server.parent / server.stem}",
            "CI_MERGE_REQUEST_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": NUMBER,
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": event.base,
            "CI_PIPELINE_CREATED_AT": event.at,
            "GITLAB_USER_LOGIN": event.sender,
            **self.commits(event, server),
        }
        first, told = self.job(machine, "报送检查", known)
        code, said = self.job(machine, "说明", known)
        first, told = first, told + said
        may_fail = self.file["报送检查"].get("allow_failure", {}).get("exit_codes", [])
        if first in (0, *may_fail):
            logged, said = self.job(machine, "登记收到时间", known)
            first, told = first or logged, told + said
        return first or code, told

    def commits(self, event: Event, server: Path) -> dict[str, str]:
        return {"CI_COMMIT_SHA": event.commit}

    def job(self, machine: Machine, name: str, known: Mapping[str, str]) -> tuple[int, str]:
        """A job with what it extends; a variable may name those that the forge gives."""
        job: dict[str, Any] = {}
        chain = [self.file[name]]
        while "extends" in chain[0]:
            chain.insert(0, self.file[chain[0]["extends"]])
        for each in chain:
            job = {
                **job,
                **each,
                "variables": {**job.get("variables", {}), **each.get("variables", {})},
            }
        given = {**known, "CI_JOB_TOKEN": TOKEN, "CI_PROJECT_DIR": str(machine.work)}
        if job.get("environment", {}).get("name") == "taizhang":
            given["TAIZHANG_TOKEN"] = TOKEN

        def named(found: re.Match[str]) -> str:
            return "$" if found[0] == "$$" else given.get(found[1], "")

        own = {key: re.sub(r"\$\$|\$(\w+)", named, text) for key, text in job["variables"].items()}
        return machine.shell("\n".join([*job["before_script"], *job["script"]]), {**given, **own})


class MergedResults(GitLab):
    """GitLab where a pipeline runs on the result of merging, which nobody sent."""

    def commits(self, event: Event, server: Path) -> dict[str, str]:
        merged = git(server, "rev-parse", "main").stdout.strip()
        return {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": event.commit, "CI_COMMIT_SHA": merged}


@dataclass(slots=True)
class Request:
    """A request of Beigang to the repository of the harbour city."""

    folder: Path
    forge: Forge
    fake: Fake
    clerk: Clone = field(init=False)
    runs: int = 0

    def __post_init__(self) -> None:
        git(self.folder, "init", "-q", "--bare", "-b", "main", str(self.server))
        root = harbour(self.folder, filings=False).root
        shutil.copy(PROJECT / ".gitattributes", root)
        program = PROGRAM.format(token=TOKEN, command=warm.command())
        (root / "make.py").write_text(PREPARE.format(token=TOKEN, program=program), "utf-8")
        shutil.copytree(PROJECT / "deploy" / "ci", root / "deploy" / "ci")
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

    def run(self, event: Event, machine: Machine | None = None, settings: str = "") -> Ended:
        """The pipeline of an event, now, on a machine, by itself on one that is new."""
        self.runs += 1
        machine = machine or Machine(self.folder / f"run-{self.runs}", settings)
        before = len(self.fake.heard)
        code, told = self.forge.run(machine, event, self.server, self.fake.address)
        leaks = machine.folder / "leaks"
        machine.leaks = leaks.read_text("utf-8") if leaks.exists() else "nothing was run"
        return Ended(code, told, "".join(self.fake.heard[before:]))

    def log(self) -> list[tuple[str, str, str]]:
        """Time, version and commit of every line of the log."""
        done = git(self.server, "show", "main:receipts/log.csv", check=False)
        rows = [line.split(",") for line in done.stdout.splitlines()[1:]]
        return [(row[0], row[4], row[5]) for row in rows]


def filled_in(text: Any, context: Mapping[str, Any], folder: Path) -> str:
    """A text with its ``${{ }}`` filled in."""
    return re.sub(
        r"\$\{\{(.*?)\}\}", lambda found: shown(valued(found[1], context, folder)), str(text)
    )


def shown(value: Any) -> str:
    return "" if value is None else str(value)


def valued(expression: str, context: Mapping[str, Any], folder: Path) -> Any:
    """What an expression of a workflow is worth: as much of their language as is used here."""
    text = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", expression.strip()).strip()
    for word in ("||", "&&"):
        parts = text.split(f" {word} ")
        if len(parts) > 1:
            value = None
            for part in parts:
                value = valued(part, context, folder)
                if bool(value) is (word == "||"):
                    break
            return value
    if found := re.fullmatch(r"(.*) (==|!=) (.*)", text):
        left, right = (shown(valued(found[each], context, folder)) for each in (1, 3))
        return (left == right) is (found[2] == "==")
    if text.startswith("!"):
        return not valued(text[1:], context, folder)
    if found := re.fullmatch(r"'(.*)'", text):
        return found[1]
    if found := re.fullmatch(r"hashFiles\('(.*)'\)", text):
        return "hash" if (folder / found[1]).exists() else ""
    if text == "cancelled()":
        return False
    there: Any = context
    for name in text.split("."):
        there = there.get(name) if isinstance(there, Mapping) else None
    return there
