"""Every kind of page against WCAG 2.1 AA, by axe in a real Chromium, in light and dark, small and large."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest

from generator.pages.kinds import KINDS
from tests.once import shipped_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules of those that hang on the colours: all that can differ between light and dark."""

BEST = ["region", "landmark-unique", "heading-order"]
"""What no level asks for, and whoever goes by landmarks and headings relies on."""

CHOSEN = {
    "clause": "tasks/T10",
    "unit": "units/zhujian",
    "form": "filing/funds",
    "source": "sources/2023-06/xiangcheng",
}
"""Of kinds with many pages the one that shows most."""
BESIDE = ("codes/cells", "adopting", "language", "404")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shipped_site(tmp_path_factory, date(2023, 12, 31))


def pages(site: Path) -> list[str]:
    """One page of every kind that the public sees, and what else there is."""
    there = sorted(
        file.relative_to(site).with_suffix("").as_posix() for file in site.rglob("*.html")
    )
    single = {kind.place for kind in KINDS.values()}
    found = [*BESIDE]
    for name, kind in KINDS.items():
        fits = re.compile(re.escape(kind.place).replace(r"\{\}", "[^/]+"))
        own = [path for path in there if fits.fullmatch(path) and path not in single - {kind.place}]
        found += [CHOSEN.get(name, own[0])] if own else []
    return list(dict.fromkeys(found))


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
    for name in pages(site):
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
            if told := violations(page, BEST, "rule"):
                found[f"{name}, {width}, order"] = told
        page.emulate_media(color_scheme="dark")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        if told := violations(page, COLOURS, "rule"):
            found[f"{name}, dark"] = told
        page.emulate_media(color_scheme="light")
    page.context.close()
    assert found == {}


def focused(page: Page) -> Any:
    """Where the focus is: row and column of its table, or None."""
    return page.evaluate("""() => {
        const cell = document.activeElement.closest("table.wall th, table.wall td")
        return cell && [cell.parentElement.rowIndex, cell.cellIndex]
    }""")


def test_a_wall_is_one_stop_and_arrows_go_through_it(browser: Browser, site: Path) -> None:
    page = browser.new_page(locale="zh-CN")
    page.goto((site / "wall" / "index.html").as_uri())
    links = page.locator("table.wall a")
    assert links.count() > 100
    assert page.locator("table.wall a[tabindex='0']").count() == 1
    page.focus(".wide")
    page.keyboard.press("Tab")
    assert focused(page) == [1, 0]
    for key, place in {
        "ArrowRight": [1, 1], "ArrowDown": [2, 1], "End": [2, 8], "ArrowUp": [1, 8], "Home": [1, 0],
    }.items():  # fmt: skip
        page.keyboard.press(key)
        assert focused(page) == place, key
    page.keyboard.press("Tab")
    assert focused(page) is None
    page.keyboard.press("Shift+Tab")
    assert focused(page) == [1, 0]
    page.close()


ENDLESS = """() => {
    const kinds = new Map()
    const words = "h1, h2, p, li, dt, dd, td:not(.number), th, caption, figcaption, a"
    for (const each of document.querySelectorAll(`article :is(${words})`)) {
        const kind = `${each.tagName} ${each.className} ${each.parentElement.className}`
        if (each.textContent.trim() && !each.closest("svg")) kinds.set(kind, each)
    }
    return [...kinds].filter(([, each]) => {
        const kept = [...each.childNodes]
        each.append("x".repeat(2000))
        const broken = document.documentElement.scrollWidth > innerWidth
        each.replaceChildren(...kept)
        return broken
    }).map(([kind]) => kind)
}"""
"""The kinds of elements that a string without an end makes wider than the screen."""


@pytest.mark.parametrize(
    "name", ["index", "units/zhujian", "tasks/T10", "progress/index", "filing/index"]
)
def test_a_string_without_an_end_breaks_no_page(browser: Browser, site: Path, name: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((site / f"{name}.html").as_uri())
    assert page.evaluate(ENDLESS) == []
    page.close()


def test_no_page_is_heavier_than_a_phone_bears(site: Path) -> None:
    sizes = {file.relative_to(site): file.stat().st_size for file in site.rglob("*.html")}
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}
