"""Somebody at the search of a page, with keys and pointer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPENER = "button.search-opener"
FIELD = "#search-field"
RESULT = ".search-results > li"
_ANSWERED = re.compile("^(找到|没有)(?!.*正在)")


def searched(page: Page, words: str) -> str:
    """The text of the first thing found, once the whole index is there; '' for nothing."""
    if not page.is_visible(FIELD):
        page.click(OPENER)
    page.fill(FIELD, words)
    # Asked from beside the page: an expression that is polled within it is an eval, which a strict policy forbids.
    expect(page.locator(".search-status")).to_have_text(_ANSWERED, timeout=30_000)
    first = page.locator(RESULT)
    return first.first.inner_text() if first.count() else ""
