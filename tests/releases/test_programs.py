"""A version of an earlier program is proven by that program: known by its digest, found, never fetched."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator import flow, look
from generator.flow import Unwatched
from generator.releases import making, manifest
from generator.releases.manifest import Manifest
from generator.releases.proof import again
from generator.releases.proof.again import Again
from generator.releases.proof.seen import InFolder
from tests.factory import City, codes, harbour
from tests.merging.repository import git
from tests.releases.little import version

MAIN = """
import pathlib, sys
where, root = sys.argv[2], sys.argv[4]
pathlib.Path({marker!r}).write_text(where)
assert sys.argv[1] == "verify" and (pathlib.Path(where) / "manifest.json").is_file()
{end}
"""
FINE = "print('属实')"
FALSE = "print('✗ 2027-03/index.html: 与重新生成的不同 [E612]', file=sys.stderr); sys.exit(1)"
BROKEN = "import nothing_of_that_name"


class Root:
    """A city whose repository holds a program of its own, and a version that names it."""

    def __init__(self, folder: Path) -> None:
        self.city: City = harbour(folder, filings=False)
        self.path, self.marker = self.city.root, folder / "ran"
        git(self.path, "init", "-q", "-b", "main")
        self.version = version(folder / "made" / "2027-03", "2027-03")
        self.digest = ""

    def program(self, end: str) -> dict[str, str]:
        return {"__init__.py": "", "__main__.py": MAIN.format(marker=str(self.marker), end=end)}

    def commit(self, end: str = FINE) -> str:
        for path, text in self.program(end).items():
            self.city.write(f"generator/{path}", text)
        self.city.write("json.py", "raise SystemExit('not to be imported')")
        git(self.path, "add", "-A")
        git(self.path, "-c", "user.name=甲", "-c", "user.email=a@x", "commit", "-qm", "x")
        self.digest = making.program_digests(self.path / "generator", self.path)[0]
        return git(self.path, "rev-parse", "HEAD").stdout.strip()

    def wheel(self, name: str, end: str, more: Mapping[str, str] = {}) -> str:
        """A wheel in the wheelhouse; the digest of the program in it."""
        house, laid = self.path / "wheelhouse", self.path.parent / "laid"
        house.mkdir(exist_ok=True)
        files = {f"taizhang/{path}": text for path, text in self.program(end).items()}
        with zipfile.ZipFile(house / name, "w") as archive:
            for path, text in {**files, **more}.items():
                archive.writestr(path, text)
        for path, text in files.items():
            (laid / path).parent.mkdir(parents=True, exist_ok=True)
            (laid / path).write_text(text)
        return making.program_digests(laid / "taizhang", laid / "taizhang" / look.SHIPPED)[0]

    def again(self, commit: str, digest: str) -> Again:
        data = (self.version / manifest.FILE).read_bytes()
        told = manifest.parse(data)
        tool = replace(told.tool, digest=digest)
        told = replace(told, commit=commit, tool=tool)
        (self.version / manifest.FILE).write_bytes(told.as_bytes())
        now, copy = flow.read(self.path), InFolder(self.version)
        return again.again("2027-03", copy, told.as_bytes(), told, self.path, now, Unwatched())


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Root:
    """Where no other program is found, this one is asked; it need not make anything here."""

    def compared(name: str, told: Manifest, *_: object) -> list[object]:
        return []

    monkeypatch.setattr(again, "_compared", compared)
    return Root(tmp_path)


def test_in_its_own_repository_it_is_that_of_the_versions_commit(root: Root) -> None:
    commit = root.commit()
    later = root.commit(FALSE)
    assert later != commit
    git(root.path, "checkout", "-q", commit)
    digest = making.program_digests(root.path / "generator", root.path)[0]
    git(root.path, "checkout", "-q", "main")
    found = root.again(commit, digest)
    assert root.marker.exists()
    assert found.faults == []
    assert [p.code for p in found.told] == ["W615"]
    assert "程序" not in found.told[0].message.partition("：")[2]


def test_what_it_says_against_a_version_is_told(root: Root) -> None:
    commit = root.commit(FALSE)
    found = root.again(commit, root.digest)
    assert codes(found.faults) == ["E612"]
    assert "2027-03/index.html: 与重新生成的不同" in found.faults[0].message


def test_one_that_does_not_run_any_more_gives_way_to_this_one(root: Root) -> None:
    commit = root.commit(BROKEN)
    found = root.again(commit, root.digest)
    assert found.faults == []
    assert "W615" in codes(found.told)


def test_a_commit_that_main_does_not_hold_is_never_run(root: Root) -> None:
    root.commit()
    git(root.path, "switch", "-q", "-c", "side")
    aside = root.commit("print('x')")
    digest = root.digest
    git(root.path, "switch", "-q", "main")
    found = root.again(aside, digest)
    assert codes(found.faults) == ["E632"]
    assert not root.marker.exists()


def test_one_whose_digest_is_another_is_never_run(root: Root) -> None:
    commit = root.commit()
    found = root.again(commit, "0" * 64)
    assert not root.marker.exists()
    assert [p.code for p in found.told] == ["W615", "W615"]
    assert "wheelhouse/" in found.told[0].hint


def test_elsewhere_it_is_a_wheel_of_the_wheelhouse_and_nothing_beside_it(root: Root) -> None:
    commit = root.commit()
    root.wheel("taizhang-0.9-py3-none-any.whl", FALSE)
    evil = {
        "json.py": "raise SystemExit(3)",
        "../out.py": "x",
        "taizhang/x.pth": "import os",
        "taizhang/x.so": "x",
    }
    digest = root.wheel("taizhang-1.0-py3-none-any.whl", FINE, evil)
    (root.path / "wheelhouse" / "taizhang-2.0-py3-none-any.whl").write_text("no wheel")
    found = root.again(commit, digest)
    assert root.marker.exists()
    assert found.faults == []
