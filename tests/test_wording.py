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


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (46.0, "46"),
        (-0.0, "0"),
        (12345678901.5, "12345678901.5"),
        (999999999999999, "999999999999999"),
        (1e15, "1000000000000000"),
        (0.0000001, "0.0000001"),
        (-0.5, "-0.5"),
    ],
)
def test_a_number_as_it_is(value: float, text: str) -> None:
    assert wording.exact(value) == text


def test_values_as_they_are() -> None:
    values = (None, True, False, 2.50, date(2023, 5, 2), "K1")
    assert [wording.spelt(value) for value in values] == ["", "是", "否", "2.5", "2023-05-02", "K1"]


@pytest.mark.parametrize(
    ("was", "now", "unit", "told"),
    [
        (45.6, 47.2, "%", ("45.6%", "47.2%")),
        (45.61, 45.62, "%", ("45.61%", "45.62%")),
        (123456781.1, 123456781.2, "万元", ("123456781.1万元", "123456781.2万元")),
        (5, 5, "个", ("5个", "5个")),
    ],
)
def test_two_numbers_told_apart(was: float, now: float, unit: str, told: tuple[str, str]) -> None:
    assert wording.apart(was, now, unit) == told
