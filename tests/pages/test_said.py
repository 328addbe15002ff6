"""How the office reads the notice's words, and what of them nobody has taken up, stands where it belongs;
and one thing has one word on every page."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator.catalogue.model.terms import Audience
from generator.judging.bench import judge
from generator.pages.writing import write
from tests.factory import City, harbour
from tests.place import PROJECT

READS = "          - id: K2-3\n            reads: {2公里: 2, 每处: 1}"


def _written(city: City, folder: Path, who: Audience = "internal") -> dict[str, str]:
    filed, _ = city.open()
    write(judge(city.catalogue(), filed, date(2027, 7, 20), who), PROJECT / "site", folder)
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


@pytest.mark.parametrize("who", ["public", "internal"])
def test_files_and_fields_are_the_words_of_the_office(tmp_path: Path, who: Audience) -> None:
    made = _written(harbour(tmp_path), tmp_path / "docs", who)
    pages = [n for n in made if n.startswith("units/") or n in ("index.md", "assumed.md")]
    pages += ["questions.md", "decisions.md", "exceptions.md"]
    named = [n for n in pages if re.search(r"rules/|\.yaml|basis|chooses|node_grace", made[n])]
    of_the_office = {"assumed.md", "questions.md", "decisions.md", "exceptions.md"}
    assert set(named) == (of_the_office if who == "internal" else set())


RETIRED = {
    "目标值": "要求", "首次收到": "收到", "报送期限": "期限", "截止日期": "期限", "截止时间": "期限",
    "种类": "类别", "判定状态": "状态", "由": "原来", "到": "现在", "缺口": "差距", "任务要求": "任务和要求",
    "部门": "单位", "月份": "期次", "当前值": "实际", "完成值": "实际",
}  # fmt: skip
"""What a column could be called, and what it is called."""


def test_one_thing_has_one_word_over_its_column() -> None:
    found = set()
    for file in (PROJECT / "site/templates").glob("*.j2"):
        text = file.read_text("utf-8")
        found |= set(re.findall(r"<th[^>]*>([^<{]+)</th>", text))
        for listed in re.findall(r"\[(\"[^\]]+)\]", text):
            found |= set(re.findall(r"\"([^\"]+)\"", listed))
    for folder in ("pages", "reports"):
        for file in (PROJECT / "generator" / folder).rglob("*.py"):
            for listed in re.findall(r"\((\"[^()]+\")\)", file.read_text("utf-8")):
                found |= set(re.findall(r"\"([^\"]+)\"", listed)) if "单位" in listed else set()
    assert {"期限", "收到", "要求", "实际", "差距", "单位", "状态"} <= found
    assert found & set(RETIRED) == set()


TIMES = """\
          - id: K4-2
            quote: 每座渔港每年巡查不少于两次
            basis: notice
            every: year
            times: 2
            evidence: [worklog]
"""
