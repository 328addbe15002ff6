"""The way out of MkDocs: its fork makes the same site of the same folder, and says the same of faults."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from generator.pages.writing import write
from tests.place import PROJECT
from tests.world import SPENT, World

BUILDERS = ("mkdocs", "properdocs")

# Each in a process of its own: one builder stands in for the other under its name.
RUN = """
import json
import sys
from datetime import date
from pathlib import Path
from generator.publishing import build, builders

docs, nav, out, name = sys.argv[1:]
problems = build(
    Path(docs), Path("mkdocs.yml"), Path(out), as_of=date(2023, 7, 25), nav=json.loads(nav),
    site_name="测试", versioned=True, promised=["../latest/index.html"],
    builder=getattr(builders, name),
    progress=lambda done, total: print(done, total),
)
assert sys.modules["mkdocs"].__name__ == name, sys.modules["mkdocs"]
print(problems)
"""


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "world", indicators=[dict(SPENT)], files=("funds", "words"))
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-06-30", "value": 50}]
    world.target("T-1", quote, indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1", title="支出规则")
    world.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 4600, "2023-06-30"]])
    return world


def test_the_fork_of_mkdocs_builds_the_same_site(world: World, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    nav = json.dumps(write(world.judge("2023-07-25", "public"), PROJECT / "site", docs))
    said, again = _built(docs, nav, tmp_path)
    assert again == said
    assert said.endswith("\n[]\n")
    made, copy = (_contents(tmp_path / name) for name in BUILDERS)
    assert made.keys() == copy.keys()
    assert [path for path in made if made[path] != copy[path]] == []


def test_the_fork_of_mkdocs_says_the_same_of_a_faulty_folder(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# 一\n\n[x](b.md) [y](#nowhere)\n", "utf-8")
    nav = json.dumps(["index.md", "missing.md"])
    said, again = _built(tmp_path / "docs", nav, tmp_path)
    assert again == said
    assert [said.count(f"'{code}'") for code in ("E602", "E603")] == [2, 1]


def test_templates_and_theme_ask_nothing_that_only_python_knows() -> None:
    """Other engines read the same templates, but their texts, lists and maps have no such methods."""
    site = PROJECT / "site"
    known = {*dir(str), *dir(list), *dir(dict)}
    files = [*(site / "theme").rglob("*.html"), *(site / "templates").glob("*.j2")]
    assert files
    for file in files:
        calls = Environment().parse(file.read_text("utf-8")).find_all(nodes.Call)
        asked = {call.node.attr for call in calls if isinstance(call.node, nodes.Getattr)}
        assert asked & known == set(), file


def _built(docs: Path, nav: str, into: Path) -> list[str]:
    """What is said of a build by each of the builders."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", RUN, str(docs), nav, str(into / name), name],
            cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )
        for name in BUILDERS
    ]  # fmt: skip
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    return said


def _contents(folder: Path) -> dict[str, bytes]:
    """Every file by path, but for the line of a page that names the builder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    named = re.compile(rb'<meta name="generator"[^>]*>')
    return {f.relative_to(folder).as_posix(): named.sub(b"", f.read_bytes()) for f in files}
