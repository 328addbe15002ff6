"""The gathered site from outside: the command, its pages and what lies beside them."""

from __future__ import annotations

import re
import shutil
from csv import DictReader
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.gathering import reading
from generator.pages import summary
from generator.pages.summary import Summary
from tests.gathering.folders import PLAIN, edited, figure, indicator, site, version
from tests.warm import taizhang

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPT = "<script>window.hacked=1</script>"
MARKUP = "[点](javascript:window.hacked=1) **粗** `码` {{ 7*7 }} | # 题 </table>"

LIST = """
title: 某市汇总
roots:
  - {id: east, name: 东县, folder: east, level: 县, address: ../../east}
  - {id: west, name: 西县, folder: west, level: 县, address: "https://west.example/tz/"}
  - {id: torn, name: 断县, folder: torn, level: 区}
  - {id: evil, name: 注县, folder: evil, level: 区}
indicators:
  - {id: new, name: 新增, unit: 个, of: {east: new, west: new}, total: true}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four places, of which one was torn on the way and one says what it should not."""
    folder = tmp_path_factory.mktemp("gathered")
    version(folder / "east", "2023-07")
    site(folder / "west", replace(PLAIN, headline="西县的情况", data_note="示例数据"))
    torn = site(folder / "torn", replace(PLAIN, headline="断")) / "site" / summary.FILE
    torn.write_bytes(torn.read_bytes()[:99])

    def spoil(data: dict[str, Any]) -> None:
        data |= {"headline": SCRIPT + MARKUP, "title": SCRIPT, "doc_no": MARKUP, "urgent": SCRIPT}
        (matter,) = data["matters"]
        matter |= dict.fromkeys(("what", "who", "value", "asked", "gap"), SCRIPT + MARKUP)
        matter["next"] = "=HYPERLINK(1)"
        data["indicators"][0] |= {"name": SCRIPT, "unit": "%"}

    site(folder / "evil", edited(spoil))
    (folder / "list").mkdir()
    for name in ("east", "west", "torn", "evil"):
        (folder / name).rename(folder / "list" / name)
    (folder / "list/gather.yaml").write_text(LIST, "utf-8")
    return folder / "list"


@pytest.fixture(scope="module")
def made(folder: Path) -> tuple[Path, str, int]:
    done = taizhang("gather", cwd=folder)
    return folder / "build/site", done.stdout + done.stderr, done.returncode


def test_it_is_made_of_the_others_and_says_so(made: tuple[Path, str, int]) -> None:
    pages, said, code = made
    assert code == 3
    assert "断县：summary.json 与旁边的校验和不符，被改动过或没有取全 [E652]" in said
    assert "东县：2023年7月，2023年7月31日，3条任务要求：滞后1、已达到2" in said
    home = (pages / "index.html").read_text("utf-8")
    assert "4处中1处的结果用不上；计入的3处都有逾期、滞后或未报送的任务要求，共3条" in home
    assert "断县：summary.json 与旁边的校验和不符" in home
    assert "E652" in home
    assert "合计（4处中的3处）" in home
    assert re.search(r'class="state state-missing_report">.{0,60}缺 1处', home)
    assert "示例数据（西县）" in home
    torn = (pages / "roots/torn.html").read_text("utf-8")
    assert "被改动过或没有取全" in torn
    rows = (pages / "indicators.html").read_text("utf-8")
    assert "有缺的，不给合计。" in rows
    assert "断县" in rows


def test_links_lead_to_the_pages_of_each_place(made: tuple[Path, str, int]) -> None:
    pages, _, _ = made
    east, west, evil = (
        (pages / f"roots/{name}.html").read_text("utf-8") for name in ("east", "west", "evil")
    )
    (link,) = set(re.findall(r'href="([^"]+T-1\.html)#v-T-1-east"', east))
    assert (pages / "roots" / link).resolve().read_text("utf-8") == "任务"
    assert 'href="https://west.example/tz/tasks/T-1.html#v-T-1-east"' in west
    assert "T-1.html" not in evil


def test_it_hands_out_tables_that_no_spreadsheet_runs(made: tuple[Path, str, int]) -> None:
    pages, _, _ = made
    places, matters, figures = (
        list(DictReader((pages / f"data/{name}.csv").open(encoding="utf-8-sig", newline="")))
        for name in ("places", "matters", "figures")
    )
    assert [(row["id"], row["use"], row["behind"]) for row in places] == [
        ("east", "used", "1"), ("west", "used", "1"), ("torn", "unfit", ""), ("evil", "used", "1"),
    ]  # fmt: skip
    assert [row["place"] for row in matters] == ["east", "west", "evil"]
    assert matters[2]["next"].startswith("'=")
    assert {row["place"] for row in figures} == {"east", "west", "evil"}


def test_its_own_summary_can_be_gathered_again(made: tuple[Path, str, int]) -> None:
    pages, _, _ = made
    found = reading.parse((pages / summary.FILE).read_bytes(), "市")
    assert isinstance(found, Summary)
    assert [part.use for part in found.parts] == ["used", "used", "unfit", "used"]
    again = taizhang("gather", str(pages), "--out", str(pages.parent / "again"))
    assert again.returncode == 3
    assert "那里汇总时有 1 处没有用上" in again.stderr


