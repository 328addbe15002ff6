"""Drafts of letters as Word documents: one a unit and kind, the same bytes anywhere, none of what is settled."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.factory import City, harbour
from tests.warm import taizhang

LATE, QUIET = ("--as-of", "2027-07-15"), ("--as-of", "2027-04-01")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return harbour(tmp_path_factory.mktemp("letters"))


def drafted(city: City, out: Path, *words: str, zone: str = "Asia/Shanghai") -> dict[str, bytes]:
    done = taizhang(
        "letters", "--root", str(city.root), "--out", str(out), *words, env={"TZ": zone}
    )
    assert done.returncode == 0, done.stderr
    return {file.name: file.read_bytes() for file in sorted((out / "letters").glob("[!.]*"))}


def test_each_unit_gets_its_own_of_each_kind(city: City, tmp_path: Path) -> None:
    made = drafted(city, tmp_path, *LATE, "--reply-by", "2027-07-20")
    assert sorted(made) == [
        "nangang-reminder.docx", "nangang-supervision.docx", "shengtai-reminder.docx",
        "shengtai-supervision.docx", "xidao-reminder.docx", "xidao-supervision.docx",
    ]  # fmt: skip
    units = city.catalogue().units
    for name, data in made.items():
        said = [each.text for each in docx.Document(BytesIO(data)).paragraphs]
        assert said[0] == "代拟稿"
        title = "督办单" if "supervision" in name else "关于按期报送和办理有关事项的提醒函"
        assert title in said
        unit = units[name.partition("-")[0]]
        assert f"{unit.full_name or unit.name}：" in said
        assert "请于2027年7月20日前书面反馈办理情况。" in said
        assert not any("{" in each for each in said)
    assert drafted(city, tmp_path / "there", *LATE, "--reply-by", "2027-07-20", zone="UTC") == made


def test_no_answer_is_asked_for_by_a_day_that_is_over(city: City, tmp_path: Path) -> None:
    words = ("letters", "--root", str(city.root), "--out", str(tmp_path), *LATE)
    done = taizhang(*words, "--reply-by", "2027-07-14")
    assert done.returncode == 2
    assert "2027-07-14 在信里所说的2027年7月15日以前" in done.stderr
    assert not (tmp_path / "letters").exists()


def test_of_what_is_settled_no_letter_is_left(city: City, tmp_path: Path) -> None:
    only = ("--unit", "西岛园区", "--format", "md")
    assert sorted(drafted(city, tmp_path, *LATE, *only)) == [
        "xidao-reminder.md",
        "xidao-supervision.md",
    ]
    kept = drafted(city, tmp_path, *QUIET, *only, "--kind", "supervision")
    assert sorted(kept) == ["xidao-reminder.md"]
    assert not drafted(city, tmp_path, *QUIET, *only)


def test_by_a_broken_template_none_is_written(city: City, tmp_path: Path) -> None:
    own = city.root / "site" / "papers" / "official.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"no document")
    words = ("letters", "--root", str(city.root), "--out", str(tmp_path), *LATE)
    done = taizhang(*words)
    assert done.returncode == 1
    assert "site/papers/official.docx" in done.stderr
    assert not (tmp_path / "letters").exists()
    own.unlink()
