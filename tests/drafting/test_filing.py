"""The deadline of filing, as notices write it."""

from __future__ import annotations

import pytest

from generator.drafting.filing import due


@pytest.mark.parametrize(
    ("text", "quote", "every", "day", "offset"),
    [
        ("请于每月20日前报送进展。", "于每月20日前报送进展", "month", 20, 0),
        ("每月5日前将上月进展报县委督查室。", "每月5日前将上月进展报县委督查室", "month", 5, 1),
        ("于次月5日前报送上月进展。", "次月5日前报送上月进展", "month", 5, 1),
        ("每季度报送进展，于次月10日前报市局。", "每季度报送进展，于次月10日前报市局", "quarter", 10, 1),
        ("各单位于每季度次月10日前报送进展。", "每季度次月10日前报送进展", "quarter", 10, 1),
        ("每季度首月8日前，报送上季度进展。", "每季度首月8日前，报送上季度进展", "quarter", 8, 1),
        ("每季度末月25日前报送进展。", "每季度末月25日前报送进展", "quarter", 25, 0),
        ("每季度终了后10日内报送进展情况。", "每季度终了后10日内报送进展情况", "quarter", 10, 1),
    ],
)  # fmt: skip
def test_a_quarter_is_not_taken_for_a_month(
    text: str, quote: str, every: str, day: int, offset: int
) -> None:
    found = due([text])
    assert (found.quote, found.every, found.day, found.month_offset) == (quote, every, day, offset)


DEADLINES = {
    "请于每月20日前报送相关工作进展情况。": ("month", 20, 0, "于每月20日前报送相关工作进展情况"),
    "于每月25日前，将进展情况报市政府办公室。": (
        "month",
        25,
        0,
        "于每月25日前，将进展情况报市政府办公室",
    ),
    "请于次月5日前将上月进展报送市发展改革委。": (
        "month",
        5,
        1,
        "次月5日前将上月进展报送市发展改革委",
    ),
    "每月终了后3个工作日内报送。": ("month", 3, 1, "每月终了后3个工作日内报送"),
    "每月底前报送工作台账。": ("month", 31, 0, "每月底前报送工作台账"),
    "各单位于每季度终了后10日内报送进展情况。": (
        "quarter",
        10,
        1,
        "每季度终了后10日内报送进展情况",
    ),
    "每季度末月25日前上报。": ("quarter", 25, 0, "每季度末月25日前上报"),
    "每季度报送一次，次月5日前报市政府办公室。": (
        "quarter",
        5,
        1,
        "每季度报送一次，次月5日前报市政府办公室",
    ),
    "3月、6月、9月、12月20日前报送进展。": ("quarter", 20, 0, "3月、6月、9月、12月20日前报送进展"),
    "每半年结束后15日内报送总结。": ("half_year", 15, 1, "每半年结束后15日内报送总结"),
    "分别于6月20日、12月20日前报送总结。": ("half_year", 20, 0, "6月20日、12月20日前报送总结"),
    "每周五下班前将进展情况报区安委办。": ("week", 5, 0, "每周五下班前将进展情况报区安委办"),
    "每周报告进展。": ("week", 7, 0, "每周报告进展"),
    "每月20日前完成巡查。": ("month", 20, 0, ""),
    "请认真贯彻落实。": ("month", 20, 0, ""),
}
"""A sentence; rhythm, day, months later, the words; without words it is the default."""


@pytest.mark.parametrize("text", DEADLINES)
def test_a_deadline_is_read(text: str) -> None:
    found = due(["其他任务每周调度。", text])
    assert (found.every, found.day, found.month_offset, found.quote) == DEADLINES[text]
