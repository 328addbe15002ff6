"""What may happen to a machine while it publishes: killed, full, read-only, two at once."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from generator.problems import has_errors
from generator.releases import Branch, Folder, manifest
from tests import campaign
from tests.factory import codes, only
from tests.merging.repository import git
from tests.place import PROJECT
from tests.releases.office import AUGUST, SPRING, SUMMER, Office, in_spring, through_summer

RUN = """
import sys
from datetime import date
from pathlib import Path
from generator import releases
from generator.calendar import Month
from generator.flow import Unwatched
from generator.releases import Branch, Folder, Order
root, what, day = sys.argv[1:]
order = Order(Month.parse(what), "public", date(2027, 8, 15), as_of=date.fromisoformat(day), reason="再发")
places = [Folder(Path(root).parent / "published"), Branch(Path(root), "pages")]
report = releases.publish(Path(root), order, places, Unwatched())
sys.exit(not report.sound)
"""


pytestmark = pytest.mark.usefixtures("remembered")


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Office:
    office = in_spring(tmp_path_factory, tmp_path / "office")
    through_summer(office)
    return office


def running(office: Office, day: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", RUN, str(office.root), str(SUMMER), day]
    return subprocess.Popen(command, cwd=PROJECT, env={**os.environ, "PYTHONPATH": str(PROJECT)})


def sound(folder: Path) -> list[str]:
    """The versions that stand, each of them whole, and all that are listed among them."""
    names = sorted(
        path.name for path in folder.iterdir() if path.is_dir() and path.name[0] == "2"
        and not path.is_symlink()
    )  # fmt: skip
    for name in names:
        told = manifest.parse((folder / name / manifest.FILE).read_bytes())
        assert manifest.digests(folder / name) == told.files, name
    listed = {each["version"] for each in json.loads((folder / "versions.json").read_text("utf-8"))}
    assert listed <= set(names)
    assert (folder / "latest" / "index.html").is_file()
    return names


def test_killed_at_any_moment_it_leaves_what_stood_and_the_next_run_heals_it(
    office: Office,
) -> None:
    for seed in campaign.seeds(3):
        whims = random.Random(seed)
        run = running(office, str(date(2027, 7, 1) + timedelta(seed % 29)))
        time.sleep(whims.uniform(0.4, 4.0))
        run.kill()
        run.wait()
        assert str(SPRING) in sound(office.shelf.path)
        assert git(office.root, "fsck", "--no-dangling").returncode == 0
    run = running(office, "2027-07-31")
    assert run.wait() == 0
    names = sound(office.shelf.path)
    listed = json.loads(office.page("versions.json"))
    assert sorted(each["version"] for each in listed) == names
    assert not (office.shelf.path / ".work").exists()
    for name in names:  # the same versions in both places
        there = git(office.root, "show", f"pages:{name}/manifest.json").stdout
        assert there == office.page(f"{name}/manifest.json"), name


def test_a_web_server_can_read_whatever_the_umask(office: Office, truly: None) -> None:
    before = os.umask(0o077)
    try:
        assert not has_errors(office.publish(SUMMER, AUGUST).problems)
    finally:
        os.umask(before)
    place = office.shelf.path
    for path in (place / "2027-06", *(place / "2027-06").rglob("*"), *place.glob("*.*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_two_at_once_wait_for_each_other(office: Office) -> None:
    runs = [running(office, f"2027-07-{day}") for day in (20, 21)]
    assert [run.wait() for run in runs] == [0, 0]
    assert sound(office.shelf.path) == ["2027-03", "2027-06", "2027-06-r2"]
    listed = git(office.root, "ls-tree", "--name-only", "pages").stdout.split()
    assert {"2027-06", "2027-06-r2"} <= set(listed)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("这里不许挂载磁盘，磁盘写满的测试未运行")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_is_told_and_nothing_half_made_stays(
    office: Office, truly: None, small: Path
) -> None:
    shelf = Folder(small / "published")
    problem = only(office.publish(SPRING, AUGUST, places=[shelf]).problems)
    assert (problem.code, problem.hint) == ("E606", "磁盘已满，请腾出空间后再试。")
    assert [path.name for path in shelf.path.iterdir()] == []
    subprocess.run(["mount", "-o", "remount,size=99m", str(small)], check=True)
    assert not has_errors(office.publish(SPRING, AUGUST, places=[shelf]).problems)
    assert sound(shelf.path) == ["2027-03"]


def test_a_read_only_disk_is_told_and_what_stands_stays(office: Office, small: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=99m", str(small)], check=True)
    shelf = Folder(small / "published")
    assert not has_errors(office.publish(SPRING, AUGUST, places=[shelf]).problems)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    problem = only(office.publish(SUMMER, AUGUST, places=[shelf]).problems)
    assert (problem.code, problem.hint) == ("E606", "磁盘是只读的，请换一个输出文件夹。")
    assert sound(shelf.path) == ["2027-03"]


def test_a_place_that_is_a_file_is_told(office: Office) -> None:
    (office.folder / "file").write_text("")
    report = office.publish(SUMMER, AUGUST, places=[Folder(office.folder / "file" / "published")])
    assert codes(report.problems) == ["E606"]


def test_on_a_disk_without_links_latest_is_a_page_that_leads_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "symlink_to", refused)
    shelf = Folder(office.folder / "share")
    for month, version in ((SPRING, "2027-03"), (SUMMER, "2027-06"), (SUMMER, "2027-06")):
        assert not has_errors(office.publish(month, AUGUST, places=[shelf]).problems)
        page = (shelf.path / "latest" / "index.html").read_text("utf-8")
        assert f"url=../{version}/index.html" in page
    assert not (shelf.path / "latest").is_symlink()
    monkeypatch.undo()
    again = office.publish(SPRING, AUGUST, reason="再发", as_of=date(2027, 5, 1), places=[shelf])
    assert not has_errors(again.problems)
    assert (shelf.path / "latest" / "index.html").is_file()


def test_a_branch_that_moved_meanwhile_is_not_overwritten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git itself compares: the branch moves from the commit that was read, or not at all."""
    branch = Branch(office.root, "pages")
    real = branch._identity

    def pushed_meanwhile() -> dict[str, str]:
        tree = git(office.root, "rev-parse", "pages^{tree}").stdout.strip()
        new = git(
            office.root, "-c", "user.name=甲", "-c", "user.email=a@city.example",
            "commit-tree", tree, "-p", "pages", "-m", "别人",
        ).stdout.strip()  # fmt: skip
        git(office.root, "update-ref", "refs/heads/pages", new)
        return real()

    monkeypatch.setattr(Branch, "_identity", lambda self: pushed_meanwhile())
    report = office.publish(SUMMER, AUGUST, places=[branch])
    assert codes(report.problems)[-1] == "E606"
    assert git(office.root, "log", "-1", "--format=%s", "pages").stdout.strip() == "别人"
