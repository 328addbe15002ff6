"""The finished site in a real browser: nothing from outside, search, the page for missing pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import axe_playwright_python
import pytest

from generator.publishing import index
from tests.loopback import Quiet, serving
from tests.searching import searched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Response, Route

SUB_PATH = "/city/2023"


class UnderSubPath(Quiet):
    """Serves a folder under a sub-path, its 404.html for all that is missing."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        inside = self.path.startswith(f"{SUB_PATH}/")
        self.path = self.path.removeprefix(SUB_PATH)
        if inside and Path(self.translate_path(self.path)).is_file():
            return super().send_head()
        self.send_response(404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        return BytesIO((Path(self.directory) / "404.html").read_bytes())


@pytest.fixture
def server(site: Path) -> Iterator[str]:
    with serving(site, UnderSubPath) as address:
        yield f"{address}{SUB_PATH}"


@pytest.fixture(params=["server", "folder"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """Where the site is opened: on a server in a sub-path, and straight from its folder."""
    if request.param == "folder":
        return site.as_uri()
    return str(request.getfixturevalue("server"))


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    """A tab in which every request to elsewhere, every failed one and every error is a failure."""
    with browser.new_context(viewport={"width": 360, "height": 780}) as context:
        tab = context.new_page()
        faults: list[str] = []

        def asked(request: Request) -> None:
            if not request.url.startswith((root, "data:")):
                faults.append(f"outside: {request.url}")

        def answered(response: Response) -> None:
            if response.status >= 400:
                faults.append(f"{response.status}: {response.url}")

        tab.on("request", asked)
        tab.on("response", answered)
        tab.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        yield tab
        assert faults == []


@pytest.mark.parametrize("name", ["index.html", "tasks/index.html", "tasks/T10.html", "404.html"])
def test_a_page_asks_for_nothing_outside_and_fits_a_phone(page: Page, root: str, name: str) -> None:
    page.goto(f"{root}/{name}", wait_until="load")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"PingFang SC"')


def test_chinese_words_are_found(page: Page, root: str) -> None:
    page.goto(f"{root}/tasks/index.html")
    page.keyboard.press("/")
    for typed, title in (
        ("庭院经济", "任务十"),
        ("庭院", "任务十"),
        ("襄城", "任务十"),
        ("衔接资金", "任务十七"),
        ("支出进度", "任务十七"),
    ):
        assert title in searched(page, typed)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks/T17.html*")


def test_the_search_is_used_by_keys_by_pasting_and_by_an_input_method(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.goto((site / "index.html").as_uri())
    assert searched(tab, "庭院").startswith("任务")
    assert tab.inner_text(".search-status") == "找到 1 页"
    assert (
        tab.evaluate("document.querySelector('.search-box').getBoundingClientRect().width") == 360
    )
    tab.evaluate(Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8"))
    found = tab.evaluate("axe.run('.search-dialog').then((all) => all.violations.map((v) => v.id))")
    assert found == []
    tab.keyboard.press("ArrowDown")
    assert "tasks/T10.html" in str(tab.evaluate("document.activeElement.href"))
    tab.keyboard.press("n")  # goes on typing, and turns no page
    assert tab.input_value("#search-field") == "庭院n"
    assert "没有完全相同的" in tab.inner_text(".search-status")
    tab.fill("#search-field", "")
    typing = context.new_cdp_session(tab)
    typing.send("Input.imeSetComposition", {"text": "rw", "selectionStart": 2, "selectionEnd": 2})
    assert tab.locator(".search-results > li").count() == 0
    typing.send("Input.insertText", {"text": "任务十七"})
    assert tab.locator(".search-results > li").first.inner_text().startswith("任务\n任务十七")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.matches('.search-opener')")
    tab.keyboard.press("s")
    tab.fill("#search-field", "")
    tab.evaluate("document.execCommand('insertText', false, '第10项')")  # as by the pointer's menu
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/tasks/T10.html*")
    context.close()


def test_of_a_large_site_the_rest_of_the_text_is_loaded_when_it_is_asked_for(
    page: Page, root: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in {"_TEXT": 1, "_NAMES": 1, "_FIRST": 1}.items():
        monkeypatch.setattr(index, name, size)
    large = shutil.copytree(site, tmp_path / "large", ignore=shutil.ignore_patterns("*.js"))
    index.write(large, site.with_name("docs"))
    came: list[str] = []

    def given(route: Route) -> None:
        came.append(route.request.url.rpartition("/")[2])
        route.fulfill(path=large / "search" / came[-1])

    page.route("**/search/*-*.js", given)
    page.goto(f"{root}/index.html")
    assert "任务十七" in searched(page, "任务十七")  # by its name
    assert "任务十七" not in searched(page, "县")
    assert "正文只查了一部分" in page.inner_text(".search-status")
    before = {name for name in came if name.startswith("text-")}
    page.click("text=也查其余各页的正文")
    assert "任务十七" in searched(page, "县")
    assert "一部分" not in page.inner_text(".search-status")
    assert page.evaluate("document.activeElement.id") == "search-field"
    assert not page.is_visible("text=也查其余各页的正文")
    assert before < {name for name in came if name.startswith("text-")}
    assert len(came) == len(set(came))  # nothing comes twice
    page.unroute_all()


def test_without_script_there_is_no_search_that_does_nothing(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / "index.html").as_uri())
    assert tab.locator("input[type=search], .search-opener, .md-search").count() == 0
    context.close()


@pytest.mark.parametrize("missing", ["nothing.html", "tasks/T99.html", "tasks/deep/er/T99.html"])
def test_a_missing_page_leads_home(browser: Browser, server: str, missing: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{server}/{missing}")
    assert "没有这个页面" in tab.inner_text("h1")
    tab.click("#home")
    tab.wait_for_url(f"{server}/index.html")
    assert tab.title() == "某市工作台账"
    tab.close()


def test_every_sheet_of_paper_tells_its_origin(browser: Browser, server: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{server}/tasks/T10.html")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    said = tab.evaluate("document.documentElement.style.cssText")
    assert f"{server}/tasks/T10.html" in said
    assert "判定日期2023年7月20日" in said
    tab.emulate_media(media="print", color_scheme="dark")
    assert tab.evaluate("getComputedStyle(document.body).getPropertyValue('--page')") == "#fff"
    assert not tab.locator(".md-header").is_visible()
    tab.close()
