"""A clerk who has never seen git: check a file, put it right on screen, save, know where to put it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from generator import flow, forms
from generator.calendar import Month
from generator.intake import Filed, Reader, Source
from generator.pages.kinds.self_check import SCRIPTS
from tests.factory import City, harbour, sheet
from tests.intake.filings import BEACHES, BRIEFS, OUTLET, OUTLETS
from tests.journeys.test_accessible import AXE, RULES, violations

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
    beach = "北港园区,2027-06,金沙湾,3,2.4,6"
    city.write("submissions/2027-06/beigang/beaches.csv", sheet(BEACHES, beach))
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
    assert page.inner_text("[id=E301]").startswith("E301 个人信息")


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


ROW = "北港园区,2027-06,PK001,东侧,已整治,是,2027-06-30"


def filled(site: Path, month: str) -> bytes:
    """The template of the site with two of its forms filled in, and the third taken out."""
    book = openpyxl.load_workbook(site / "filing" / "templates" / month / f"beigang-{month}.xlsx")
    for position, text in enumerate(("PK001", "东侧", "已整治", "是", f"{month}-30"), 3):
        book["入海排口台账"].cell(2, position, text)
    book["清洁岸滩"].cell(2, 3, "零报告")
    del book["季度简报"]
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_becomes_its_files_in_one_press(page: Page, city: City, tmp_path: Path) -> None:
    data = filled(city.root / "build" / "site", "2027-06")
    file = tmp_path / "填好.xlsx"
    file.write_bytes(data)
    choose(page, file)
    assert "可以报送 2 张，共 3 张 还没有查：季度简报。" in told(page, "#next")
    with page.expect_download() as waiting:
        page.click("#next >> text=下载要上传的文件")
    assert waiting.value.suggested_filename == "beigang-2027-06.zip"
    collected = forms.collect("填好.xlsx", data, city.catalogue(), "beigang", Month(2027, 6))
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == collected.files
    assert "右键点它，选“全部解压缩”" in told(page, "#next ol")


def test_of_a_form_the_newest_check_counts(page: Page, tmp_path: Path) -> None:
    good, bad = tmp_path / "outlets.csv", tmp_path / "outlets (1).csv"
    good.write_bytes(sheet(OUTLETS, ROW))
    bad.write_bytes(sheet(OUTLETS, ROW.replace("已整治", "已整好")))
    choose(page, good)
    assert "✓ 入海排口台账" in told(page, "#owed")
    choose(page, bad)
    assert "✗ 入海排口台账" in told(page, "#owed")
    assert page.locator(".state-met").count() == 0
    assert page.locator(".report").count() == 1
    assert page.locator("#next button").count() == 0
    page.select_option("[name=month]", "2027-03")
    assert page.locator(".report, .next-step").count() == 0


def test_what_cannot_be_meant_otherwise_is_put_right(
    page: Page, city: City, tmp_path: Path
) -> None:
    file = tmp_path / "六月.csv"
    text = f"入海排口台账\n序号,{OUTLETS}\n1,{ROW.replace('2027-06,', '6月,', 1)}\n"
    file.write_bytes(text.replace(",", ";").encode("gb18030"))
    choose(page, file)
    assert "有 1 处错误" in told(page, ".report")
    page.click("text=按建议改好")
    page.wait_for_selector(".report .state-met")
    report = told(page, ".report .pairs")
    assert "表头上面的 1 行 → 删去" in report
    assert "报送期“6月” → 2027-06" in report
    assert "GB18030（GBK）编码 → UTF-8" in report
    assert "分隔符 → 逗号" in report
    assert "多余的列“序号” → 删去" in report
    with page.expect_download() as waiting:
        page.click("#next .primary")
    assert waiting.value.suggested_filename == "outlets.csv"
    filed = read(city, "outlets", Path(waiting.value.path()).read_bytes())
    assert not filed.problems
    assert list(filed.columns["outlet"]) == ["PK001"]


def test_a_file_of_another_month_is_told_once_and_leads_there(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "outlets.csv"
    rows = [ROW.replace("2027-06", "2027-03").replace("PK001", f"PK00{n}") for n in range(3)]
    file.write_bytes(sheet(OUTLETS, *rows))
    choose(page, file)
    assert "这个文件写的是 2027-03，上面选的是 北港园区 2027-06。" in told(page, ".report")
    assert "E237" not in told(page, ".report")
    page.click("text=换成 2027-03 再查")
    page.wait_for_selector("#reports .state-met")
    assert page.input_value("[name=month]") == "2027-03"


def test_a_figure_that_fell_is_told_beside_its_cell(page: Page) -> None:
    page.select_option("[name=month]", "2027-12")
    page.click("#forms >> text=清洁岸滩")
    page.wait_for_selector("#desk [data-column=beach]:focus")
    page.fill("#desk [data-column=beach] >> nth=0", "金沙湾")
    page.fill("#desk [data-column=length] >> nth=0", "2")
    page.wait_for_selector("#desk .noted")
    assert "累计数“建成长度”由 2.4 降为 2" in told(page, "#desk td:has(.noted) .why")
    why = page.get_attribute("#desk .noted", "aria-describedby")
    assert page.locator(f"#{why}").is_visible()
    assert "1 处提醒" in told(page, "#desk .live")


def test_the_keyboard_leads_as_in_a_spreadsheet(page: Page) -> None:
    page.click("#forms >> text=入海排口台账")
    page.wait_for_selector("#desk [data-column=outlet]:focus")
    for keys, cell in (
        (["P", "Enter"], "第 3 行 排口编号"),
        (["ArrowRight"], "第 3 行 位置"),
        (["ArrowUp", "Tab"], "第 2 行 整治阶段"),
        (["ArrowLeft", "Shift+Enter"], "第 2 行 位置"),
    ):
        for key in keys:
            page.keyboard.press(key)
        assert page.evaluate("document.activeElement.ariaLabel") == cell


def test_three_thousand_pasted_rows_are_a_page_at_a_time(page: Page) -> None:
    page.click("#forms >> text=入海排口台账")
    page.wait_for_selector("#desk [data-column=outlet]:focus")
    page.evaluate(
        """(header) => {
            const row = (index) => `北港园区\\t2027-06\\tPK${1000 + index}\\t东侧\\t已整治\\t是\\t2027-06-30`
            const clipboardData = new DataTransfer()
            const rows = Array.from({length: 3000}, (_, index) => row(index))
            clipboardData.setData("text/plain", [header, ...rows].join("\\r\\n"))
            const how = {clipboardData, bubbles: true, cancelable: true}
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", how))
        }""",
        "\t".join(OUTLETS.split(",")),
    )
    page.wait_for_selector("#desk .live .state-overdue")
    assert page.locator("#desk tbody tr").count() == 100
    assert page.input_value("#desk [data-column=outlet] >> nth=0") == "PK1000"
    assert "共 3000 行" in told(page, "#desk .filling")


def test_a_phone_shows_findings_whole_and_axe_finds_nothing(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    file = tmp_path / "outlets (1).csv"
    file.write_bytes(sheet(OUTLETS, ROW.replace("已整治", "已整好"), ROW.replace("PK001", "K")))
    choose(page, file)
    page.click("text=在下面打开修改")
    page.wait_for_selector("#desk .why")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    low = "(all) => all.filter((each) => each.getBoundingClientRect().height < 44).length"
    buttons = (
        "#desk :is(input, select, textarea, .tools button, .live button), #forms button, .choose"
    )
    assert page.eval_on_selector_all(buttons, low) == 0
    page.add_script_tag(path=str(AXE))
    assert violations(page, RULES, "tag") == []


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
