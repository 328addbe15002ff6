"""The finished site in a real browser: nothing from outside, search, the page for missing pages."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pytest

from tests.loopback import Quiet, serving
from tests.searching import searched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Response

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
