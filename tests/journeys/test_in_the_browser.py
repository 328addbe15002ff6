"""A leader with a phone and a clerk at a desk: the built site in a real Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from generator import flow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

KINDS = (
    "index", "notice", "tasks/index", "tasks/T10", "tasks/T17", "tasks/R2", "units/index",
    "units/xiangcheng", "units/zhujian", "matrix", "questions", "assumed", "filing/index",
    "filing/funds", "filing/indicators", "reference/index", "reference/tasks", "reference/codes",
    "adopting", "404",
)  # fmt: skip


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    problems = flow.build(flow.PROJECT, lambda _: date(2023, 12, 31), out, flow.Unwatched())
    assert [problem.code for problem in problems] == ["W542"]
    return out / "site"


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The site served below a path, as an intranet would."""
    handler = partial(Quiet, directory=str(site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/site"
        server.shutdown()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_no_page_asks_for_anything_outside(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    for kind in KINDS:
        page.goto(f"{address}/{kind}.html")
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert not faults


@pytest.mark.parametrize("width", [360, 1366])
def test_no_page_is_wider_than_its_screen(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 780})
    for kind in KINDS:
        page.goto(f"{address}/{kind}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("庭院经济", "庭院经济"),
        ("襄城", "襄城县"),
        ("衔接资金", "衔接资金"),
        ("五天四夜", "五天四夜"),
    ],
)
def test_search_finds_chinese_words(page: Page, address: str, words: str, found: str) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(f"{address}/index.html")
    assert found in first_result(page, words)


def test_from_home_to_the_reason_and_its_cells(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.get_by_role("link", name="衔接资金支出进度节点").first.click()
    assert "tasks/T17" in page.url
    row = page.locator("table.verdicts tr", has_text="建安区").first
    assert "69.0%" in row.inner_text()
    row.locator("summary").click()
    assert "submissions/2023-10/jianan/funds.csv" in row.inner_text()


def test_a_unit_finds_what_it_owes_and_when(page: Page, address: str) -> None:
    page.goto(f"{address}/units/zhujian.html")
    text = page.locator("article").inner_text()
    assert "市住建局" in text
    assert "2024年1月22日前报" in text
    assert "2023年8月“工作进展”" in text  # what is still missing


def test_a_phrase_of_the_notice_leads_to_what_encodes_it(page: Page, address: str) -> None:
    page.goto(f"{address}/notice.html")
    page.locator("mark.provision a", has_text="每个示范村至少发展10个示范户").first.click()
    assert page.url.endswith("tasks/T10.html#T10-4")


def test_the_page_opens_from_a_folder_and_search_works_there(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto((site / "units/xiangcheng.html").as_uri())
    assert "庭院经济" in first_result(page, "庭院经济")


def first_result(page: Page, words: str) -> str:
    """The text of the first thing found, without the marks that cut Chinese into words."""
    field = page.locator("input.md-search__input")
    field.click()
    field.fill(words)
    page.keyboard.press("End")  # the theme searches when a key goes up
    result = page.locator(".md-search-result__item").first
    result.wait_for(timeout=10_000)
    return result.inner_text().replace("\u200b", "")
