"""A city that shares nothing with the shipped one is read by YAML alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.calendar import Month
from generator.catalogue.owing import filing_months, owes
from tests.factory import harbour


def test_it_is_sound_and_opens(tmp_path: Path) -> None:
    city = harbour(tmp_path)

    assert city.problems() == []
    ledger, problems = city.open()
    assert problems == []
    assert all(filing.valid for filing in ledger.filings)


def test_what_was_written_is_what_is_modelled(tmp_path: Path) -> None:
    declared = harbour(tmp_path).catalogue()

    assert [clause.id for clause in declared.duties] == ["K1", "K2", "K3", "K4", "Y1"]
    assert [kind.name for kind in declared.kinds] == ["市政府", "市级单位", "园区"]
    assert declared.members(("zones", "bureau")) == (
        "beigang", "nangang", "xidao", "shengtai", "haishi",
    )  # fmt: skip
    assert [p.id for p in declared.clauses["K1"].provisions] == ["K1-1", "K1-2", "K1-3", "K1-4"]
    assert declared.data_note is None
    assert [q.id for q in declared.is_open(tuple(declared.questions))] == ["Q01"]


def test_it_files_by_quarters(tmp_path: Path) -> None:
    declared = harbour(tmp_path).catalogue()
    zone = declared.units["xidao"]

    assert [str(month) for month in filing_months(declared)] == [
        "2027-03", "2027-06", "2027-09", "2027-12",
    ]  # fmt: skip
    assert owes(declared, zone, Month(2027, 4)) == []
    assert [f.id for f in owes(declared, zone, Month(2027, 3))] == ["briefs", "outlets"]
    assert [f.id for f in owes(declared, zone, Month(2027, 6))] == ["briefs", "outlets", "beaches"]


def test_its_deadlines_go_back_to_a_working_day(tmp_path: Path) -> None:
    """10 April 2027 is a Saturday; 10 October a Sunday after a Saturday at work."""
    declared = harbour(tmp_path).catalogue()

    assert declared.due("briefs", Month(2027, 3)).last_day == date(2027, 4, 9)
    assert declared.due("briefs", Month(2027, 9)).last_day == date(2027, 10, 9)
    assert declared.due("briefs", Month(2027, 12)).closes.isoformat() == "2028-01-10T17:01:00+08:00"
