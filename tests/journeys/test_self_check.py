"""A clerk who has never seen git: check a file, put it right on screen, save, know where to put it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import flow
from generator.calendar import Month
from generator.intake import Filed, Reader, Source
from generator.pages.kinds.self_check import SCRIPTS
from tests.factory import City, harbour, sheet
from tests.intake.filings import BRIEFS, OUTLET, OUTLETS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

SOON = date(2027, 7, 1)
"""The second quarter is over and not yet due."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    root = tmp_path_factory.mktemp("lingang")
    city = harbour(root, filings=False)
    city.write("submissions/2027-03/beigang/outlets.csv", sheet(OUTLETS, OUTLET))
    brief = "北港园区,2027-03,K1,办理中,已排查12处,"
    city.write("submissions/2027-03/beigang/briefs.csv", sheet(BRIEFS, brief))
    problems = flow.build(city.root, lambda _: SOON, city.root / "build", flow.Unwatched())
    assert not [p for p in problems if p.severity == "error"], problems
    return city


@pytest.fixture
def page(browser: Browser, city: City) -> Iterator[Page]:
    """The page opened from a folder, without a server, on a small office screen."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda r: faults.append(r.url) if r.url.startswith("http") else None)
    file = city.root / "build" / "site" / "filing" / "self-check.html"
    opened.goto(f"{file.as_uri()}?unit=beigang&month=2027-06")
    opened.wait_for_selector("#forms button")
    yield opened
    assert not faults
    context.close()


def choose(page: Page, *files: Path) -> None:
    page.set_input_files("#files", [str(file) for file in files])
    page.wait_for_selector("#drop:not(.busy)")
    page.wait_for_selector(".report")


def told(page: Page, where: str) -> str:
    return " ".join(page.inner_text(where).split())


def test_the_link_of_a_unit_page_leads_to_its_month(page: Page) -> None:
    assert page.input_value("[name=unit]") == "beigang"
    assert "本期应报 3 张：季度简报、入海排口台账、清洁岸滩" in told(page, "#owed")


def test_a_file_is_checked_at_once(page: Page, tmp_path: Path) -> None:
    row = "北港园区,2027-06,PK001,月牙渔港东侧 13812345678,已整好,是,2027年6月30日"
    file = tmp_path / "outlets.csv"
    file.write_bytes(sheet(OUTLETS, row))
    choose(page, file)
    report = told(page, ".report")
    assert "✗ 有 2 处错误" in report
    assert "D2 " in report
    assert "疑似手机号（13*******78），不得提交" in report
    assert "13812345678" not in report
    assert "E2 " in report
    assert "“已整好”不在选项之内" in report
    page.click(".report summary")
    assert "2027年6月30日 2027-06-30" in told(page, ".report details")
    link = page.get_attribute(".report a[href*=E301]", "href")
    page.goto(f"{page.url.rpartition('/')[0]}/{link}")
    assert page.inner_text("h1").startswith("E301 个人信息")


def test_a_checked_file_is_put_right_on_screen(page: Page, tmp_path: Path, city: City) -> None:
    file = tmp_path / "outlets (1).csv"
    file.write_bytes(sheet(OUTLETS, "北港园区,2027-06,PK1,东侧,已整治,是,2027-06-30"))
    choose(page, file)
    assert "像是 outlets.csv 的另一个版本" in told(page, ".report")
    page.click("text=在下面打开修改")
    assert page.get_attribute("#desk [data-column=outlet]", "aria-invalid") == "true"
    page.fill("#desk [data-column=outlet]", "PK001")
    page.wait_for_selector("#desk .state-met")
    saved = store(page)
    assert saved.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in saved
    filed = read(city, "outlets", saved)
    assert filed.valid
    assert list(filed.columns["outlet"]) == ["PK001"]
    link = page.get_attribute("#after ol a", "href")
    assert link == "http://git.example/lingang/taizhang/_upload/main/submissions/2027-06/beigang"
    assert "✓ 入海排口台账" in told(page, "#owed")


def test_a_form_is_filled_in_on_screen(page: Page, city: City) -> None:
    page.click("#forms >> text=季度简报")
    page.wait_for_selector("#desk table")
    assert "每条一行，写本季做了什么。" in told(page, "#desk")
    assert "参考：2027-03 办理情况" in told(page, "#desk thead")
    rows = page.locator("#desk tbody tr").count()
    assert rows >= 1
    assert "格必填项没有填" in told(page, "#desk .live")
    for index in range(rows):
        page.locator("#desk [data-column=state]").nth(index).select_option(index=1)
        page.locator("#desk textarea").nth(2 * index).fill("已排查，含“引号”,英文逗号\n第二行")
    page.wait_for_selector("#desk .state-met")
    filed = read(city, "briefs", store(page))
    assert filed.valid
    assert len(filed) == rows
    assert filed.columns["told"][0] == "已排查，含“引号”,英文逗号\n第二行"


def test_nothing_to_report_is_one_click(page: Page, city: City) -> None:
    page.click("#forms >> text=清洁岸滩")
    page.click("text=本期没有内容（零报告）")
    page.wait_for_selector("#desk .state-met")
    filed = read(city, "beaches", store(page))
    assert filed.valid
    assert filed.zero


def test_cells_of_a_spreadsheet_are_pasted_as_they_lie(page: Page, city: City) -> None:
    page.click("#forms >> text=入海排口台账")
    page.wait_for_selector("#desk [data-column=outlet]")
    page.evaluate(
        """() => {
            const target = document.querySelector("#desk [data-column=outlet]")
            const clipboardData = new DataTransfer()
            const row = "东侧\\t已整治\\t是\\t2027-06-30"
            clipboardData.setData("text/plain", `PK001\\t${row}\\r\\nPK002\\t${row}`)
            const how = {clipboardData, bubbles: true, cancelable: true}
            target.dispatchEvent(new ClipboardEvent("paste", how))
        }"""
    )
    filed = read(city, "outlets", store(page))
    assert list(filed.columns["outlet"]) == ["PK001", "PK002"]


def test_unsaved_work_is_not_thrown_away_unasked(page: Page) -> None:
    page.click("#forms >> text=入海排口台账")
    page.fill("#desk [data-column=outlet] >> nth=0", "PK001")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    page.select_option("[name=month]", "2027-03")
    assert asked == ["在线填报的内容还没有保存，确定放弃吗？"]
    assert page.input_value("[name=month]") == "2027-06"
    assert page.input_value("#desk [data-column=outlet] >> nth=0") == "PK001"


def test_the_template_of_the_site_comes_back_in(page: Page, city: City) -> None:
    site = city.root / "build" / "site" / "filing" / "templates"
    assert (site / "2027-06.zip").is_file()
    assert (site / "2027-06" / "beigang-2027-06-csv.zip").is_file()
    choose(page, site / "2027-06" / "beigang-2027-06.xlsx")
    report = told(page, ".report")
    assert "E201" in report
    assert "季度简报" in report
    assert "入海排口台账" in report
    assert "清洁岸滩" in report


def test_every_script_of_the_page_is_there(city: City) -> None:
    folder = city.root / "build" / "site" / "assets" / "self-check"
    files = (file.relative_to(folder).as_posix() for file in folder.rglob("*.js"))
    assert {file.removesuffix(".js") for file in files if "units/" not in file} == set(SCRIPTS)


def store(page: Page) -> bytes:
    """What comes of the one press that ends the way of a form on screen."""
    with page.expect_download() as waiting:
        page.click("#after .primary")
    return Path(waiting.value.path()).read_bytes()


def read(city: City, form: str, data: bytes) -> Filed:
    path = f"submissions/2027-06/beigang/{form}.csv"
    return Reader(city.catalogue()).read(Source(path, Month(2027, 6), "beigang", form, data))
