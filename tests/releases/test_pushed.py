"""The branch of the site as a server lets it in: what publishing made, and nothing that somebody laid there."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Problem
from generator.releases import pushed
from tests.merging.repository import git
from tests.releases.office import in_spring

NAME = "2027-03"


@dataclass(frozen=True, slots=True)
class Site:
    """A branch of versions, to be spoilt file by file."""

    root: Path
    tip: str

    def with_(self, change: str, *words: str, data: str = "x") -> str:
        """A commit upon the tip in whose index something was changed."""
        index: dict[str, Any] = {"GIT_INDEX_FILE": str(self.root / ".git" / "spoilt")}
        git(self.root, "read-tree", self.tip, **index)
        blob = subprocess.run(
            ["git", "hash-object", "-w", "--stdin"], cwd=self.root, input=data, text=True,
            capture_output=True, check=True,
        ).stdout.strip()  # fmt: skip
        given = [word.replace("BLOB", blob) for word in words]
        git(self.root, "update-index", change, *given, **index)
        tree = git(self.root, "write-tree", **index).stdout.strip()
        return self.upon(tree, self.tip)

    def upon(self, tree: str, *parents: str) -> str:
        words = [word for parent in parents for word in ("-p", parent)]
        return git(self.root, "commit-tree", tree, *words, "-m", "x").stdout.strip()

    def codes(self, new: str, old: str | None = None) -> list[str]:
        found: list[Problem] = [*pushed(self.root, self.tip if old is None else old, new)]
        assert {problem.code for problem in found} <= {"E438"}
        return sorted(f"{problem.message}｜{problem.file}" for problem in found)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    office = in_spring(tmp_path_factory, tmp_path_factory.mktemp("pushed") / "office")
    for key, value in (("name", "x"), ("email", "x@example.invalid")):
        git(office.root, "config", f"user.{key}", value)
    return Site(office.root, git(office.root, "rev-parse", "pages").stdout.strip())


def test_what_was_published_comes_in(site: Site) -> None:
    assert site.codes(site.tip, "") == []
    alone = site.upon(git(site.root, "rev-parse", f"{site.tip}^{{tree}}").stdout.strip())
    assert site.codes(alone) == [], "what stands stays, though its past is gone"


@pytest.mark.parametrize(
    ("change", "words", "told"),
    [
        ("--add", ["--cacheinfo", "100644,BLOB,brief.csv"], "这个文件不属于发布的版本｜brief.csv"),
        ("--add", ["--cacheinfo", "120000,BLOB,index.html"], "不属于发布的版本｜index.html"),
        ("--add", ["--cacheinfo", "100644,BLOB,x/y"], "不属于发布的版本｜x"),
        ("--add", ["--cacheinfo", "100644,BLOB,latest/x.html"], "不属于发布的版本｜latest"),
        ("--add", ["--cacheinfo", f"100644,BLOB,{NAME}/x.html"], f"和清单不一致｜{NAME}/x.html"),
        ("--add", ["--cacheinfo", f"100644,BLOB,{NAME}/index.html"], "已发布的版本不能改动｜" + NAME),
        ("--add", ["--cacheinfo", f"120000,BLOB,{NAME}/index.html"], f"和清单不一致｜{NAME}/index.html"),
        ("--add", ["--cacheinfo", f"100644,BLOB,{NAME}/manifest.json"], "没有读得懂的清单"),
        ("--add", ["--cacheinfo", f"100644,BLOB,{NAME}/withdrawn.json"], f"{NAME}/withdrawn.json"),
        ("--add", ["--cacheinfo", "100644,BLOB,2027-06/x.html"], "没有读得懂的清单｜2027-06"),
        ("--add", ["--cacheinfo", "100644,BLOB,versions.json"], "版本列表和分支上的版本不一致"),
        ("--force-remove", ["versions.json"], "版本列表和分支上的版本不一致"),
        ("--add", ["--cacheinfo", "160000,BLOB,theme"], "不属于发布的版本｜theme"),
    ],
)  # fmt: skip
def test_what_was_laid_there_does_not(site: Site, change: str, words: list[str], told: str) -> None:
    spoilt = site.with_(change, *words)
    assert told in "\n".join(site.codes(spoilt))
    back = site.upon(git(site.root, "rev-parse", f"{site.tip}^{{tree}}").stdout.strip(), spoilt)
    assert site.codes(back), "not for a moment either"


def test_a_version_that_stands_is_not_dropped(site: Site) -> None:
    empty = git(site.root, "hash-object", "-w", "-t", "tree", "/dev/null").stdout.strip()
    assert f"已发布的版本不能删除｜{NAME}" in site.codes(site.upon(empty))
