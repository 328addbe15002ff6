"""``taizhang bulletin``: a paper in a file or on the terminal, and what stands in its way in words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.factory import harbour
from tests.warm import taizhang

TITLE = "关于《临港市2027年港湾清洁行动方案》2027年二季度落实情况的通报"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return harbour(tmp_path_factory.mktemp("bulletin")).root


def run(root: Path, *words: str, zone: str = "Asia/Shanghai") -> tuple[int, str]:
    asked = ("bulletin", *words, "--root", str(root))
    done = taizhang(*asked, env={"TZ": zone})
    return done.returncode, done.stdout + done.stderr


def test_it_is_a_word_document_and_the_same_in_any_time_zone(root: Path) -> None:
    code, told = run(root, "2027-q2", "--as-of", "2027-08-20")
    file = root / "build/bulletins/2027-Q2-quarterly.docx"
    assert (code, told) == (0, f"代拟稿：{file}\n")
    first = file.read_bytes()
    read = [paragraph.text for paragraph in docx.Document(BytesIO(first)).paragraphs]
    assert TITLE in "".join(read).replace("\n", "")
    assert {"一、总体情况", "二、主要工作进展", "三、存在问题", "四、下一步工作"} <= set(read)
    run(root, "2027-Q2", "--as-of", "2027-08-21", zone="America/New_York")
    assert file.read_bytes() == first


def test_it_stands_as_of_its_closing_or_of_the_day_where_that_is_before(root: Path) -> None:
    later = run(root, "2027-Q2", "--format", "text", "--as-of", "2027-12-31")[1]
    assert "所列情况截至2027年7月31日" in later
    assert later.startswith(TITLE)
    sooner = run(root, "2027-Q2", "--format", "text", "--as-of", "2027-07-15")[1]
    assert "所列情况截至2027年7月15日" in sooner


def test_the_ending_says_what_is_written(root: Path, tmp_path: Path) -> None:
    asked = "2027-Q2", "--as-of", "2027-08-20", "--out"
    assert run(root, *asked, str(tmp_path / "通报.md"))[0] == 0
    assert (tmp_path / "通报.md").read_text("utf-8").startswith(f"# {TITLE}")
    assert run(root, *asked, str(tmp_path))[0] == 0
    assert (tmp_path / "2027-Q2-quarterly.docx").exists()
    code, told = run(root, *asked, str(tmp_path / "通报.pdf"))
    assert (code, "不会写“.pdf”结尾的文件" in told) == (2, True)


def test_of_a_paper_that_was_decided_later_there_is_none_yet(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    one = "{id: q, name: 季报, every: quarter, title: '{period}季报'}"
    decided = "basis: office\ndecision: {paper: 纪要1号, date: 2027-08-01}"
    city.write("rules/bulletins.yaml", f"bulletins: [{one}]\n{decided}\n")
    code, told = run(city.root, "2027-Q2", "--as-of", "2027-08-20")
    assert code == 2
    assert "2027年二季度的季报按2027年7月31日的情况起草，这种公文是那以后才定的" in told
    assert run(city.root, "2027-Q3", "--as-of", "2027-12-20")[0] == 0


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["2027年6月"], "“2027年6月”不是期间，是否为“2027-06”？"),
        (["2027-06", "--as-of", "2027-08-20"], "2027年6月没有公文"),
        (["2027-Q2", "--as-of", "2027-07-09"], "2027年二季度的报送2027年7月9日截止"),
        (["2027-Q2", "--for", "市政府", "--as-of", "2027-08-20"], "没有报给“市政府”的公文"),
        (["2027-Q2", "--signed", "1号"], "要把 --signed 文号和 --date 日期一起写"),
        (["2027-Q2", "--format", "text", "--out", "x.md", "--as-of", "2027-08-20"], "不能一起用"),
    ],
)
def test_what_stands_in_the_way_is_said(root: Path, words: list[str], why: str) -> None:
    code, told = run(root, *words)
    assert code == 2
    assert why in told
