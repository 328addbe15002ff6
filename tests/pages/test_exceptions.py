"""Extensions, exemptions and statements: on their page, beside the verdicts, in reports, nowhere else."""

from __future__ import annotations

import json
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator import checking
from generator.catalogue.model.terms import Audience
from generator.judging.results import as_json
from generator.pages.render.terminal import words
from generator.pages.writing import write
from generator.reports.due import as_markdown, remind
from generator.reports.explain import facts
from tests.place import PROJECT
from tests.world import World, only

MAY = "M-1@2023-05/east"


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "world", files=("funds", "words"))
    world.provision("commitments", "T-2", "及时研判")
    world.file("2023-05", "east", "words", [["T", "已研判"]], "2023-05-24T10:00:00+08:00")
    world.allow("extension", "2023-05-19", period="2023-05", until="2023-06-05", form="funds",
                reason="系统升级")  # fmt: skip
    world.allow("statement", "2023-05-25", provision="T-2", reason="人员调整",
                answer={"text": "请尽快到位", "date": "2023-06-01"})  # fmt: skip
    world.allow("exemption", "2023-05-26", period="2023-06", units=["west"], paper="密函9号",
                audience="internal")  # fmt: skip
    return world


def written(world: World, folder: Path, audience: Audience = "public") -> dict[str, str]:
    write(world.judge("2023-06-10", audience), PROJECT / "site", folder)
    return {
        str(file.relative_to(folder)): unescape(file.read_text("utf-8"))
        for file in folder.rglob("*.md")
    }


def test_the_register_has_a_page_with_paper_and_day(world: World, tmp_path: Path) -> None:
    made = written(world, tmp_path / "docs")
    page = made["exceptions.md"]
    row = page[page.index('id="X2023-01"') :].split("</tr>")[0]
    assert all(
        said in row
        for said in ("东县", "2023年5月报送的", "“资金”", "延期", "延至2023年6月5日", "系统升级")
    )
    assert "函1号" in row
    assert "2023年5月19日" in row
    assert "答复：请尽快到位（2023年6月1日）" in page


def test_an_entry_stands_beside_its_verdicts_and_on_the_page_of_the_unit(
    world: World, tmp_path: Path
) -> None:
    made = written(world, tmp_path / "docs")
    said = "延期至2023年6月5日（函1号，2023年5月19日）</a>"
    assert f'<a href="../exceptions.html#X2023-01">{said}' in made["tasks/M.md"]
    assert said in made["units/east.md"]
    assert ">延期、免报和情况说明</h2>" in made["units/east.md"]
    assert ">延期、免报和情况说明</h2>" not in made["units/west.md"]


def test_the_public_edition_holds_no_trace_of_an_internal_entry(
    world: World, tmp_path: Path
) -> None:
    for page in written(world, tmp_path / "public").values():
        assert "密函" not in page
        assert "X2023-03" not in page
    inside = written(world, tmp_path / "internal", "internal")
    assert "密函9号" in inside["exceptions.md"]
    told = json.loads(as_json(world.judge("2023-06-10", "public")))
    assert [entry["id"] for entry in told["exceptions"]] == ["X2023-01", "X2023-02"]


def test_a_verdict_is_called_by_its_own_word(world: World, tmp_path: Path) -> None:
    made = written(world, tmp_path / "docs", "internal")
    assert "</span> 有新进展</span>" in made["tasks/T.md"]
    late = only(world.judge("2023-06-10"), MAY)
    assert (late.state, late.word) == ("missing_report", "")
    rows = [["P1", "中央", 1, 1, 1, "2023-05-01"]]
    world.file("2023-05", "east", "funds", rows, "2023-06-07T10:00:00+08:00")
    made = written(world, tmp_path / "late", "internal")
    assert "</span> 迟报</span>" in made["units/east.md"]


def test_explain_and_results_name_the_entries(world: World) -> None:
    results = world.judge("2023-06-10")
    said = [words(line) for line in facts(results, only(results, MAY))]
    assert "X2023-01：延期至2023年6月5日（函1号，2023年5月19日）" in said
    told = json.loads(as_json(results))
    verdict = next(v for v in told["verdicts"] if v["id"] == MAY)
    assert verdict["exceptions"] == ["X2023-01"]
    assert told["exceptions"][1]["answer"] == {
        "text": "请尽快到位", "date": "2023-06-01", "paper": "",
    }  # fmt: skip


def test_a_reminder_goes_by_the_day_of_each_form(world: World) -> None:
    told = remind(world.judge("2023-06-05"), 7, "east")
    assert [(each.due, each.late, each.forms) for each in told.unfiled] == [
        (date(2023, 4, 20), True, ("资金", "进展")),
        (date(2023, 6, 5), False, ("资金",)),
    ]
    text = as_markdown(world.judge("2023-06-05"), told)
    assert "2023年6月5日（今天到期）" in text
    assert "2023年4月20日（已过期）" in text
    western = remind(world.judge("2023-06-18"), 7, "west").unfiled
    assert [str(each.month) for each in western] == ["2023-04", "2023-05"]  # exempt in June


def test_what_is_personal_is_refused_and_masked(world: World) -> None:
    world.exceptions[0]["reason"] = "联系13812345678"
    world.write()
    found = [p for p in checking.check(world.folder).problems if p.file == "rules/exceptions.yaml"]
    assert [(p.code, p.field) for p in found] == [("E301", "reason")]
    assert "13812345678" not in found[0].message
    assert found[0].line
