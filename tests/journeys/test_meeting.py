"""The office packs the material for its meeting."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.factory import harbour
from tests.warm import taizhang


def test_a_pack_of_the_day_and_one_of_a_period(tmp_path: Path) -> None:
    root = harbour(tmp_path).root
    words = "--root", str(root), "--as-of", "2027-07-31", "--out", str(tmp_path / "out")
    assert taizhang("meeting", *words).returncode == 0
    assert taizhang("meeting", "2027-q2", *words).returncode == 0
    named = tmp_path / "会议.zip"
    assert taizhang("meeting", *words[:4], "--out", str(named)).returncode == 0
    assert named.is_file()
    packs = sorted((tmp_path / "out/meeting").glob("*.zip"))
    assert [file.name for file in packs] == ["meeting-2027-07-31.zip", "meeting-2027-Q2.zip"]
    for file in packs:
        names = zipfile.ZipFile(file).namelist()
        assert "目录.txt" in names
        assert any(name.startswith("2-2027年二季度") for name in names)


def test_what_is_not_over_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    root = harbour(tmp_path).root
    words = "--root", str(root), "--as-of", "2027-07-31", "--out", str(tmp_path / "out")
    for name, said in (("2027-Q4", "截止以后"), ("2029-Q1", "没有公文"), ("六月", "不是期间")):
        done = taizhang("meeting", name, *words)
        assert done.returncode == 2
        assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_broken_template_is_told_in_chinese(tmp_path: Path) -> None:
    root = harbour(tmp_path).root
    own = root / "site/papers/official.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"nothing of the kind")
    words = "--root", str(root), "--as-of", "2027-07-31", "--out", str(tmp_path / "out")
    done = taizhang("meeting", *words)
    assert done.returncode == 1
    assert "E640" in done.stdout + done.stderr
    assert not (tmp_path / "out").exists()
