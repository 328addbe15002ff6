"""Somebody at the search of a page, with keys and pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPENER = "button.search-opener"
FIELD = "#search-field"
RESULT = ".search-results > li"


def searched(page: Page, words: str) -> str:
    """The text of the first thing found, once the whole index is there; '' for nothing."""
    if not page.is_visible(FIELD):
        page.click(OPENER)
    page.fill(FIELD, words)
    page.wait_for_function(
        "/^(找到|没有)(?!.*正在)/.test(document.querySelector('.search-status').textContent)"
    )
    first = page.locator(RESULT)
    return first.first.inner_text() if first.count() else ""
