"""What a correction did, row by row and cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.calendar import Month
from generator.ledger import Ledger
from generator.ledger.corrections import CellChange, Correction, RowChange, corrections
from tests.factory import City, harbour, sheet
from tests.intake.filings import BEACHES, BRIEF_FILE, BRIEFS, FILE, OUTLET, OUTLETS, beaches

UNTIL = Month(2027, 12)
TWO = OUTLET.replace("PK001", "PK002")


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def corrected(before: Ledger, city: City) -> Correction:
    (found,) = corrections(before, city.open()[0], UNTIL)
    return found


def test_rows_that_went_and_came_have_their_keys_and_their_lines(city: City) -> None:
    before, _ = city.write(FILE, sheet(OUTLETS, OUTLET, TWO)).open()
    found = corrected(before, city.write(FILE, sheet(OUTLETS, TWO.replace("PK002", "PK003"), TWO)))
    assert found.dropped == (RowChange("PK001", 2),)
    assert found.added == (RowChange("PK003", 2),)
    assert found.cells == ()


def test_a_number_of_many_digits_is_told_by_its_last_one(city: City) -> None:
    header = BEACHES.removesuffix(",保洁人数")
    rows = [
        f"北港园区,2027-06,金沙湾,{planned},2" for planned in ("3.0000000000001", "3.0000000000002")
    ]
    before, _ = beaches(city, rows[0], header=header).open()
    found = corrected(before, beaches(city, rows[1], header=header))
    assert found.cells == (
        CellChange("金沙湾", 2, "计划长度", "3.0000000000001", "3.0000000000002"),
    )


def test_another_spelling_of_the_same_values_is_no_change(city: City) -> None:
    before, _ = beaches(city, "北港园区,2027-06,金沙湾,3,2.4,6").open()
    found = corrected(before, beaches(city, "北港园区,2027-06,金沙湾,3.0公里,2.40,６"))
    assert (found.dropped, found.added, found.cells) == ((), (), ())
    assert found.unseen == "写法有变，采用的值没有变"


def test_a_blank_is_not_nought(city: City) -> None:
    before, _ = beaches(city, "北港园区,2027-06,金沙湾,3,2.4,").open()
    found = corrected(before, beaches(city, "北港园区,2027-06,金沙湾,3,2.4,0"))
    assert found.cells == (CellChange("金沙湾", 2, "保洁人数", "", "0"),)


def test_a_file_that_nobody_can_read_drops_no_rows(city: City) -> None:
    """It does not count, so the rows of the version before it are still there."""
    before, _ = city.write(FILE, sheet(OUTLETS, OUTLET)).open()
    found = corrected(before, city.write(FILE, b"\x00"))
    assert (found.dropped, found.cells) == ((), ())
    assert found.unseen == "新的文件有错误，没有可以逐格比较的内容"


def test_rows_of_the_same_key_are_matched_by_what_they_say(city: City) -> None:
    """Intake refuses such a file; one may stand in a version all the same."""
    rows = [f"北港园区,2027-03,K1,{status},建账1个。," for status in ("办理中", "办结")]
    before, _ = city.write(BRIEF_FILE, sheet(BRIEFS, *rows)).open()
    found = corrected(before, city.write(BRIEF_FILE, sheet(BRIEFS, *reversed(rows))))
    assert (found.dropped, found.added, found.cells) == ((), (), ())
    found = corrected(before, city.write(BRIEF_FILE, sheet(BRIEFS, rows[1])))
    assert found.dropped == (RowChange("K1", 2),)
