"""Colours that can be read: every state, by light and by dark, at 4.5 : 1 or more (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re

import pytest

from generator.pages.writing import style
from generator.words.states import State
from tests.place import PROJECT

ASSETS = PROJECT / "site" / "assets"
SHEET = style(ASSETS)


def scheme(name: str) -> dict[str, str]:
    """The colours that a scheme names, as #rrggbb."""
    block = re.search(rf'\[data-md-color-scheme="{name}"\] {{(.*?)\n}}', SHEET, re.DOTALL)
    assert block
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    """Relative luminance of sRGB, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ["default", "slate"])
@pytest.mark.parametrize("state", State)
def test_a_state_can_be_read(name: str, state: str) -> None:
    pair = re.search(rf"\.state-{state}, .*?var\((--[\w-]+)\); --paper: var\((--[\w-]+)\)", SHEET)
    assert pair, f"no colours for {state}"
    colours = scheme(name)
    assert contrast(colours[pair[1]], colours[pair[2]]) >= 4.5


@pytest.mark.parametrize(("name", "page"), [("default", "#ffffff"), ("slate", "#1d2229")])
def test_links_and_quiet_words_can_be_read(name: str, page: str) -> None:
    colours = scheme(name)
    for ink in ("--md-typeset-a-color", "--quiet"):
        assert contrast(colours[ink], page) >= 4.5
        assert contrast(colours[ink], colours["--raised"]) >= 4.5


def test_each_part_of_the_sheet_is_read_at_a_glance() -> None:
    for part in (ASSETS / "style").glob("*.css"):
        assert len(part.read_text("utf-8").splitlines()) <= 100, part.name
    assert len(SHEET) <= 60_000
    assert "http" not in SHEET
