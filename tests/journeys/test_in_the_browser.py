"""A leader with a phone and a clerk at a desk: the built site in a real Chromium."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.loopback import serving
from tests.once import shipped_site
from tests.searching import RESULT, searched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KINDS = (
    "index", "notice", "coverage", "tasks/index", "tasks/T10", "tasks/T17", "tasks/R2",
    "units/index", "units/xiangcheng", "units/zhujian", "wall/index", "wall/units",
    "wall/verdicts", "wall/filing", "progress/figures", "progress/registers", "wall/matrix", "questions",
    "assumed", "decisions", "changes", "sources/2023-06/xiangcheng", "filing/index",
    "filing/self-check", "filing/funds",
    "filing/indicators", "reference/index", "reference/tasks", "codes/index", "codes/cells",
    "adopting", "language", "404",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shipped_site(tmp_path_factory, date(2023, 12, 31))


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site served below a path, as an intranet would."""
    with serving(site.parent) as root:
        yield f"{root}/site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_no_page_asks_for_anything_outside_or_is_wider_than_its_screen(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for kind in KINDS:
        page.goto(f"{address}/{kind}.html")
        page.add_style_tag(content="* { transition: none !important }")  # nothing on its way
        for width in (360, 1366):
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert not faults


def test_from_home_to_the_reason_and_its_cells(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.locator(".home-three").get_by_role("link", name="衔接资金支出").click()
    page.wait_for_url("**/nodes/T17-3-2023-09-30*")
    missed = page.locator("tr", has_text="建安区").filter(has_text="69.0%").first
    missed.get_by_role("link", name="计算过程").click()
    page.wait_for_url("**/tasks/T17*")
    row = page.locator("table.verdicts tr", has_text="建安区").first
    assert "69.0%" in row.inner_text()
    row.locator("summary").click()
    row.get_by_role("link", name="2023-10/jianan/funds.csv 第10–17行第8列“支出资金”").first.click()
    page.wait_for_url("**/sources/2023-10/jianan.html#funds-10")
    filed = page.locator("#funds-10")
    header = page.locator("table", has=filed).locator("thead th").all_inner_texts()
    assert filed.locator("td").nth(header.index("8 支出资金") - 1).inner_text() == "169.09"


def test_a_unit_finds_what_it_owes_and_when(page: Page, address: str) -> None:
    page.goto(f"{address}/units/zhujian.html")
    text = page.locator("article").inner_text()
    assert "市住建局" in text
    assert "报2024年1月的2张表" in text
    assert "2024年1月22日前（还有22天）" in text
    assert "补报2023年8月的2张表" in text  # what is still missing


def test_a_phrase_of_the_notice_opens_to_its_figures_and_leads_to_their_cells(
    page: Page, address: str
) -> None:
    page.goto(f"{address}/notice.html")
    page.locator("mark.provision a", has_text="用于产业发展的比例不低于60%").first.click()
    row = page.locator("#T10-1")
    row.wait_for(state="visible")
    assert "建安区 55.3%" in row.inner_text()
    row.locator("a", has_text="建安区 55.3%").click()
    page.wait_for_url("**/tasks/T10.html#v-T10-1*")


def test_a_leader_asks_who_missed_a_checkpoint_and_by_how_much(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="挂图作战").first.click()
    page.get_by_role("link", name="判定总表").first.click()
    page.locator(".table-tools select").nth(2).select_option("6月30日节点")
    rows = page.locator("table.ledger tbody tr:visible")
    told = [row.split("\t") for row in rows.all_inner_texts()]
    assert [cells[2] for cells in told if "滞后" in cells[4]] == ["建安区"]
    assert any(cells[2] == "建安区" and cells[7].strip() == "差4.0个百分点" for cells in told)
    assert "period=" in page.url  # the choice can be sent to somebody
    again = page.context.new_page()
    again.goto(page.url)
    assert again.locator("table.ledger tbody tr:visible").count() == len(told)


def test_what_a_table_shows_is_what_it_saves(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(f"{address}/units/index.html")
    page.fill(".table-tools input", "局")
    page.click("th:nth-child(4) .sort")
    page.click("th:nth-child(4) .sort")
    shown = [
        [" ".join(cell.split()) for cell in row.inner_text().split("\t")]
        for row in page.locator("article table").first.locator("tbody tr:visible").all()
    ]
    counts = [int(row[3]) for row in shown]
    assert counts == sorted(counts, reverse=True)
    with page.expect_download() as waiting:
        page.click("text=下载 CSV")
    data = Path(waiting.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    saved = list(csv.reader(data.decode("utf-8-sig").splitlines()))
    assert [row[0] for row in saved[1:]] == [row[0] for row in shown]
    with page.expect_download() as waiting:
        page.click("text=下载 XLSX")
    book = openpyxl.load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))
    cells = [
        ["" if cell is None else str(cell) for cell in row] for row in book.worksheets[0].values
    ]
    assert cells == saved


def test_home_is_three_screens_of_a_phone(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto((site / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 3 * 740
    assert page.locator("article details").count() == 0  # nothing folded


def test_a_unit_page_is_six_screens_of_a_phone_and_opens_to_what_is_asked(
    page: Page, site: Path
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for name in ("jianan", "zhujian", "xiangcunzhenxing", "office"):
        page.goto((site / "units" / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollHeight") <= 6 * 740, name
    page.goto((site / "units/jianan.html").as_uri())
    assert page.locator("details[open]").count() == 0
    page.goto((site / "units/jianan.html").as_uri() + "#T10")
    page.locator("table.duties #T10").wait_for(state="visible")
    assert page.locator("details.fold[open] h2").all_inner_texts() == ["责任清单"]


def test_a_unit_page_on_paper_is_its_responsibility_sheet(page: Page, site: Path) -> None:
    page.goto((site / "units" / "xiangcheng.html").as_uri())
    page.emulate_media(media="print")
    page.locator("table.duties").wait_for(state="visible")
    for anchor in ("verdicts", "filing", "templates"):
        assert not page.locator(f"h2#{anchor}").is_visible()
    assert not page.locator("text=工作簿带下拉选项").is_visible()
    assert page.locator(".data-date").is_visible()


def test_the_wall_is_one_sheet_of_a3(page: Page, site: Path) -> None:
    for name in ("index", "units", "filing"):
        page.goto((site / "wall" / f"{name}.html").as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        assert printed.count(b"/Type /Page\n") == 1, name
        assert b"/MediaBox [0 0 1190.9" in printed or b"/MediaBox [0 0 1191" in printed


SOUGHT = {
    "住建局": "units/zhujian.html", "市住房和城乡建设局": "units/zhujian.html",
    "许昌市住建局": "units/zhujian.html", "zjj": "units/zhujian.html",
    "zhujian": "units/zhujian.html", "建安": "units/jianan.html", "xcx": "units/xiangcheng.html",
    "乡村振兴局": "units/xiangcunzhenxing.html", "县（市、区）": "units/index.html#counties",
    "T17": "tasks/T17.html", "第17项": "tasks/T17.html", "第十七项": "tasks/T17.html",
    "周报告": "nodes/T17-1a.html", "五天四夜": "filing/cadres.html#columns", "A08": "questions.html#A08",
    "庭院经济": "filing/courtyard.html", "ｆｕｎｄｓ": "filing/funds.html",
    "支出资金": "filing/funds.html#columns", "陈化店镇": "progress/registers.html#",
    "E221": "codes/", "许巩固脱贫组办": "notice.html", "怎样报送？": "filing/index.html",
    "怎么上传": "filing/index.html", "下载模板": "filing/index.html", "自查": "filing/self-check.html",
    "住建局危房": "units/zhujian.html",
}  # fmt: skip
"""What people type, and where the first thing found leads."""


def test_what_people_type_is_found_in_pages_opened_from_a_folder(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto((site / "units/xiangcheng.html").as_uri())
    assert not page.evaluate(
        "performance.getEntriesByType('resource').some((e) => /search\\//.test(e.name))"
    )
    first = {words: searched(page, words) and leads(page, site) for words in SOUGHT}
    assert first == {
        words: first[words] for words, to in SOUGHT.items() if first[words].startswith(to)
    }
    assert searched(page, "E22x") == ""
    assert "E221" in page.inner_text(".search-status")


def leads(page: Page, site: Path) -> str:
    """Where the first thing found is, from the top of the site."""
    link = page.locator(f"{RESULT} a").first.get_attribute("href") or ""
    return link.removeprefix(f"{site.as_uri()}/")
