"""explain, status and impact: the verdict followed to its cells, a standing, what a change turns."""

from __future__ import annotations

import json
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from rich.console import Console

from generator.catalogue.model.terms import Audience
from generator.markdown import literal
from generator.pages.media import media
from generator.pages.render import terminal
from generator.reports import explain
from tests.warm import taizhang
from tests.world import SPENT, World

QUOTE = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
JUNE = "T-1@2023-06-30/east"
READINGS = [
    {"id": "arrived", "name": "按到位"},
    {"id": "allocated", "name": "按下达", "denominator": {"sum": "allocated"}},
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    indicator = {**SPENT, "readings": READINGS, "questions": ["A01"]}
    made = World(tmp_path / "city", indicators=[indicator])
    made.question("A01")
    made.target("T-1", QUOTE, indicator="spent", checkpoints=[{"date": "2023-06-30", "value": 50}])
    made.rule("threshold", provision="T-1", note="逐县判定。")
    made.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 6000, "2023-06-30"]])
    made.write()
    return made


def run(world: World, *words: str) -> str:
    done = taizhang(*words, "--root", str(world.folder))
    assert done.returncode == 0, done.stderr
    return done.stdout


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=office", "-c", "user.email=office@example.invalid")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def test_explain_leads_from_the_sentence_to_the_cells(world: World) -> None:
    said = run(world, "explain", JUNE, "--as-of", "2023-07-25")
    lines = [line.strip("│├└─ ") for line in said.splitlines()]
    assert lines[0] == f"◇ 口径待定  {JUNE}"
    assert any(line.startswith("条文：1．资金任务（T-1）“支出进度") for line in lines)
    assert any(line.startswith("规则：r1（rules/judging/all.yaml:") for line in lines)
    assert (
        "下一步：请办公室明确口径（A01），在 rules/questions.yaml 中写明决定和采用的读法（chooses）。"
        in lines
    )
    assert "按到位：60.0%，达到" in lines
    assert "按下达：30.0%，未达到" in lines
    assert "submissions/2023-07/east/funds.csv:2:7 支出 6000" in lines


def test_explain_takes_a_code_of_a_finding() -> None:
    done = taizhang("explain", "e221")
    assert done.returncode == 0
    assert done.stdout.startswith("E221 名录中没有（错误，改正后才能通过）\n")
    assert "例如写成：" in done.stdout
    assert "应当：" in done.stdout


def test_explain_takes_a_provision_a_clause_or_a_rule(world: World) -> None:
    for name in ("T-1", "T", "r1"):
        assert JUNE in run(world, "explain", name, "--as-of", "2023-07-25")


def test_explain_gives_the_same_as_results_json(world: World) -> None:
    told = json.loads(run(world, "explain", JUNE, "--as-of", "2023-07-25", "--format", "json"))
    run(world, "judge", "--as-of", "2023-07-25")
    every = json.loads((world.folder / "build/results.json").read_text("utf-8"))
    assert told["verdicts"] == [v for v in every["verdicts"] if v["id"] == JUNE]


def test_explain_knows_what_was_probably_meant(world: World) -> None:
    done = taizhang("explain", "T-1@2023-06-30/esat", "--root", str(world.folder))
    assert (done.returncode, f"是否为“{JUNE}”" in done.stderr) == (2, True)


def test_explain_hands_over_a_word_document(world: World, tmp_path: Path) -> None:
    file = tmp_path / "交办/说明.docx"
    words = ("--as-of", "2023-07-25", "--out", str(file), "--site", "http://a.example/")
    said = run(world, "explain", JUNE, *words)
    assert said == f"判定说明：{file}\n"
    assert [path.name for path in file.parent.iterdir()] == ["说明.docx"]
    document = docx.Document(str(file))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:2] == ["2023年7月25日的判定说明（内部版）", f"◇ 口径待定  {JUNE}"]
    assert "按到位：60.0%，达到" in lines
    assert "submissions/2023-07/east/funds.csv:2:7 支出 6000" in lines
    pages = [link.url for paragraph in document.paragraphs for link in paragraph.hyperlinks]
    assert pages[-1] == "http://a.example/questions.html#A01"


def test_an_explanation_is_one_in_every_medium(world: World) -> None:
    for name in ("T", "T-1"):
        results = world.judge("2023-07-25")
        found = explain.find(results, name)
        paper = explain.together(results, found)
        with (console := Console(width=200, highlight=False)).capture() as shown:
            for verdict in found:
                console.print(terminal.paper(explain.explain(results, verdict)))
        bare = [line.strip("│├└─ ") for line in shown.get().splitlines()]
        written = {ending: medium.written(paper, None) for ending, medium in media().items()}
        word = docx.Document(BytesIO(written[".docx"]))
        assert [paragraph.text for paragraph in word.paragraphs[1:]] == bare
        told = [line.lstrip("# -") for line in written[".md"].decode().splitlines()[1:]]
        plain = [
            literal(line).replace("\u200b", "") for line in bare
        ]  # whoever copies an id has it
        assert list(filter(None, told)) == [" ".join(line.split()) for line in plain]
        assert json.loads(written[".json"])["title"] == word.paragraphs[0].text


