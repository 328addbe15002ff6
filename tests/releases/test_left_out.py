"""A version made although a filing has errors: a version like any other, and the proof holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator import releases
from generator.flow import Unwatched
from generator.problems import has_errors
from tests.releases.office import OUTLETS, Office, opened
from tests.warm import taizhang

DAY = ("--as-of", "2027-04-30")


def test_it_is_made_and_verified(tmp_path: Path) -> None:
    office = _spoilt(tmp_path)
    words = ("--root", str(office.root), "--to", str(office.shelf.path), *DAY)
    done = taizhang("publish", "current", *words)
    assert done.returncode == 3, done.stderr
    assert "1 份报送有误，未计入" in done.stderr
    page = office.page("current/index.html")
    assert "报送有误，未计入" in page
    assert "沿用2027年4月5日收到的版本" in page

    assert taizhang("publish", "current", *words).returncode == 0  # it stands, and nothing is made
    found = releases.verify(str(office.shelf.path), office.root, False, Unwatched())
    assert found.sound, found.problems
    assert "逐字节相同" in found.sentences[0]


def test_strictly_nothing_is_published(tmp_path: Path) -> None:
    office = _spoilt(tmp_path)
    words = ("--root", str(office.root), "--to", str(office.shelf.path), *DAY, "--strict")
    done = taizhang("publish", "current", *words)
    assert done.returncode == 1
    assert not (office.shelf.path / "current").exists()


def test_what_could_not_be_read_is_no_correction(tmp_path: Path) -> None:
    office = opened(tmp_path)
    assert not has_errors(office.publish("current", date(2027, 4, 30)).problems)
    office.city.edit(OUTLETS, "PK002,灯塔渔港西侧", "PK2,灯塔渔港西侧")
    office.commit("北港园区更正一季度报送，有误", "2027-04-08")
    found = releases.verify(str(office.shelf.path), office.root, False, Unwatched())
    assert [problem.code for problem in found.problems] == []


def _spoilt(folder: Path) -> Office:
    office = opened(folder)
    office.city.edit(OUTLETS, "PK002,灯塔渔港西侧", "PK2,灯塔渔港西侧")
    office.commit("北港园区更正一季度报送，有误", "2027-04-08")
    return office
