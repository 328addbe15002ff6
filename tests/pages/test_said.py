"""How the office reads the notice's words, and what of them nobody has taken up, stands where it belongs."""

from __future__ import annotations

from datetime import date
from html import unescape
from pathlib import Path

from generator.judging.bench import judge
from generator.pages.writing import write
from tests.factory import City, harbour
from tests.place import PROJECT

READS = "          - id: K2-3\n            reads: {2公里: 2, 每处: 1}"


def _written(city: City, folder: Path) -> dict[str, str]:
    filed, _ = city.open()
    write(judge(city.catalogue(), filed, date(2027, 7, 20)), PROJECT / "site", folder)
    return {
        str(file.relative_to(folder)): unescape(file.read_text("utf-8"))
        for file in folder.rglob("*.md")
    }


def test_how_words_are_read(tmp_path: Path) -> None:
    city = harbour(tmp_path).edit("tasks.yaml", "          - id: K2-3", READS)
    made = _written(city, tmp_path / "docs")
    assert "“2公里”读作2；“每处”读作1（由办公室读出）" in made["tasks/K2.md"]
    row = next(line for line in made["assumed.md"].splitlines() if "“每处”" in line)
    assert "“每处”读作1（由办公室读出）" in row
    assert "2公里" not in row.replace("每处长度不少于2公里", "")


def test_what_nobody_quotes_is_marked_and_listed(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    made = _written(city, tmp_path / "before")["notice.md"]
    assert "10 处已有事项引用，0 处还没有" in made
    assert "unquoted" not in made
    city.edit("tasks.yaml", TIMES, "")
    made = _written(city, tmp_path / "after")["notice.md"]
    assert "9 处已有事项引用，1 处还没有" in made
    assert made.count(">每座渔港每年巡查不少于两次</mark>") == 2
    assert "第23行" in made


def test_cells_of_a_row_open_to_what_they_make_once(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    notice = (city.root / "rules" / "notice.txt").read_text("utf-8")
    city.write("rules/notice.txt", f"{notice}\n附表1\n北港园区 | 3 | 年底\n")
    city.edit(
        "tasks.yaml",
        "quote: 建成清洁岸滩不少于3处",
        "from: 附表1\n            quote: 北港园区 | 3 | 年底",
    )
    made = _written(city, tmp_path / "docs")
    row = made["notice.md"][made["notice.md"].index("<p>附表1") :]
    assert row.count('id="K2-2"') == 1
    assert row.count('<ul class="provisions">') == 1
    assert "附表1" in made["tasks/K2.md"]


TIMES = """\
          - id: K4-2
            quote: 每座渔港每年巡查不少于两次
            basis: notice
            every: year
            times: 2
            evidence: [worklog]
"""
