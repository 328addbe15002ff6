"""Filings with errors on the pages: told where they are looked for, and to whom they may be told."""

from __future__ import annotations

import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator import flow
from generator.catalogue.model.terms import Audience
from generator.judging.results import as_json
from generator.pages.writing import write
from tests.place import PROJECT
from tests.world import SPENT, World

FUNDS = "submissions/2023-07/east/funds.csv"
SECRET = "submissions/2023-07/east/scores.csv"
HAMLETS = "submissions/2023-07/east/hamlets.csv"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = ("funds", "scores", "hamlets")
    world = World(tmp_path / "world", indicators=[dict(SPENT)], files=files)
    world.towns("甲")
    world.internal_forms = ("scores",)
    world.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 4600, "2023-06-30"]])
    world.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 5200, "2023-06-30"]])
    world.file("2023-07", "east", "scores", [["甲", "2023-07-01", 90, 80]])
    world.file("2023-07", "east", "hamlets", [["H1", "甲", 1, 2, "2023-06-30"]])
    world.write()
    return world.folder


def spoil(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8", newline="")


def written(root: Path, audience: Audience, day: str = "2023-07-25") -> Path:
    docs = root / audience
    world = flow.read(root)
    assert world.sound, world.problems
    results = flow.judge(world, date.fromisoformat(day), audience)
    write(results, PROJECT / "site", docs)
    (docs / "results.json").write_text(as_json(results), "utf-8")
    return docs


def plain(file: Path) -> str:
    """What a reader sees."""
    return unescape(file.read_text("utf-8"))


def test_it_is_told_at_home_and_on_the_page_of_the_unit(root: Path) -> None:
    spoil(root, FUNDS, "5200", "52X0")
    docs = written(root, "public")
    for page in ("index.md", "units/east.md"):
        text = plain(docs / page)
        assert "报送有误，未计入" in text
        assert "2023年7月“资金”" in text
        assert FUNDS in text
        assert "沿用2023年7月15日收到的版本" in text
        assert "单元格 G2“支出”列：“52X0”" in text
        assert "codes/cells.html#E210" in text
    assert "报送有误" not in plain(docs / "units/west.md")
    assert "另有一份有误：单元格 G2“支出”列" in plain(docs / "sources/2023-07/east.md")
    told = json.loads((docs / "results.json").read_text("utf-8"))["left_out"]
    assert [entry["file"] for entry in told] == ["submissions/2023-07/east/funds.csv"]


def test_it_is_not_told_before_its_month(root: Path) -> None:
    spoil(root, FUNDS, "5200", "52X0")
    assert "报送有误" not in plain(written(root, "public", "2023-06-30") / "index.md")


def test_the_public_reads_nothing_of_what_is_internal_or_few(root: Path) -> None:
    spoil(root, SECRET, ",90,", ",九十,")
    spoil(root, HAMLETS, ",2,2023-06-30", ",2户,2023-06-30")
    inside, outside = written(root, "internal"), written(root, "public")
    assert SECRET in plain(inside / "index.md")
    assert "“2户”" in plain(inside / "index.md")
    told = [plain(file) for file in outside.rglob("*") if file.suffix in (".md", ".json")]
    assert HAMLETS in plain(outside / "index.md")
    assert "单元格 F2“示范户”列：数字带单位" in plain(outside / "index.md")
    assert not [text for text in told if "scores" in text or "九十" in text or "2户" in text]


def test_a_finding_that_names_an_internal_form_is_told_without_its_words(root: Path) -> None:
    (root / "submissions/2023-07/east/fund.csv").write_bytes(b"x")
    outside = written(root, "public")
    page = plain(outside / "index.md")
    assert "文件名不合要求" in page
    assert not [f for f in outside.rglob("*.md") if "scores" in plain(f)]
    assert "submissions/2023-07/east/fund.csv" in plain(written(root, "internal") / "index.md")


PERSONAL = ("13812345678", "410101199003070039", "王小明")


def test_no_page_gives_a_person_away(root: Path) -> None:
    """What is told of a filing that holds personal data shows its ends at most, on every page and in
    what is written for machines."""
    planted = "P1 联系13812345678 身份证410101199003070039 户主：王小明"
    spoil(root, FUNDS, "P1", planted)
    spoil(root, FUNDS, "5200", "约52万，问13812345678")
    docs = written(root, "internal")
    home = plain(docs / "index.md")
    assert "报送有误，未计入" in home
    assert "13*******78" in home
    for file in docs.rglob("*"):
        if file.is_file():
            found = file.read_bytes().decode("utf-8", "ignore")
            assert [one for one in PERSONAL if one in found] == [], file
