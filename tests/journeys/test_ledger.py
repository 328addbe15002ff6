"""The office writes the ledger and hands it round: every unit's, or one, and nothing of another day among them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.warm import taizhang
from tests.world import World


@pytest.fixture
def root(tmp_path: Path) -> Path:
    world = World(tmp_path / "city")
    world.provision("commitments", "T-12", "及时研判")
    world.judge("2023-07-25")
    return world.folder


def test_all_are_written_and_take_the_place_of_those_before(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = "ledger", "--root", str(root), "--as-of", "2023-07-25", "--out", str(out)
    assert taizhang(*words, "--unit", "东县").returncode == 0
    (out / "ledger/旧.xlsx").write_bytes(b"")
    assert taizhang(*words, "--unit", "west").returncode == 0
    assert (out / "ledger/东县责任清单.xlsx").exists()  # one stands beside what is there
    done = taizhang(*words)
    assert done.returncode == 0
    assert "已写出" in done.stdout
    names = {file.name for file in (out / "ledger").iterdir()}
    assert {"东县责任清单.xlsx", "西县责任清单.xlsx"} < names
    assert "旧.xlsx" in names  # which nobody knows of
    assert load_workbook(out / "ledger/东县责任清单.xlsx").sheetnames == [
        "责任清单",
        "任务原文",
        "自报进展",
    ]


def test_one_is_written_as_the_file_that_is_named(root: Path, tmp_path: Path) -> None:
    words = "ledger", "--root", str(root), "--as-of", "2023-07-25", "--out"
    whole, own = tmp_path / "总.xlsx", tmp_path / "a/东.XLSX"
    assert taizhang(*words, str(whole)).returncode == 0
    assert taizhang(*words, str(own), "--unit", "east").returncode == 0
    assert load_workbook(whole).sheetnames[0] == "总台账"
    assert load_workbook(own).sheetnames[0] == "责任清单"
    (tmp_path / "有.txt").write_text("", "utf-8")
    assert taizhang(*words, str(tmp_path / "有.txt")).returncode == 2


def test_whoever_is_no_unit_has_none_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    done = taizhang("ledger", "--root", str(root), "--unit", "东", "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "没有“东”这个单位" in done.stderr
    assert not (tmp_path / "out").exists()
