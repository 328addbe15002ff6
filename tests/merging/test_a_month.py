"""A whole month on a real server: twenty-two units on one day, some of them dirty, late or astray."""

from __future__ import annotations

import csv
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from tests.merging.repository import Clone, Server, git
from tests.place import PROJECT

PERIOD = "2023-06"
DAY = "2023-06-18T10:00:00+08:00"
LATE = "2023-06-25T09:00:00+08:00"
FIXED = "2023-06-19T15:00:00+08:00"
FOLDER = PROJECT / "submissions" / PERIOD
UNITS = sorted(folder.name for folder in FOLDER.iterdir())
ID_NUMBER = "11010519491231002X"


def files(unit: str) -> dict[str, bytes]:
    own = sorted((FOLDER / unit).glob("*.csv"))
    return {f"submissions/{PERIOD}/{unit}/{file.name}": file.read_bytes() for file in own}


def spoilt(data: bytes, old: str, new: str) -> bytes:
    text = data.decode("utf-8-sig")
    assert old in text
    return b"\xef\xbb\xbf" + text.replace(old, new, 1).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """The shipped city in the middle of June: May is filed, June is not."""
    folder = tmp_path_factory.mktemp("month")
    root = folder / "city"
    shutil.copytree(PROJECT / "rules", root / "rules")
    for name in ("tasks.yaml", "units.yaml"):
        shutil.copy(PROJECT / name, root / name)
    shutil.copytree(PROJECT / "submissions" / "2023-05", root / "submissions" / "2023-05")
    shutil.copy(PROJECT / "submissions" / "about.yaml", root / "submissions")
    lines = (PROJECT / "receipts" / "log.csv").read_text("utf-8").splitlines(keepends=True)
    known = [lines[0], *(line for line in lines if line.split(",")[1] == "2023-05")]
    (root / "receipts").mkdir()
    (root / "receipts" / "log.csv").write_text("".join(known), "utf-8")
    kept = PROJECT / "receipts" / "superseded" / "2023-05"
    if kept.is_dir():
        shutil.copytree(kept, root / "receipts" / "superseded" / "2023-05")
    return Server.made(folder / "server.git", root)


def clerk(server: Server, unit: str, add: dict[str, bytes], note: str = "6月报送") -> Clone:
    place = server.folder.parent / unit
    clone = Clone(place, unit) if place.is_dir() else Clone.of(server, place, unit)
    for path, data in add.items():
        clone.write(path, data)
    clone.commit(note)
    return clone


def branch(unit: str) -> str:
    return f"{unit}/{PERIOD}"


def received(server: Server) -> list[dict[str, str]]:
    lines = server.show("receipts/log.csv").lstrip("\ufeff").splitlines()
    return [row for row in csv.DictReader(lines) if row["月份"] == PERIOD]


def at_once(clones: dict[str, Clone], at: str) -> dict[str, str]:
    """What each unit is told whose push is refused, "" for whoever's is taken; all push together."""

    def pushed(unit: str) -> str:
        done = clones[unit].push(branch(unit), at)
        return done.stderr if done.returncode else ""

    with ThreadPoolExecutor(len(clones)) as pool:
        return dict(zip(clones, pool.map(pushed, clones), strict=True))


def test_a_month(server: Server, tmp_path: Path) -> None:
    dirty, astray, private, late = "jianan", "yuzhou", "yanling", "minzheng"
    clones: dict[str, Clone] = {}
    for unit in UNITS:
        add = files(unit)
        first = f"submissions/{PERIOD}/{unit}/progress.csv"
        if unit == dirty:
            add[first] = spoilt(add[first], "常态化推进", "基本完成")
        if unit == private:
            add[first] = spoilt(add[first], "。", f"，户主证件{ID_NUMBER}。")
        if unit == astray:
            add[f"submissions/{PERIOD}/changge/progress.csv"] = add.pop(first)
        if unit == late:
            continue
        clones[unit] = clerk(server, unit, add)
    told = at_once(clones, DAY)

    # Three are turned away, each with what to do; nothing of theirs is in the repository.
    assert sorted(unit for unit, said in told.items() if said) == sorted([dirty, astray, private])
    assert "[E222]" in told[dirty]
    assert "[E421]" in told[astray]
    assert "[E301]" in told[private]
    assert ID_NUMBER not in "".join(told.values())
    branches = git(server.folder, "for-each-ref", "--format=%(refname:short)").stdout.split()
    assert sorted(branches) == sorted(
        ["main", *(branch(unit) for unit in UNITS if unit not in (dirty, astray, private, late))]
    )
    assert ID_NUMBER.encode() not in server.objects()

    # They come again: put right the next day, on a clean branch where the history held an ID number.
    shutil.rmtree(server.folder.parent / private)
    shutil.rmtree(server.folder.parent / astray)
    again = {
        unit: clerk(server, unit, files(unit), "改正后重报") for unit in (dirty, astray, private)
    }
    assert set(at_once(again, FIXED).values()) == {""}
    assert clerk(server, late, files(late)).push(branch(late), LATE).returncode == 0

    # The office merges, then one unit corrects what it filed.
    office = Clone.of(server, tmp_path / "office", "office")
    for unit in UNITS:
        git(office.folder, "merge", "-q", "--no-edit", f"origin/{branch(unit)}")
    done = office.push("main", "2023-06-26T09:00:00+08:00")
    assert done.returncode == 0, done.stderr
    path = f"submissions/{PERIOD}/xiangcheng/progress.csv"
    correction = spoilt(files("xiangcheng")[path], "户", "户次")
    fixer = Clone.of(server, tmp_path / "fixer", "xiangcheng")
    fixer.write(path, correction)
    fixer.commit("更正")
    done = fixer.push("main", "2023-06-27T09:00:00+08:00")
    assert done.returncode == 0, done.stderr

    # Nothing is lost, nothing foreign got in, and the log tells the story.
    git(office.folder, "fetch", "-q")
    git(office.folder, "checkout", "-q", "-B", "main", "origin/main")
    for unit in UNITS:
        for name, data in files(unit).items():
            expected = correction if name == path else data
            assert (office.folder / name).read_bytes() == expected, name
    story = {
        (row["单位"], row["收到时间"]) for row in received(server) if row["报表"] == "progress"
    }
    moments = dict.fromkeys(UNITS, DAY) | dict.fromkeys((dirty, astray, private), FIXED)
    moments[late] = LATE
    assert story == {*moments.items(), ("xiangcheng", "2023-06-27T09:00:00+08:00")}
    assert len(received(server)) == sum(len(files(unit)) for unit in UNITS) + 1

    # And the verdicts follow: one late, the rest on time.
    world = flow.read(office.folder)
    assert not [problem for problem in world.problems if problem.severity == "error"]
    results = flow.judge(world, date(2023, 7, 1))
    assert world.catalogue is not None
    provision = world.catalogue.filing.provision
    states = {
        verdict.subject: verdict.state.value
        for verdict in results.by_provision[provision]
        if verdict.period == "2023年6月"
    }
    assert {unit for unit in UNITS if states[unit] != "met"} == {late}