def test_nothing_of_what_is_said_there_acts(made: tuple[Path, str, int]) -> None:
    pages, _, _ = made
    for file in pages.rglob("*.html"):
        text = file.read_text("utf-8")
        assert "<script>window" not in text
        assert 'href="javascript' not in text
    assert "&#60;script&#62;window.hacked" in (pages / "roots/evil.html").read_text("utf-8")


def test_nothing_acts_in_a_browser_and_a_phone_shows_all(
    made: tuple[Path, str, int], browser: Browser
) -> None:
    pages, _, _ = made
    page = browser.new_page(viewport={"width": 360, "height": 740})
    for name in ("index", "indicators", "roots/evil", "roots/torn"):
        page.goto((pages / f"{name}.html").as_uri())
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_the_same_folders_give_the_same_bytes(
    folder: Path, made: tuple[Path, str, int], tmp_path: Path
) -> None:
    pages, _, _ = made
    shutil.copytree(folder, tmp_path / "list", ignore=shutil.ignore_patterns("build"))
    taizhang("gather", cwd=tmp_path / "list", env={"TZ": "America/New_York"})
    again = tmp_path / "list/build/site"
    found = {path.relative_to(pages): path.read_bytes() for path in files(pages)}
    assert found == {path.relative_to(again): path.read_bytes() for path in files(again)}


def files(top: Path) -> list[Path]:
    return [path for path in top.rglob("*") if path.is_file()]


def test_a_page_that_grew_too_long_is_parted(tmp_path: Path) -> None:
    rows = [figure(f"{number}{'县' * 90}", 1.0) for number in range(60)]
    many = tuple(indicator(f"i{number}", "指标", "个", *rows) for number in range(40))
    version(tmp_path / "a", "2023-07", replace(PLAIN, indicators=many))
    assert taizhang("gather", "a", cwd=tmp_path).returncode == 0
    parts = list((tmp_path / "build/site/roots").glob("a~*.html"))
    assert len(parts) > 1
    assert "59县县" in "".join(part.read_text("utf-8") for part in parts)


def test_where_nothing_can_be_used_nothing_is_written(tmp_path: Path) -> None:
    site(tmp_path / "a", b"{}")
    done = taizhang("gather", "a", "b", cwd=tmp_path)
    assert done.returncode == 1
    assert "2 处结果没有一处能用，没有生成汇总 [E650]" in done.stderr
    assert not (tmp_path / "build").exists()
    site(tmp_path / "b")
    assert taizhang("gather", "b", "a", cwd=tmp_path).returncode == 3
    before = files(tmp_path / "build/site")
    shutil.rmtree(tmp_path / "b")
    done = taizhang("gather", "a", "b", cwd=tmp_path)
    assert done.returncode == 1
    assert "上一次生成的内容保持不变" in done.stderr
    assert files(tmp_path / "build/site") == before


def test_it_never_stands_in_the_place_of_what_it_is_made_of(tmp_path: Path) -> None:
    site(tmp_path / "build")
    (tmp_path / "build/site/sitemap.xml").write_text("", "utf-8")
    before = files(tmp_path)
    for words in (("build",), ("build/site",), ("build", "--out", "build")):
        done = taizhang("gather", *words, cwd=tmp_path)
        assert done.returncode == 1
        assert "会盖掉要汇总的" in done.stderr
    assert files(tmp_path) == before


def test_places_are_called_by_what_tells_them_apart(tmp_path: Path) -> None:
    site(tmp_path / "east/build")
    version(tmp_path / "west/published", "2023-07", replace(PLAIN, headline="西"))
    done = taizhang("gather", "east/build", "west/published/2023-07", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.findall("^(.+?)：", done.stdout, re.MULTILINE)[:2] == ["east", "west"]


def test_sound_places_end_with_0(tmp_path: Path) -> None:
    version(tmp_path / "a", "2023-07")
    done = taizhang("gather", "a", "--title", "一个县的", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "<title>" in (tmp_path / "build/site/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("title: 甲\nroots: []\n", "E517", "不能为空"),
        ("title: 甲\nroots: [{id: a, name: 甲}]\n", "E512", "folder"),
        ("title: 甲\nroots: [{id: a, name: 甲, folder: a, url: x}]\n", "E511", "url"),
        (
            "title: 甲\nroots: [{id: a, name: 甲, folder: a, address: 'javascript:x'}]\n",
            "E515",
            "网址",
        ),
        ("title: <b>\nroots: [{id: a, name: 甲, folder: a}]\n", "E515", "标题"),
        ("title: 甲\nroots:\n - id: a\n name: b\n", "E501", ""),
    ],
)
def test_a_list_at_fault_is_told_as_any_file(
    text: str, code: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "gather.yaml").write_text(text, "utf-8")
    done = taizhang("gather", cwd=tmp_path)
    assert done.returncode == 1
    assert f"[{code}]" in done.stderr
    assert says in done.stderr
    assert not (tmp_path / "build").exists()


def test_wrong_use_is_said(tmp_path: Path) -> None:
    assert "先写好 gather.yaml" in taizhang("gather", cwd=tmp_path).stderr
    (tmp_path / "gather.yaml").write_text(LIST, "utf-8")
    done = taizhang("gather", "--title", "乙", cwd=tmp_path)
    assert done.returncode == 2
