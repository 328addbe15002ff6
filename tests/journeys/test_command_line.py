"""The office at the terminal: exit codes, the one JSON object, messages, and outputs that survive."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.place import PROJECT
from tests.world import SPENT, World


def taizhang(
    *words: str, cwd: Path = PROJECT, env: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, in a process of its own."""
    surroundings = {**os.environ, "PYTHONPATH": str(PROJECT), **env}
    command = [sys.executable, "-m", "generator", *words]
    return subprocess.run(
        command,
        cwd=cwd,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "city"
    world = World(folder, indicators=[dict(SPENT)])
    points = [{"date": "2023-06-30", "value": 50}]
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    world.target("T-1", quote, indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1")
    world.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 4600, "2023-06-30"]])
    world.judge("2023-07-25")
    return folder


def break_it(root: Path) -> None:
    tasks = root / "tasks.yaml"
    tasks.write_text(tasks.read_text("utf-8").replace("east, west", "esat, west", 1), "utf-8")


def test_check_is_clean_with_0(root: Path) -> None:
    done = taizhang("check", "--root", str(root))
    assert done.returncode == 0
    assert "检查通过" in done.stdout


PAGES = {"jinja2", "openpyxl", "docx", "mkdocs", "generator.pages.kinds"}


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (
            ["check", "--unit", "east"],
            {"pandas", "numpy", "generator.ledger", "generator.judging.bench", "generator.pages"},
        ),
        (["due"], set()),
        (["explain", "T-1"], set()),
    ],
    ids=lambda words: words[0] if isinstance(words, list) else "",
)
def test_a_command_loads_nothing_that_others_need(
    root: Path, words: list[str], heavy: set[str]
) -> None:
    script = f"""
import sys
from generator.cli import main
try:
    main([*{words}, "--root", sys.argv[1]])
except SystemExit as ended:
    assert not ended.code, ended.code
heavy = {heavy | PAGES}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(root)], capture_output=True, text=True, cwd=PROJECT
    )
    assert done.returncode == 0, done.stderr


def test_check_prints_one_json_object_and_nothing_else(root: Path) -> None:
    break_it(root)
    done = taizhang("check", "--root", str(root), "--format", "json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert list(told) == ["ok", "problems", "counts", "changes"]
    assert told["ok"] is False
    assert told["counts"]["error"] == len([p for p in told["problems"] if p["severity"] == "error"])
    keys = [
        "severity",
        "code",
        "file",
        "sheet",
        "line",
        "column",
        "record",
        "cell",
        "field",
        "value",
        "message",
        "hint",
        "also",
    ]
    assert all(list(problem) == keys for problem in told["problems"])
    assert any("east" in problem["message"] for problem in told["problems"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], "是否为“check”"),
        (["check", "--rot", "."], "--root"),
        (["check", "--root", "nowhere"], "没有“nowhere”这个文件夹"),
        (["check", "--format", "xml"], "可选 text、json"),
        (["site", "--as-of", "2023-02-30"], "不是日期"),
        (["check", "--root"], "后面要有一个值"),
        (["check", "extra"], "写法不对：多写了“extra”"),
        (["withdraw"], "缺少“版本”。"),
        (["install-hooks", "nowhere"], "“文件夹”的值不对：没有“nowhere”这个文件夹"),
        (["record", "--root", "/"], "“/”不在 git 仓库中"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_is_right(words: list[str], said: str) -> None:
    done = taizhang(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_of_something_else_is_wrong_use(tmp_path: Path) -> None:
    done = taizhang("check", "--root", str(tmp_path))
    assert done.returncode == 2
    assert "没有 tasks.yaml" in done.stderr


def test_help_is_chinese() -> None:
    done = taizhang("--help")
    assert done.returncode == 0
    assert "用法：" in done.stdout
    assert "Usage" not in done.stdout
    assert "Options" not in done.stdout


def test_judge_writes_the_results(root: Path) -> None:
    done = taizhang("judge", "--root", str(root), "--as-of", "2023-07-25")
    assert done.returncode == 0
    results = json.loads((root / "build/results.json").read_text("utf-8"))
    june = next(v for v in results["verdicts"] if v["id"] == "T-1@2023-06-30/east")
    assert (june["state"], june["value"], june["threshold"], june["gap"]) == (
        "overdue",
        46.0,
        50,
        4.0,
    )
    assert june["lineage"][0]["line"] == 2
    assert results["as_of"] == "2023-07-25"


def test_a_failed_build_leaves_the_last_good_one(root: Path) -> None:
    assert taizhang("site", "--root", str(root), "--as-of", "2023-07-25").returncode == 0
    before = snapshot(root / "build")
    break_it(root)
    done = taizhang("site", "--root", str(root), "--as-of", "2023-07-25")
    assert done.returncode == 1
    assert "保持不变" in done.stderr
    assert snapshot(root / "build") == before


def test_the_same_inputs_give_the_same_bytes_anywhere(root: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "and deeper" / "市"
    other.parent.mkdir(parents=True)
    root.rename(tmp_path / "one")
    one = tmp_path / "one"
    subprocess.run(["cp", "-r", str(one), str(other)], check=True)
    day = ("--as-of", "2023-07-25")
    here = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    there = {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2"}
    assert taizhang("site", "--root", str(one), *day, env=here).returncode == 0
    assert taizhang("site", "--root", ".", *day, cwd=other, env=there).returncode == 0
    assert snapshot(one / "build") == snapshot(other / "build")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()
    }


def spoil(root: Path) -> None:
    file = root / "submissions/2023-07/east/funds.csv"
    file.write_text(file.read_text("utf-8").replace("4600", "46OO"), "utf-8", newline="")


@pytest.mark.parametrize(
    "words",
    [["judge"], ["status"], ["due"], ["explain", "T-1"], ["site"], ["impact", "2023-07-10"]],
    ids=lambda words: words[0],
)
def test_a_filing_with_errors_is_left_out_with_3(root: Path, words: list[str]) -> None:
    spoil(root)
    done = taizhang(*words, "--root", str(root), "--as-of", "2023-07-25")
    assert done.returncode == 3, done.stderr
    assert "submissions/2023-07/east/funds.csv:2:7（单元格 G2）" in done.stderr
    assert "1 份报送有误，未计入" in done.stderr

    before = sorted(root.rglob("*"))
    strict = taizhang(*words, "--root", str(root), "--as-of", "2023-07-25", "--strict")
    assert strict.returncode == 1
    assert "未计入" not in strict.stderr
    assert sorted(root.rglob("*")) == before


def test_check_ends_with_1_where_a_filing_has_errors(root: Path) -> None:
    spoil(root)
    assert taizhang("check", "--root", str(root)).returncode == 1


def test_an_edit_of_a_form_that_spoils_filings_stops_everything(root: Path) -> None:
    file = root / "rules/forms/funds.yaml"
    text = file.read_text("utf-8")
    later = "- {id: later, header: 后来的列, type: text, required: true}\nkey: ["
    assert text.count("key: [") == 1
    file.write_text(text.replace("key: [", later), "utf-8")
    for command in ("judge", "site", "check"):
        done = taizhang(command, "--root", str(root))
        assert done.returncode == 1, done.stderr
        assert "按现在的“资金”表的“后来的列”列，原来合格的 1 份报送不合格" in done.stderr
        assert "valid_from: 2023-08" in done.stderr
    assert not (root / "build").exists()
