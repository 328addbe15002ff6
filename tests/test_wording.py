"""Numbers and dates as the office prints them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from generator import wording
from generator.calendar import SHANGHAI


def test_days_have_no_leading_zeros() -> None:
    assert wording.day(date(2023, 5, 2)) == "2023年5月2日"
    assert wording.moment(datetime(2023, 5, 2, 9, 5, tzinfo=SHANGHAI)) == "5月2日 09:05"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (46, "%", "46.0%"),
        (46.25, "%", "46.3%"),
        (1.005, "%", "1.0%"),
        (-0.04, "%", "0.0%"),
        (8460, "万元", "8460万元"),
        (9999.96, "万元", "1亿元"),
        (10000, "万元", "1亿元"),
        (13600, "万元", "1.36亿元"),
        (5, "个", "5个"),
        (0, "个", "0个"),
        (100, "户", "100户"),
        (2.4, "公里", "2.4公里"),
    ],
)
def test_quantities(value: float, unit: str, words: str) -> None:
    assert wording.quantity(value, unit) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(-4, "%", "4.0个百分点"), (3, "个", "3个"), (-12000, "万元", "1.2亿元")],
)
def test_differences_are_not_signed(value: float, unit: str, words: str) -> None:
    assert wording.difference(value, unit) == words
