"""A month through a real gitolite: filings at once, refusals, a correction, the merge, the site."""

from __future__ import annotations

import csv
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.merging.gitolite import Gitolite
from tests.merging.repository import Clone, git
from tests.releases.office import Office, in_spring

DAY, LATER, END = (f"2027-07-{day}T10:00:00+08:00" for day in ("05", "06", "08"))
ACCOUNTS = ("Office", "beigang", "nangang", "shengtai", "haishi")
UNITS = ACCOUNTS[1:]
NUMBER = "11010519491231002X"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Office:
    """The office that has published spring on a branch, with an account for everybody."""
    office = in_spring(tmp_path_factory, tmp_path / "office")
    for unit in ("shengtai", "haishi"):
        own = f"  - id: {unit}\n"
        office.city.edit("units.yaml", own, f"{own}    accounts: [{unit}]\n")
    office.commit("登记账号", "2027-06-30")
    return office


def test_a_month(office: Office, tmp_path: Path) -> None:
    server = Gitolite.made(tmp_path / "git", *ACCOUNTS)
    update = server.repository / "hooks" / "update"
    before = update.resolve(), update.read_bytes()
    done = server.install(server.repository)
    assert done.returncode == 0, done.stderr
    assert "服务器：gitolite" in done.stdout
    assert (update.resolve(), update.read_bytes()) == before
    assert "已经装好，没有变化。" in server.install(server.repository).stdout

    # The office founds it; from then on everything is looked at.
    server.at(DAY)
    git(office.root, "remote", "add", "origin", "git@server:taizhang")
    head = Clone(office.root, "Office")
    done = server.push(head, "main:main")
    assert done.returncode == 0, done.stderr
    assert "还没有主分支（main），这次推送没有检查" in done.stderr
    done = server.push(head, "pages:pages")
    assert done.returncode == 0, done.stderr

    # Everybody files at once; one has an ID number in it, one pretends to be the office.
    def files(unit: str) -> Clone:
        clone = server.clone(tmp_path / unit, unit)
        shutil.copytree(
            office.folder / "2027-06" / unit, clone.folder / "submissions" / "2027-06" / unit
        )
        if unit == "haishi":
            clone.write("submissions/2027-06/haishi/briefs.csv", _private(clone))
        clone.commit("二季度报送")
        return clone

    clones = {unit: files(unit) for unit in UNITS}
    spoofed = server.push(clones["beigang"], "HEAD:main", sent="GITEA_PUSHER_NAME=Office")
    assert spoofed.returncode == 0, "it counts as Beigang's own filing"
    foreign = server.push(clones["beigang"], "HEAD:nangang/q2", sent="TAIZHANG_ACTOR=Office")
    assert "[E437]" in foreign.stderr
    with ThreadPoolExecutor() as pool:
        told = dict(
            zip(
                UNITS,
                pool.map(lambda unit: server.push(clones[unit], f"HEAD:{unit}/q2"), UNITS),
                strict=True,
            )
        )
    assert [unit for unit in UNITS if told[unit].returncode] == ["haishi"]
    assert "[E301]" in told["haishi"].stderr
    assert NUMBER not in "".join(done.stderr for done in told.values())
    assert NUMBER.encode() not in _objects(server)

    # What gitolite itself refuses is not received either; what is not one's own goes nowhere.
    assert "DENIED" in server.push(clones["nangang"], "HEAD:nangang/locked").stderr
    for refs in (["+HEAD:pages"], [":beigang/q2"], ["+HEAD:beigang/q2"], ["HEAD:refs/tags/v1"],
                 ["HEAD:nangang/q3", "HEAD:refs/replace/" + "a" * 40]):  # fmt: skip
        done = server.push(clones["nangang"], *refs)
        assert done.returncode, refs
        assert "[E43" in done.stderr, done.stderr

    # The next day it comes again from a clean start, and one corrects; then the office merges.
    server.at(LATER)
    again = server.clone(tmp_path / "again", "haishi")
    shutil.copytree(
        office.folder / "2027-06" / "haishi", again.folder / "submissions/2027-06/haishi"
    )
    again.commit("改正后重报")
    assert server.push(again, "HEAD:haishi/q2").returncode == 0
    path = "submissions/2027-06/nangang/briefs.csv"
    text = (clones["nangang"].folder / path).read_bytes()
    clones["nangang"].write(path, text.replace(b"\r\n", b"\n"))
    clones["nangang"].commit("更正")
    assert server.push(clones["nangang"], "HEAD:nangang/q2").returncode == 0
    server.at(END)
    merger = server.clone(tmp_path / "merger", "Office")
    for unit in UNITS:
        git(merger.folder, "merge", "-q", "--no-edit", f"origin/{unit}/q2")
    done = server.push(merger, "HEAD:main")
    assert done.returncode == 0, done.stderr

    # The log says of everything when it came, once; nothing waits, nothing is left.
    rows = list(csv.DictReader(server.show("receipts/log.csv").splitlines()))
    told_ = {
        (row["单位"], row["报表"], row["收到时间"]) for row in rows if row["月份"] == "2027-06"
    }
    sent = {
        (unit, file.stem, LATER if unit == "haishi" else DAY)
        for unit in UNITS
        for file in (office.folder / "2027-06" / unit).iterdir()
    }
    assert told_ == sent | {("nangang", "briefs", LATER)}
    assert len(rows) == len(told_)
    assert not [*(server.repository / "taizhang-pending").iterdir()]
    assert not (server.repository / "taizhang-recording").exists()
    assert NUMBER.encode() not in _objects(server)


def _private(clone: Clone) -> bytes:
    file = clone.folder / "submissions/2027-06/haishi/briefs.csv"
    head, first, *rest = file.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    cells = first.split(",")
    cells[4] = f"联系{NUMBER}"
    return b"\xef\xbb\xbf" + "".join([head, ",".join(cells), *rest]).encode()


def _objects(server: Gitolite) -> bytes:
    words = ["git", "cat-file", "--batch-all-objects", "--batch"]
    return subprocess.run(words, cwd=server.repository, check=True, capture_output=True).stdout
