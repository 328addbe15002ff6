"""Every kind of page against WCAG 2.1 AA, by axe in a real Chromium, in light and dark, small and large."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest

from tests.once import shipped_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of those that hang on the colours: all that can differ between light and dark."""

PAGES = (
    "index", "notice", "coverage", "tasks/index", "tasks/T10", "units/index", "units/zhujian",
    "wall/index", "wall/verdicts", "wall/filing", "progress/figures", "progress/registers", "wall/matrix",
    "questions", "assumed", "decisions", "filing/index", "filing/self-check", "filing/funds",
    "changes", "sources/2023-06/xiangcheng",
    "reference/index", "reference/tasks", "codes/index", "codes/cells", "adopting", "language", "404",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shipped_site(tmp_path_factory, date(2023, 12, 31))


ALIKE = """() => {
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    const shape = (row) => [row, ...row.querySelectorAll("*")].map((each) => [each.tagName, each.className,
        !each.textContent.trim(), ...each.getAttributeNames()].join(" ")).join("/");
    for (const body of document.querySelectorAll("tbody, ul, ol")) {
        const seen = new Set();
        for (const row of [...body.children])
            seen.size < seen.add(shape(row)).size || row.remove();
    }
    return ids.filter((id, index) => ids.indexOf(id) < index);
}"""
"""Of rows and entries that differ in their words alone one is left: axe compares every element with every
other one. What it gives are the ids that stand twice, as long as all are there."""


def violations(page: Page, rules: list[str], kind: str) -> list[Any]:
    told = """([values, type]) =>
        axe.run(document, {runOnly: {type, values}, resultTypes: ["violations"]}).then((all) =>
        all.violations.map((each) => [each.id, each.nodes[0].html, each.nodes[0].failureSummary]))"""
    found: list[Any] = page.evaluate(told, [rules, kind])
    return found


def test_axe_finds_nothing(browser: Browser, site: Path) -> None:
    page = browser.new_context(color_scheme="light", locale="zh-CN").new_page()
    found: dict[str, list[Any]] = {}
    for name in PAGES:
        page.goto((site / f"{name}.html").as_uri())
        if name == "filing/self-check":
            page.select_option("[name=unit]", "xiangcheng")
            page.select_option("[name=month]", "2023-09")
            page.click("#forms button")
            page.wait_for_selector("#desk .live")
        if twice := page.evaluate(ALIKE):
            found[f"{name}, ids"] = twice
        page.add_style_tag(content="* { transition: none !important }")  # no colour on its way
        page.add_script_tag(path=str(AXE))
        for width in (1366, 360):
            page.set_viewport_size({"width": width, "height": 768})
            if told := violations(page, RULES, "tag"):
                found[f"{name}, {width}"] = told
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        if told := violations(page, COLOURS, "rule"):
            found[f"{name}, dark"] = told
        page.emulate_media(color_scheme="light")
    page.context.close()
    assert found == {}


def test_no_page_is_heavier_than_a_phone_bears(site: Path) -> None:
    sizes = {file.relative_to(site): file.stat().st_size for file in site.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}
