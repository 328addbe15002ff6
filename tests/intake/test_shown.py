"""What a cell of a workbook shows, and that nothing else is used without a word."""

from __future__ import annotations

import pytest

from generator.intake.shown import of_number, of_text

ROUNDED = [
    ("General", 421.9, "421.9", ""),
    ("0.00", 421.9, "421.90", ""),
    ("0.0", 421.8967, "421.8967", "W225"),
    ("0!.00,", 4219000, "42.19", "E225"),
    ("#,##0,", 4219000, "4,219", "E225"),
    ('0.00"元"', 4219000, "4219000.00元", ""),
    ("#%", 0.85, "85%", ""),
    ('yyyy"年"m"月"', 45047, "2023-05", ""),
    ('yyyy"年"m"月"', 45061, "2023-05", "W225.month"),
    (";;;", 5, "5", "E225.nothing"),
]


@pytest.mark.parametrize(("code", "stored", "used", "told"), ROUNDED)
def test_a_cell_reads_as_it_is_shown(code: str, stored: float, used: str, told: str) -> None:
    seen = of_number(stored, code, since_1904=False)
    assert (seen.text, " ".join(remark.key for remark in seen.remarks)) == (used, told)


def test_a_text_is_shown_as_its_format_has_it() -> None:
    assert of_text("甲", '@"乡"').text == "甲乡"
