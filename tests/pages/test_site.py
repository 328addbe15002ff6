"""What the pages say: the states, the links, and nothing that is for internal eyes only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator import flow
from generator.pages.writing import write
from generator.words.codes import AREA_OF, CODES
from tests.factory import harbour
from tests.place import PROJECT
from tests.world import SPENT, World

SECRET = "开展专项检查"


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "world", indicators=[dict(SPENT)], files=("funds", "words"))
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-06-30", "value": 50}]
    world.target("T-1", quote, indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1", title="支出规则")
    world.provision("commitments", "T-2", "及时研判")
    world.provision(
        "escalations", "T-9", SECRET, title="秘密措施", measures=["专项检查"], audience="internal"
    )
    world.file("2023-07", "east", "funds", [["P1", "中央", 10000, 20000, 4600, "2023-06-30"]])
    world.file("2023-07", "east", "words", [["T", "<script>alert(1)</script>"]])
    return world


@pytest.fixture
def docs(world: World, tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    write(world.judge("2023-07-25", "public"), PROJECT / "site", folder)
    return folder


def all_pages(docs: Path) -> Iterator[str]:
    return (file.read_text("utf-8") for file in docs.rglob("*.md"))


def test_every_clause_and_unit_has_its_page(docs: Path) -> None:
    made = {str(file.relative_to(docs)) for file in docs.rglob("*.md")}
    assert made >= {
        "index.md",
        "notice.md",
        "wall/index.md",
        "wall/matrix.md",
        "questions.md",
        "assumed.md",
    }
    assert made >= {"tasks/T.md", "tasks/M.md", "units/east.md", "units/west.md", "filing/funds.md"}


def test_a_unit_reads_what_it_owes_and_why_it_stands_so(docs: Path) -> None:
    page = (docs / "units/east.md").read_text("utf-8")
    assert "46&#46;0&#37;" in page
    assert "，差4&#46;0个百分点" in page
    record = (docs / "units/east/record.md").read_text("utf-8")
    assert '<a href="east/record.html">' in page
    assert '<a href="../../sources/2023-07/east.html#funds">funds&#46;csv</a>' in record


def test_what_was_filed_cannot_act(docs: Path) -> None:
    assert not any("<script>alert" in page for page in all_pages(docs))


def test_the_public_edition_holds_no_trace_of_internal_matters(docs: Path) -> None:
    for page in all_pages(docs):
        assert "秘密措施" not in page
        assert "T&#45;9" not in page


def test_the_notice_is_marked_where_something_encodes_it(docs: Path) -> None:
    page = (docs / "notice.md").read_text("utf-8")
    assert 'class="provision provision-overdue"' in page
    assert "及时研判" in page
    assert SECRET in page  # the words themselves are public, what hangs on them is not


def test_sample_data_says_so_on_every_page(world: World, tmp_path: Path) -> None:
    about = world.folder / "submissions/about.yaml"
    about.write_text("label: 示例数据\nnote: 全部虚构。\n", "utf-8")
    folder = tmp_path / "marked"
    write(world.judge("2023-07-25", "public"), PROJECT / "site", folder)
    assert all("示例数据" in page for page in all_pages(folder))


def test_nothing_of_the_shipped_city_is_in_code_or_templates() -> None:
    words = ("许昌", "襄城", "禹州", "长葛", "鄢陵", "建安", "庭院", "衔接")
    folders = (PROJECT / "generator", PROJECT / "site")
    files = [
        f
        for folder in folders
        for f in folder.rglob("*")
        if f.suffix in (".py", ".j2", ".md", ".css")
    ]
    assert files
    found = [(f.name, w) for f in files for w in words if w in f.read_text("utf-8")]
    assert not found


def test_every_verdict_by_a_rule_can_be_followed_to_its_cells(docs: Path) -> None:
    page = unescape((docs / "tasks/T.md").read_text("utf-8"))
    assert "怎样算的" in page
    link = (
        '<a href="../sources/2023-07/east.html#funds-2">2023-07/east/funds.csv 第2行第7列“支出”</a>'
    )
    assert link in page
    filed = unescape((docs / "sources/2023-07/east.md").read_text("utf-8"))
    assert "submissions/2023-07/east/funds.csv" in filed
    assert 'id="funds-2"' in filed
    home = unescape((docs / "index.md").read_text("utf-8"))
    explained = re.search(r'<b><a href="(nodes/[^"#]+).html', home)
    assert explained
    node = unescape((docs / f"{explained[1]}.md").read_text("utf-8"))
    anchor = re.search(r'href="../tasks/T.html#(v-[^"]+)">', node)
    assert anchor
    assert f'id="{anchor[1]}"' in page


def test_coverage_and_decisions_have_their_pages(docs: Path) -> None:
    coverage = unescape((docs / "coverage.md").read_text("utf-8"))
    assert all(word in coverage for word in ("T-1", "指标达标", "文字陈述", "N-1"))
    assert "目前没有提请，也没有决定" in (docs / "decisions.md").read_text("utf-8")


def test_every_code_is_explained_with_an_example_on_the_page_of_its_area(docs: Path) -> None:
    for code, told in CODES.items():
        assert all((told.title, told.why, told.wrong, told.right)), code
        page = (docs / "codes" / f"{AREA_OF[code].id}.md").read_text("utf-8")
        assert f"\n## {code} " in page
        assert f">{code}</a>" in (docs / "codes" / "index.md").read_text("utf-8")


def test_home_says_who_has_not_filed_only_where_that_is_judged(tmp_path: Path) -> None:
    """Without a rule on filing nobody knows it: no figure, rather than a 0 that looks like all is well."""
    said = {}
    for judged in (True, False):
        city = harbour(tmp_path / str(judged))
        if not judged:
            rule = "  - id: on-time\n    kind: filing_deadline\n    title: 按时报送\n    provision: P-1\n"
            city.edit("rules/judging/all.yaml", f"{rule}    basis: assumed\n", "")
        results = flow.judge(flow.read(city.root), date(2027, 7, 20))
        write(results, PROJECT / "site", tmp_path / f"docs-{judged}")
        said[judged] = (tmp_path / f"docs-{judged}/index.md").read_text("utf-8")
    assert "未报齐</span> <b>1</b>" in said[True]
    assert "未报齐" not in said[False]
