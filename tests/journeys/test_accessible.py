"""Every kind of page against WCAG 2.1 AA, by axe in a real Chromium, in light and dark, small and large."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest

from generator import flow
from tests.place import PROJECT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
PAGES = (
    "index", "notice", "coverage", "tasks/index", "tasks/T10", "units/index", "units/zhujian",
    "wall/index", "wall/verdicts", "wall/filing", "wall/figures", "wall/registers", "wall/matrix",
    "questions", "assumed", "decisions", "filing/index", "filing/self-check", "filing/funds",
    "changes", "sources/2023-06/xiangcheng",
    "reference/index", "reference/tasks", "codes/index", "codes/E221", "adopting", "404",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    problems = flow.build(PROJECT, lambda _: date(2023, 9, 30), out, flow.Unwatched())
    assert [problem.code for problem in problems] == ["W542"]
    return out / "site"


def violations(page: Page) -> list[Any]:
    page.add_script_tag(path=str(AXE))
    told = """(tags) => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then((all) =>
        all.violations.map((each) => [each.id, each.nodes[0].html, each.nodes[0].failureSummary]))"""
    found: list[Any] = page.evaluate(told, RULES)
    return found


@pytest.mark.parametrize("width", [360, 1366])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site: Path, scheme: Any, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 768}, color_scheme=scheme, locale="zh-CN"
    )
    page = context.new_page()
    found = {}
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
        if name == "filing/self-check":
            page.select_option("[name=unit]", "xiangcheng")
            page.select_option("[name=month]", "2023-09")
            page.click("#forms button")
            page.wait_for_selector("#desk .live")
        if told := violations(page):
            found[name] = told
    context.close()
    assert found == {}


def test_no_page_is_heavier_than_a_phone_bears(site: Path) -> None:
    sizes = {file.relative_to(site): file.stat().st_size for file in site.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}
