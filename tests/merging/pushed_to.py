"""A bare repository to push to, made once, and the commits that pushes are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from generator.merging.push import refs, settings
from generator.merging.push.pusher import Pusher
from generator.merging.push.refs import Standing, Update
from generator.problems import Problem
from tests.factory import declared_harbour, harbour, sheet
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.merging.repository import Clone, git
from tests.once import made_once

NOON = datetime.fromisoformat("2027-04-01T12:00:00+08:00")
NUMBER = "11010519491231002X"
GOOD, NEXT, OLD, NONE = "good", "next", "old", ""
"""A sound filing of Beigang's upon main, a commit upon that, main before its last commit, nothing."""

STANDING = {
    "refs/heads/main": "main", "refs/heads/beigang/q1": GOOD, "refs/heads/nangang/q1": "theirs",
    "refs/heads/patch-1": "theirs", "refs/heads/patch-2": GOOD, "refs/heads/pages": "main",
    "refs/heads/receipts": "main", "refs/heads/2027年": "theirs", "refs/heads/odd name": GOOD,
    "refs/pull/7/head": "theirs", "refs/tags/public/2027-03": "tag", "refs/tags/plan": "main",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A bare repository, the commits that pushes are made of, and what stands in it."""

    root: Path
    ids: Mapping[str, str]

    @property
    def standing(self) -> Standing:
        there = {ref: self.ids[name] for ref, name in STANDING.items()}
        setup = settings.Settings("main", "pages", "receipts", "")
        return Standing(self.root, there, setup, declared_harbour())

    def refused(self, who: Pusher, *updates: tuple[str, str, str]) -> dict[str, list[Problem]]:
        told = [
            Update(self.ids.get(old, ""), self.ids.get(new, ""), ref) for old, new, ref in updates
        ]
        return refs.refused(told, who, self.standing)


def made(factory: pytest.TempPathFactory) -> Place:
    """Nobody may change it."""

    def make(folder: Path) -> None:
        city = harbour(folder, filings=False).root
        clone = Clone(city, "office")
        git(city, "init", "-q", "-b", "main")
        git(city, "config", "user.name", "office")
        git(city, "config", "user.email", "office@example.invalid")
        clone.commit("起点")
        git(city, "tag", "-a", "-m", "第一版", "tag")
        git(city, "tag", "-a", "-m", "又一版", "twice", "tag")
        git(city, "tag", "-a", "-m", f"经手人电话{NUMBER}", "private")
        git(city, "tag", OLD)
        clone.write("README.md", "说明\n".encode())
        clone.commit("说明")
        for name, path in ((GOOD, FILE), ("theirs", FILE.replace("beigang", "nangang"))):
            git(city, "checkout", "-q", "-B", name, "main")
            clone.write(path, sheet(OUTLETS, OUTLET))
            clone.commit("报送")
        git(city, "checkout", "-q", "-B", NEXT, GOOD)
        clone.write(FILE, sheet(OUTLETS, OUTLET, OUTLET.replace("PK001", "PK002")))
        clone.commit("更正")
        git(folder, "clone", "-q", "--mirror", str(city), "bare.git")

    root = made_once(factory, "pushed-to", make) / "bare.git"
    told = git(root, "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)").stdout
    ids = dict(line.rsplit(" ", 1) for line in told.splitlines())
    blob = git(root, "rev-parse", "main:units.yaml").stdout.strip()
    return Place(root, {**ids, "blob": blob})
