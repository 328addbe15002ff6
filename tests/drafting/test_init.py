"""The command: from a notice to a folder that passes check, whole or not at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator import catalogue
from generator.cli import main
from generator.judging.kinds import KINDS
from tests.place import PROJECT

HARBOUR = PROJECT / "tests/cities/harbour/rules/notice.txt"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    done = run("init", tmp_path / "新城", "--notice", HARBOUR)
    assert done.exit_code == 0, done.output
    assert "原文 14 行：已归位 14 行，未归位 0 行" in done.output
    return tmp_path / "新城"


def test_what_it_writes_passes_check_and_only_waits_to_be_encoded(begun: Path) -> None:
    done = run("check", "--root", begun)
    assert done.exit_code == 0
    assert "“每季度开展一次排口抽测”" in done.output
    assert "[W543]" in done.output
    assert "共 0 处错误、1 处提醒。\n检查通过：5 条任务和要求" in done.output


def test_editors_find_the_schema_of_every_file(begun: Path) -> None:
    files = list(begun.rglob("*.yaml"))
    assert len(files) >= 7
    for path in files:
        mark = path.read_text("utf-8").split("\n")[0].partition("$schema=")[2]
        assert (path.parent / mark).resolve().is_file(), path


def test_nothing_is_written_over(begun: Path) -> None:
    (begun / "tasks.yaml").write_text("mine", "utf-8")
    done = run("init", begun, "--notice", HARBOUR)
    assert done.exit_code == 1
    assert "已有内容" in done.output
    assert (begun / "tasks.yaml").read_text("utf-8") == "mine"


def test_an_empty_folder_is_filled_and_a_wrong_file_leaves_it_empty(tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4")
    empty = tmp_path / "空"
    empty.mkdir()
    assert run("init", empty, "--notice", tmp_path / "坏.pdf").exit_code == 1
    assert list(empty.iterdir()) == []
    assert run("init", empty, "--notice", HARBOUR).exit_code == 0
    assert (empty / "tasks.yaml").is_file()


def test_a_notice_without_any_date_asks_for_one(tmp_path: Path) -> None:
    draft = tmp_path / "草稿.txt"
    draft.write_text("清洁行动方案\n一、清理河道。清理全部河道。（责任单位：市水利局）\n", "utf-8")
    done = run("init", tmp_path / "新城", "--notice", draft)
    assert done.exit_code == 1
    assert "--issued" in done.output
    assert (
        run("init", tmp_path / "新城", "--notice", draft, "--issued", "2024-03-01").exit_code == 0
    )
    assert run("check", "--root", tmp_path / "新城").exit_code == 0


def test_who_leads_and_who_supports_is_drafted_apart(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text(
        "清洁行动方案\n2024年3月1日\n一、治理\n1.清理河道。清理全部河道。\n"
        "责任领导：王小明；牵头单位：市水利局；配合单位：市财政局等部门\n"
        "2.日常管护。抓好管护。（市水利局、市财政局按职责分工负责）\n",
        "utf-8",
    )
    assert run("init", tmp_path / "新城", "--notice", tmp_path / "通知.txt").exit_code == 0
    assert run("check", "--root", tmp_path / "新城").exit_code == 0
    declared, _ = catalogue.read(tmp_path / "新城", KINDS)
    assert declared
    first, second = declared.duties
    assert [(p.role, len(p.units)) for p in first.parties] == [("牵头单位", 1), ("配合单位", 1)]
    assert len(first.answering) == 1
    assert first.responsible_quote.startswith("责任领导：（不转载）；")
    assert second.answering == second.responsible == first.responsible


def test_persons_are_not_stored(tmp_path: Path) -> None:
    text = HARBOUR.read_text("utf-8").replace(
        "报送进展情况。", "报送进展情况（联系人：王小明，电话：0371-6543210）。"
    )
    (tmp_path / "通知.txt").write_text(text, "utf-8")
    done = run("init", tmp_path / "新城", "--notice", tmp_path / "通知.txt")
    assert "1 行里的人名、电话、邮箱已去掉" in done.output
    stored = "".join(p.read_text("utf-8") for p in (tmp_path / "新城").rglob("*") if p.is_file())
    assert "（联系人：（不转载），电话：（不转载））" in stored
    assert "王小明" not in stored
    assert "6543210" not in stored


def test_candidates_pass_check_once_they_are_in_force(tmp_path: Path) -> None:
    for notice in (HARBOUR, *sorted(Path(__file__).with_name("notices").glob("*.txt"))):
        root = tmp_path / notice.stem
        assert run("init", root, "--notice", notice).exit_code == 0
        tasks = root / "tasks.yaml"
        lines = [_in_force(line) for line in tasks.read_text("utf-8").split("\n")]
        tasks.write_text("\n".join(lines), "utf-8")
        done = run("check", "--root", root)
        assert done.exit_code == 0, done.output


def _in_force(line: str) -> str:
    return re.sub("^( +)# (?!候选)", r"\1", line)


def test_without_a_notice_it_begins_with_one_of_no_city(tmp_path: Path) -> None:
    assert run("init", tmp_path / "新城").exit_code == 0
    done = run("check", "--root", tmp_path / "新城")
    assert done.exit_code == 0
    assert "检查通过：4 条任务和要求" in done.output


def test_the_worked_example_is_a_whole_city(tmp_path: Path) -> None:
    done = run("example", tmp_path / "示例")
    assert done.exit_code == 0
    assert "--as-of 2027-07-20" in done.output
    assert run("check", "--root", tmp_path / "示例").exit_code == 0
    assert run("example", tmp_path / "示例").exit_code == 1


@pytest.mark.parametrize("command", ["init", "example"])
def test_what_a_city_needs_lies_around_its_data(command: str, tmp_path: Path) -> None:
    root = tmp_path / "新城"
    run(command, root)
    for path in (".gitattributes", ".gitlab-ci.yml", ".github/workflows/filing.yml", "README.md"):
        assert (root / path).is_file()
    assert os.access(root / "deploy/ci/prepare.sh", os.X_OK)
    ignored = (root / ".gitignore").read_text("utf-8")
    assert "/build/" in ignored
    assert "wheelhouse" not in ignored  # the wheels that a city is pinned to are its own


def test_who_files_is_asked_where_the_notice_says_when(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text(
        "关于印发甲市2026年书房清单的通知\n一、新建书房。新建书房。（责任单位：市水利局）\n"
        "二、工作要求\n各责任单位每季度报送一次进展，于次月10日前报市水利局。\n2026年1月15日\n",
        "utf-8",
    )
    assert run("init", tmp_path / "甲市", "--notice", tmp_path / "通知.txt").exit_code == 0
    tasks = (tmp_path / "甲市/tasks.yaml").read_text("utf-8")
    clause = tasks[tasks.index("- id: T02") :] if "- id: T02" in tasks else tasks
    assert "responsible: [everyone]" in clause
    assert "every: quarter" in clause
    assert "候选" not in clause, "the words for the filing are in force already"
    assert tasks.count("evidence:") == 1


def test_what_is_counted_has_a_form_and_an_indicator(tmp_path: Path) -> None:
    root = tmp_path / "新城"
    run("init", root)
    told = yaml.safe_load((root / "rules/indicators.yaml").read_text("utf-8"))
    names = {(row["name"], row["unit"]) for row in told["tables"][0]["indicators"]}
    assert names == {
        ("整治背街小巷", "条"),
        ("改造农贸市场", "个"),
        ("新增停车泊位", "个"),
        ("智慧停车覆盖率", "%"),
    }
    owed = run(
        "template", "--root", root, "--unit", "市城管局", "--period", "2026-06", "--out", tmp_path
    )
    assert owed.exit_code == 0
    assert not list(tmp_path.rglob("*indicators*.csv"))  # nobody owes it until a target is in force
