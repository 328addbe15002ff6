"""The server is lost: from a bare clone, and one copy of what was published or the tags, to the next version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import releases
from generator.flow import Unwatched
from generator.problems import has_errors
from generator.releases import manifest
from tests.factory import City
from tests.merging.repository import git
from tests.releases.office import AUGUST, MAY, SPRING, SUMMER, Office, in_spring, through_summer


@pytest.fixture
def lost(remembered: None, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """What a backup has: the bare clone with its tags and the log, and a copy of the place without links."""
    office = in_spring(tmp_path_factory, tmp_path / "office")
    for name, value in {"user.name": "办公室", "user.email": "office@city.example"}.items():
        git(office.root, "config", name, value)
    standing = office.publish(SPRING, MAY).standing
    assert releases.tag(office.root, standing, "public", signed=False) == []
    through_summer(office)
    backup = tmp_path / "backup"
    backup.mkdir()
    git(backup, "clone", "-q", "--mirror", str(office.root), "taizhang.git")
    shutil.copytree(office.shelf.path, backup / "published", symlinks=False)
    shutil.rmtree(office.folder)
    return backup


def recovered(backup: Path, folder: Path) -> Office:
    """As the office does it: a new server is a clone of the backup, and whoever works has one of that."""
    folder.mkdir()
    git(folder, "clone", "-q", "--mirror", str(backup / "taizhang.git"), "server.git")
    git(folder, "clone", "-q", "server.git", "harbour")
    return Office(City(folder / "harbour"), folder)


def test_with_a_copy_of_the_place_the_next_version_follows_the_last(
    lost: Path, tmp_path: Path
) -> None:
    office = recovered(lost, tmp_path / "new")
    shutil.copytree(lost / "published", office.shelf.path)
    stood = (office.shelf.path / "2027-03" / "manifest.json").read_bytes()
    assert not releases.verify(str(office.shelf.path), office.root, True, Unwatched()).sound
    report = office.publish(None, AUGUST)
    assert [each.new for each in report.standing] == [False, True]
    assert not has_errors(report.problems)
    told = manifest.parse((office.shelf.path / "2027-06" / "manifest.json").read_bytes())
    assert told.previous is not None
    assert told.previous.manifest == manifest.digest(stood)
    found = releases.verify(str(office.shelf.path), office.root, False, Unwatched())
    assert found.sound
    assert [said.split("：")[0] for said in found.sentences] == ["2027-03 属实", "2027-06 属实"]
    assert "与标签 public/2027-03 一致" in found.sentences[0]


def test_without_one_the_tags_name_the_commits_and_the_same_bytes_come_out(
    lost: Path, truly: None, tmp_path: Path
) -> None:
    office = recovered(lost, tmp_path / "new")
    stood = manifest.digests(lost / "published" / "2027-03")
    told = git(office.root, "cat-file", "tag", "public/2027-03").stdout
    report = office.publish(SPRING, AUGUST, revision="public/2027-03")
    assert not has_errors(report.problems)
    assert report.standing[0].manifest in told
    assert manifest.digests(office.shelf.path / "2027-03") == stood
    assert "as-of 2027-04-30" in told
    report = office.publish(SUMMER, AUGUST)
    assert not has_errors(report.problems)
    assert releases.verify(str(office.shelf.path), office.root, True, Unwatched()).sound
