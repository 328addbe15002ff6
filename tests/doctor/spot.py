"""An office as it should be, with a server or a forge, to be spoilt in one thing at a time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from generator import __version__
from generator.calendar import SHANGHAI
from generator.doctor import Asked
from generator.doctor.finding import Finding, State
from generator.doctor.machine import Machine
from generator.drafting import around
from generator.merging.push import installing, servers
from generator.releases.manifest import Manifest, Tool
from tests.factory import City, harbour
from tests.loopback import Quiet
from tests.merging.repository import git

NOW = datetime(2027, 5, 6, 10, 0, tzinfo=SHANGHAI)
COMMITTED = "2027-04-06T09:00:00+08:00"
LOG = (
    "收到时间,月份,单位,报表,版本标识,提交,登记,说明\n"
    f"2027-04-05T10:00:00+08:00,2027-03,beigang,outlets,{'a' * 40},,系统,\n"
)
PATH = "/usr/local/bin:/usr/bin:/bin"


MACHINE = Machine(
    filesystem="utf-8",
    offset=8 * 3600,
    code_page=None,
    python=(3, 11),
    free=lambda _: 10**11,
    inodes=lambda _: 10**7,
    kind=lambda _: "ext4",
    shut=lambda _: None,
    installed={},
    long_paths=None,
)


@dataclass
class Spot:
    """What is spoilt: the files of a clone and its server, what a forge answers, settings, the machine."""

    folder: Path
    answers: dict[str, Any] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)
    folders: list[Path] = field(default_factory=list)
    pages: str | None = None
    now: datetime = NOW
    machine: Machine = field(default_factory=lambda: MACHINE)

    @property
    def root(self) -> Path:
        return self.folder / "harbour"

    @property
    def server(self) -> Path:
        return self.folder / "server.git"

    @property
    def city(self) -> City:
        return City(self.root)

    @property
    def asked(self) -> Asked:
        return Asked(
            self.root,
            "origin",
            tuple(self.folders),
            self.pages,
            self.environ,
            self.now,
            self.machine,
        )

    def git(self, *words: str, at: str = COMMITTED) -> str:
        return git(self.root, *words, GIT_COMMITTER_DATE=at, GIT_AUTHOR_DATE=at).stdout.strip()

    def commit(self, at: str = COMMITTED) -> None:
        """Commit what lies there, and have it on the server's main branch."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "改", at=at)
        self.branch("main")
        self.git("update-ref", "refs/remotes/origin/main", "HEAD")

    def branch(self, name: str) -> None:
        """Have a branch of what is checked out on the server, past its hooks."""
        git(self.server, "fetch", "-q", str(self.root), f"+HEAD:refs/heads/{name}")

    def edited(self, path: str, old: str, new: str) -> None:
        self.city.edit(path, old, new)
        self.commit()

    def on(self, **changed: Any) -> None:
        """Another machine."""
        self.machine = replace(self.machine, **changed)

    def published(self) -> Path:
        """A folder with two versions as they stand beside each other, made of their manifests alone."""
        place = self.folder / "published"
        for name in ("2027-03", "current"):
            (place / name).mkdir(parents=True)
            (place / name / "manifest.json").write_bytes(MANIFEST)
        told = [{"version": name} for name in ("current", "2027-03")]
        (place / "versions.json").write_text(json.dumps(told), "utf-8")
        (place / "latest").symlink_to("2027-03")
        (place / "index.html").touch()
        self.folders.append(place)
        return place


MANIFEST = Manifest(
    version="2027-03",
    title="2027年3月",
    reason="",
    edition="public",
    commit="a" * 40,
    as_of=NOW.date(),
    previous=None,
    tool=Tool("1", "b" * 64, "3.11", {}),
    digest="c" * 64,
    inputs={},
).as_bytes()


def opened(folder: Path) -> None:
    """A clone of the harbour city whose remote is a bare repository beside it, with our hooks."""
    city = harbour(folder)
    later = city.root / "submissions" / "2027-06"
    shutil.rmtree(later)
    for unit in ("haishi", "shengtai", "xidao"):
        city.edit("units.yaml", f"  - id: {unit}\n", f"  - id: {unit}\n    accounts: [{unit}]\n")
    for path, file in around.files().items():
        if path != ".gitignore":
            city.write(path, file.read_bytes())
    city.write("receipts/log.csv", LOG)
    git(folder, "init", "-q", "--template=", "--bare", "-b", "main", "server.git")
    git(city.root, "init", "-q", "--template=", "-b", "main")
    for name, value in (("name", "王办"), ("email", "office@city.example")):
        git(city.root, "config", f"user.{name}", value)
    git(city.root, "remote", "add", "origin", "../server.git")
    spot = Spot(folder)
    spot.commit()
    command = folder / "taizhang"
    # As the program does: an account is no option of its own, but of what the hooks call.
    command.write_text(f'#!/bin/sh\n[ "$2" != --account ] && echo {__version__}\n', "utf-8")
    command.chmod(0o755)
    place = servers.place(spot.server)
    assert place is not None
    installing.install(place, '"${TAIZHANG}"', "REMOTE_USER", chain=False)


def copied(made: Path, folder: Path) -> Spot:
    """One to spoil, in a folder that is not there yet."""
    shutil.copytree(made, folder, symlinks=True)
    return standing(folder)


def standing(folder: Path) -> Spot:
    """One whose files nobody may touch: settings, machine and answers can be spoilt."""
    spot = Spot(folder)
    spot.environ = {
        "PATH": PATH,
        "HOME": str(folder),
        "TAIZHANG": str(folder / "taizhang"),
    }
    return spot


class Fake(Quiet):
    """A forge's interface: an answer for a path, as data or as a status with data."""

    answers: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[tuple[str, str]]] = []
    date: ClassVar[str] = ""

    def do_GET(self) -> None:  # noqa: N802
        self.asked.append((self.path, self.headers.get("Authorization", "")))
        path = self.path.partition("?")[0]
        found = self.answers.get(path, (404, {"message": "Not Found"}))
        status, data, *more = found if isinstance(found, tuple) else (200, found)
        if (
            "page=" in self.path
            and "page=1" not in self.path.split("&")[-1]
            and isinstance(data, list)
        ):
            data = []
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response_only(status)
        for name, value in (*(more[0].items() if more else ()), ("Date", self.date)):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def spoilt(answers: dict[str, Any], spoil: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Answers in which one thing is otherwise."""
    own = deepcopy(answers)
    spoil(own)
    return own


def bad(findings: tuple[Finding, ...]) -> str:
    """What is complained of, in one text."""
    return "\n".join(
        f"{each.said} {each.to_do}" for each in findings if each.state in (State.WRONG, State.HEED)
    )
