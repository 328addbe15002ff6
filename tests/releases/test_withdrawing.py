"""A version is taken back in sight of everybody: what stood there is gone, and later versions still fit."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator import releases, revisions
from generator.flow import Unwatched
from generator.problems import Problem
from generator.releases import Branch, Folder, Name, Place, Wish, manifest, tombstone
from generator.releases.proof.verifying import Proof
from generator.releases.standing import level
from generator.releases.withdrawal import Withdrawn
from tests.factory import codes, harbour, only
from tests.merging.repository import git
from tests.releases.little import published

DAY = date(2027, 9, 1)
OLD, NEW = Name.parse("2027-03"), Name.parse("2027-06")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of a city, and its little versions in a folder and on a branch."""
    folder = tmp_path_factory.mktemp("little")
    root, _ = published(folder)
    shutil.copytree(harbour(folder, filings=False).root, root, dirs_exist_ok=True)
    git(root, "add", "-A")
    git(root, "-c", "user.name=甲", "-c", "user.email=a@x", "commit", "-qm", "x")
    return folder


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "all", symlinks=True)
    return tmp_path / "all" / "root"


def withdrawn(
    root: Path, *places: Place, name: Name = OLD, reason: str = "含个人信息", forget: bool = False
) -> Withdrawn:
    return releases.withdraw(root, Wish(name, reason, DAY, "public", forget), places)


def places(root: Path) -> tuple[Folder, Branch]:
    return Folder(root.parent / "published"), Branch(root, "pages")


def verified(root: Path, where: str = "", *, branch: bool = False) -> Proof:
    place = where or str(root.parent / "published")
    return releases.verify(place, root, True, Unwatched(), branch=branch)


def test_it_is_gone_says_why_and_what_came_later_still_fits(root: Path) -> None:
    folder, branch = places(root)
    before = manifest.digest((folder.path / "2027-03" / manifest.FILE).read_bytes())
    done = withdrawn(root, folder, branch, reason="甲表的附注含个人信息 <script>")
    assert done.sound
    assert sorted(p.name for p in (folder.path / "2027-03").iterdir()) == [
        "404.html", "index.html", "withdrawn.css", "withdrawn.json",
    ]  # fmt: skip
    page = (folder.path / "2027-03" / "index.html").read_text("utf-8")
    for word in (
        "2027年3月已撤下",
        "甲表的附注含个人信息 &lt;script&gt;",
        "2027年9月1日",
        before,
        "1" * 40,
        "市政府办公室",
    ):
        assert word in page, word
    assert "<script" not in page
    assert " style=" not in page
    listed = json.loads((folder.path / "versions.json").read_bytes())
    assert [(each["version"], each["title"], each["aliases"]) for each in listed] == [
        ("2027-06", "2027年6月", ["latest"]),
        ("2027-03", "2027年3月（已撤下）", []),
    ]
    for found in (verified(root), verified(root, "pages", branch=True)):
        assert codes(found.problems) == ["W630"]
        assert found.sound
    stone = only([p for p in verified(root).problems if p.code == "W630"])
    assert "含个人信息" in stone.message
    assert codes(verified(root, str(folder.path / "2027-03")).problems) == ["W630"]


def test_what_still_holds_it_is_told(root: Path) -> None:
    folder, branch = places(root)
    git(root, "tag", "public/2027-03")
    told = "\n".join(withdrawn(root, folder, branch).left)
    for word in (
        "2027-06",
        "分支 pages 的历史里还有",
        "--forget",
        "git push --force",
        "标签 public/2027-03",
        "离线包",
        "备份",
    ):
        assert word in told, word


def test_a_branch_forgets_what_was_there(root: Path) -> None:
    _, branch = places(root)
    blob = revisions.line(root, "rev-parse", "pages:2027-03/notice.html")
    tip = revisions.line(root, "rev-parse", "pages:2027-06")
    assert withdrawn(root, branch).sound
    assert blob in revisions.git(root, "rev-list", "--objects", "pages").decode()
    told = withdrawn(root, branch, forget=True)
    assert told.sound
    assert "git push --force origin refs/heads/pages:refs/heads/pages" in "".join(told.left)
    assert revisions.line(root, "rev-list", "--count", "pages") == "1"
    assert blob not in revisions.git(root, "rev-list", "--objects", "pages").decode()
    assert revisions.line(root, "rev-parse", "pages:2027-06") == tip
    assert codes(verified(root, "pages", branch=True).problems) == ["W630"]


