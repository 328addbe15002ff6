"""What a cell of a workbook shows, and that nothing else is used without a word."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

import pytest

from generator.intake.workbook.shown import Seen, of_moment, of_number, of_text
from generator.intake.workbook.shown.formats import parsed
from tests.campaign import examples, seeds
from tests.intake.shown import TABLE, Cell, Shown, thrown


def keys(seen: Seen) -> str:
    return " ".join(remark.key for remark in seen.remarks)


def is_moment(code: str) -> bool:
    return any(section.kind == "moment" for section in parsed(code).numbers)


def digits(text: str) -> str:
    """The digits of a text, but for noughts before and behind it."""
    return re.sub("[^0-9]", "", text).strip("0")


def test_a_cell_reads_as_the_table_has_it() -> None:
    found = [of_number(row.stored, row.code, since_1904=False) for row in TABLE]
    wrong = [
        (row, seen.text, keys(seen))
        for row, seen in zip(TABLE, found, strict=True)
        if (seen.text, keys(seen)) != (row.used, row.told)
    ]
    assert wrong == []


def is_written_so(row: Shown) -> bool:
    """Whether what is used has the digits that are shown; a power of ten is the number that it is."""
    if re.fullmatch("-?[0-9.]+E[-+]?[0-9]+", row.shown):
        return float(row.shown) == float(row.used)
    return digits(row.shown) == digits(row.used)


def test_no_digit_is_used_that_is_not_shown_without_a_word() -> None:
    silent = [row for row in TABLE if not row.told and not is_moment(row.code)]
    assert len(silent) > 300
    other = [row for row in silent if not is_written_so(row)]
    assert other == []


def test_what_shows_other_digits_is_told() -> None:
    """Held the other way round: what is used with a warning is not what is shown."""
    rounded = [row for row in TABLE if row.told == "W225"]
    assert len(rounded) > 50
    assert [row for row in rounded if row.shown == row.used] == []


_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)


def is_stored(cell: Cell, seen: Seen) -> bool:
    """Whether the digits that are used are those that are stored, to as many as a spreadsheet keeps."""
    kept = _KEPT.create_decimal(cell.stored) if cell.kind == "n" else Decimal(cell.stored)
    return digits(seen.text) == digits(f"{kept:f}")


@pytest.mark.parametrize("seed", seeds(4))
def test_what_is_used_is_stored_or_refused(seed: int) -> None:
    """No number comes of a format: its digits are those that are stored, or there is an error."""
    for cell in thrown(seed, examples(250)):
        seen = cell.seen
        if cell.kind not in "in" or is_moment(cell.code) or "E225" in keys(seen):
            continue
        if re.search("[0-9１]", re.sub(r"\[[^\]]*\]?|[0#?][0#?., ]*", "", cell.code)):
            continue  # digits of the format's own stand in the words
        assert is_stored(cell, seen), (cell, seen)


TEXTS = [
    ('@"乡"', "甲", "甲乡", ""),
    ("0.00", "甲", "甲", ""),
    ("@", "甲", "甲", ""),
    ('0;0;0;"见说明"', "甲", "见说明", "E225"),
    (";;;", "甲", "甲", "E225.nothing"),
    (";;;", "", "", ""),
    ('0.00;@"（估）"', "421.9", "421.9（估）", ""),
]


@pytest.mark.parametrize(("code", "text", "used", "told"), TEXTS)
def test_a_text_is_shown_as_its_format_has_it(code: str, text: str, used: str, told: str) -> None:
    seen = of_text(text, code)
    assert (seen.text, keys(seen)) == (used, told)


MOMENTS = [
    ("General", "2023-05-20T00:00:00Z", "2023-05-20"),
    ("General", "2023-05-20T08:30:00", "2023-05-20 08:30:00"),
    ("yyyy-mm", "2023-05-01", "2023-05"),
    ("h:mm", "2023-05-20T08:30:00", "8:30"),
    ("yyyy-mm-dd", "二十日", "二十日"),
]


@pytest.mark.parametrize(("code", "text", "used"), MOMENTS)
def test_a_day_stored_as_a_text_is_shown_by_its_format(code: str, text: str, used: str) -> None:
    assert of_moment(text, code, since_1904=False).text == used


def test_days_from_1904_are_the_same_days() -> None:
    assert of_number(45061 - 1462, "yyyy-mm-dd", since_1904=True).text == "2023-05-15"
    assert of_moment("2023-05-15", "d-mmm-yy", since_1904=True).text == "2023-05-15"


def test_the_whole_day_goes_with_one_that_shows_no_year() -> None:
    seen = of_number(45061, 'm"月"d"日"', since_1904=False)
    assert (seen.text, str(seen.day)) == ("5月15日", "2023-05-15")