def test_a_file_says_of_which_edition_and_which_data_it_is(world: World) -> None:
    about = world.folder / "submissions/about.yaml"
    about.write_text("label: 示例数据\nnote: 全部虚构。\n", "utf-8")
    titles: dict[Audience, str] = {"public": "公开版", "internal": "内部版"}
    for audience, title in titles.items():
        results = world.judge("2023-07-25", audience)
        paper = explain.together(results, explain.find(results, JUNE))
        assert paper.title == f"2023年7月25日的判定说明（{title}）"
        assert paper.parts[0] == "示例数据：全部虚构。"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "a.pdf"], "“a.pdf”不是能写的文件，文件名的结尾可以是 .docx、.md、.json。"),
        (["--out", "说明"], "文件名的结尾可以是 .docx"),
        (["--out", "a.docx", "--format", "json"], "--format 与 --out 不能一起用"),
        (["--site", "http://a.example"], "--site 要与 --out 一起用"),
        (["--out", "a.docx", "--site", "javascript:1"], "“javascript:1”不是网址"),
    ],
    ids=lambda words: words[-1] if isinstance(words, list) else "",
)
def test_explain_says_what_it_can_write(words: list[str], said: str) -> None:
    done = taizhang("explain", "E221", *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_a_code_is_handed_over_too(tmp_path: Path) -> None:
    done = taizhang("explain", "e221", "--out", str(tmp_path / "码.MD"))
    assert done.returncode == 0
    assert (tmp_path / "码.MD").read_text("utf-8").startswith("# E221 名录中没有（错误")


def test_status_of_everyone_and_of_one(world: World) -> None:
    everyone = run(world, "status", "--as-of", "2023-07-25")
    assert all(name in everyone for name in ("东县", "西县", "口径待定", "2023年7月"))
    one = run(world, "status", "--unit", "西县", "--as-of", "2023-07-25")
    assert "✕ 未报送" in one
    assert "→ 请补报" in one
    done = taizhang("status", "--unit", "北县", "--root", str(world.folder))
    assert (done.returncode, "没有“北县”这个单位" in done.stderr) == (2, True)


def test_impact_of_settling_a_question(world: World) -> None:
    git(world.folder, "init", "-q")
    git(world.folder, "add", "-A")
    git(world.folder, "commit", "-qm", "before")
    same = run(world, "impact", "HEAD", "--as-of", "2023-07-25")
    assert "没有判定改变" in same
    world.question("A01", "resolved", ["arrived"])
    world.write()
    said = run(world, "impact", "HEAD", "--as-of", "2023-07-25")
    assert f"{JUNE}  ◇口径待定 → ●已达到" in said
    assert "规则和登记的改动" in said
    assert "rules/questions.yaml  A01" in said
    told = json.loads(run(world, "impact", "HEAD", "--as-of", "2023-07-25", "--format", "json"))
    assert {each["file"] for each in told["edits"]} == {"rules/questions.yaml"}
    assert [(turn["id"], turn["kind"]) for turn in told["turns"]] == [(JUNE, "better")]


def test_impact_between_two_revisions_and_two_days(world: World) -> None:
    git(world.folder, "init", "-q")
    git(world.folder, "add", "-A")
    git(world.folder, "commit", "-qm", "before")
    world.question("A01", "resolved", ["allocated"])
    world.write()
    git(world.folder, "commit", "-qam", "after")
    said = run(world, "impact", "HEAD~1", "HEAD", "--as-of", "2023-07-25")
    assert "◇口径待定 → ■逾期" in said
    assert "■逾期" in run(world, "impact", "2023-06-01", "--as-of", "2023-07-25")


def test_impact_says_when_there_is_nothing_to_compare_with(world: World) -> None:
    for words, said in ((["impact", "HEAD"], "不在 git 仓库中"), (["impact", "nowhere"], "git")):
        done = taizhang(*words, "--root", str(world.folder))
        assert (done.returncode, said in done.stderr) == (2, True)
    git(world.folder, "init", "-q")
    done = taizhang("impact", "v9", "--root", str(world.folder))
    assert (done.returncode, "没有“v9”这个版本" in done.stderr) == (2, True)


def test_the_clone_leaves_nothing_behind(world: World, tmp_path: Path) -> None:
    git(world.folder, "init", "-q")
    git(world.folder, "add", "-A")
    git(world.folder, "commit", "-qm", "before")
    before = sorted(p for p in (world.folder / ".git").rglob("*"))
    run(world, "impact", "HEAD", "--as-of", "2023-07-25")
    assert sorted(p for p in (world.folder / ".git").rglob("*")) == before
