"""The sheet for the meeting: what it shows is what home and the list of what is short show."""

from __future__ import annotations

from datetime import date

import pytest

from generator import flow
from generator.pages import short
from generator.pages.kinds import home, meeting
from generator.pages.render.terminal import words
from generator.pages.site import Site
from tests import seen
from tests.seen import read


@pytest.mark.parametrize(
    ("root", "day"),
    [
        (".", date(2023, 12, 31)),
        (".", date(2023, 5, 11)),
        ("tests/cities/harbour", date(2027, 7, 20)),
    ],
)
def test_it_says_what_home_says_and_counts_what_it_leaves_out(root: str, day: date) -> None:
    site = Site(flow.judge(read(root), day, "public"))
    shown = meeting.view(site)
    assert shown.home == home.view(site)
    assert len(shown.rows) + shown.more == len(short.every(site))
    assert all(len(row) == len(shown.columns) for row in shown.rows)
    assert len(shown.upcoming) <= 5


def test_of_what_is_equally_grave_filing_comes_last() -> None:
    site = seen.site("canal", "2026-07-11")
    filing = {site.catalogue.provisions[p].name for p in site.catalogue.filing_provisions}
    found: dict[str, list[bool]] = {}
    for row in short.foremost(site, 100):
        about = any(words(row[1]).startswith(name) for name in filing)
        found.setdefault(words(row[0]), []).append(about)
    assert any(len(set(told)) == 2 for told in found.values())
    assert all(told == sorted(told) for told in found.values())


def test_of_what_was_not_filed_an_earlier_figure_is_told_with_its_day() -> None:
    site = Site(flow.judge(seen.world("harbour"), date(2028, 1, 31)))
    rows = [tuple(map(words, row)) for row in short.foremost(site, 100)]
    told = {row[5] for row in rows if row[0].endswith("未报送") and row[1].startswith("入海排口")}
    assert told == {"只有6月30日的数", ""}