def test_the_newest_gives_its_place_as_latest_to_the_one_before(root: Path) -> None:
    folder, _ = places(root)
    assert withdrawn(root, folder, name=NEW).sound
    assert str((folder.path / "latest").readlink()) == "2027-03"
    assert codes(verified(root).problems) == ["W630"]
    assert withdrawn(root, folder).sound
    assert (
        str((folder.path / "latest").readlink()) == "2027-06"
    )  # an explanation is better than nothing
    assert codes(verified(root).problems) == ["W630", "W630"]


def test_what_cannot_be_withdrawn_is_said_with_the_way(root: Path) -> None:
    folder, _ = places(root)
    for name, reason in ((OLD, ""), (OLD, "长" * 501), (Name.parse("2027-09"), "x")):
        found = withdrawn(root, folder, name=name, reason=reason)
        assert codes(found.problems) == ["E634"]
        assert found.problems[0].hint
    assert withdrawn(root, folder).sound
    assert "已经在 2027-09-01 撤下" in only(withdrawn(root, folder).problems).message
    other = Folder(root.parent / "none")
    assert codes(withdrawn(root, other).problems) == ["E634"]
    assert not other.path.exists()


def test_a_version_whose_manifest_is_spoilt_can_be_withdrawn_too(root: Path) -> None:
    folder, _ = places(root)
    (folder.path / "2027-03" / manifest.FILE).write_text("{")
    assert withdrawn(root, folder).sound
    assert codes(verified(root).problems) == ["W630"]  # later ones know what stood there


def test_the_reason_tells_nothing_personal(root: Path) -> None:
    folder, _ = places(root)
    assert withdrawn(root, folder, reason="含 11010519491231002X").sound
    for file in (folder.path / "2027-03").iterdir():
        assert "11010519491231002X" not in file.read_text("utf-8")


ATTACKS = [
    ("index.html", "x"),
    ("404.html", "x"),
    ("extra.html", "x"),
    ("withdrawn.css", "x"),
]


@pytest.mark.parametrize(("path", "text"), ATTACKS)
def test_an_explanation_that_was_changed_is_found_out(root: Path, path: str, text: str) -> None:
    folder, _ = places(root)
    assert withdrawn(root, folder).sound
    (folder.path / "2027-03" / path).write_text(text)
    assert codes(verified(root).problems) == ["E634", "W630"]


def test_an_explanation_that_says_otherwise_in_its_file_is_none(root: Path) -> None:
    folder, _ = places(root)
    assert withdrawn(root, folder).sound
    file = folder.path / "2027-03" / tombstone.FILE
    file.write_bytes(file.read_bytes().replace(b'"format": 1', b'"format": 1, "by": "x"'))
    assert "E613" in codes(verified(root).problems)


def levelled(root: Path, *order: Place) -> list[Problem]:
    works = [root.parent / f"work-{number}" for number in range(len(order))]
    for work in works:
        work.mkdir(exist_ok=True)
    return level(list(zip(order, works, strict=True)), "public")


def test_what_is_withdrawn_in_one_place_is_not_brought_back_from_another(root: Path) -> None:
    folder, branch = places(root)
    assert withdrawn(root, folder).sound
    for order in ((folder, branch), (branch, folder)):
        problem = only(levelled(root, *order))
        assert problem.code == "E634"
        assert "分支 pages 还在" in problem.message
    assert withdrawn(root, branch).sound
    assert levelled(root, folder, branch) == []
    fresh = Folder(root.parent / "fresh")
    fresh.path.mkdir()
    with fresh.alone(lambda: None):
        assert levelled(root, folder, fresh) == []
    assert codes(verified(root, str(fresh.path)).problems) == ["W630"]
