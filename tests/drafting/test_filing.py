"""When filings are due, as notices say it."""

from __future__ import annotations

import pytest

from generator.drafting.filing import due


@pytest.mark.parametrize(
    ("text", "quote", "every", "day", "offset"),
    [
        ("请于每月20日前报送进展。", "于每月20日前报送进展", "month", 20, 0),
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
