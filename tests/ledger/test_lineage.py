"""Every figure knows its cell: read the physical file again and find the value there."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

from generator.ledger import Cell, Ledger, Table
from generator.ledger.cells import places
from tests.factory import City, codes, declared_harbour, harbour, sheet
from tests.intake.filings import BEACHES, BRIEF_FILE, BRIEFS, beaches


def test_each_cell_is_where_the_ledger_says(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    ledger, _ = city.open()
    seen = 0
    for form in ledger.catalogue.forms.values():
        for filing in ledger.filings:
            if filing.form != form.id:
                continue
            table = ledger.table(form.id, [filing])
            for column in form.columns:
                for cell in table.cells(column.id):
                    seen += _found_there(
                        city, ledger, cell.file, cell.line, cell.column, cell.header, cell.value
                    )
    assert seen > 200


def _found_there(
    city: City, ledger: Ledger, file: str, line: int, column: int, header: str, value: str
) -> int:
    """1 when the cell says the same as the file (as it was written, or by its meaning)."""
    lines = (city.root / file).read_text("utf-8-sig").split("\n")
    titles = next(csv.reader([lines[0]]))
    written = next(csv.reader([lines[line - 1]]))[column - 1]
    assert titles[column - 1] == header
    units = {name: unit.id for unit in ledger.catalogue.units.values() for name in unit.names}
    ports = {item.name: item.id for item in ledger.catalogue.registers["ports"].items}
    meant = {"进行中": "办理中", **units, **ports}
    assert value in (written, meant.get(written), f"{written}-01")
    return 1


def test_lines_are_physical_when_cells_hold_breaks(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    rows = ['北港园区,2027-03,K1,办理中,"一\n二",', "北港园区,2027-03,K2,办结,三,"]
    city.write(BRIEF_FILE, sheet(BRIEFS, *rows, end="\n"))
    ledger, _ = city.open()
    told = [
        (c.line, c.column, c.value) for c in ledger.table("briefs", ledger.filings).cells("told")
    ]
    assert told == [(2, 5, "一\n二"), (4, 5, "三")]


def test_a_column_that_a_file_does_not_have_has_no_place(tmp_path: Path) -> None:
    city = beaches(
        harbour(tmp_path, filings=False),
        "北港园区,2027-06,金沙湾,3,2",
        header=BEACHES.rpartition(",")[0],
    )
    ledger, _ = city.open()
    (cell,) = ledger.table("beaches", ledger.filings).cells("sweepers")
    assert (cell.column, cell.value) == (0, "")


def test_a_cumulative_figure_that_falls_is_a_warning(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    beaches(city, "北港园区,2027-06,金沙湾,3,2.4,6", "北港园区,2027-06,月牙滩,2,1,6")
    beaches(
        city,
        "北港园区,2027-12,月牙滩,2,1,1",
        "北港园区,2027-12,金沙湾,3,2.3,1",
        path="submissions/2027-12/beigang/beaches.csv",
    )
    (problem,) = city.filed()
    assert (problem.code, problem.line, problem.column) == ("W219", 3, 5)
    assert problem.message == "累计数“建成长度”由 2.4 降为 2.3"
    assert problem.file == "submissions/2027-12/beigang/beaches.csv"


def test_figures_of_two_units_are_not_compared(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    beaches(city, "北港园区,2027-06,金沙湾,3,2.4,6")
    beaches(city, "南港园区,2027-12,金沙湾,3,1,6", path="submissions/2027-12/nangang/beaches.csv")
    assert codes(city.filed()) == []


def test_a_faulty_filing_is_not_compared(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    beaches(city, "北港园区,2027-06,金沙湾,3,2.4,多")
    beaches(city, "北港园区,2027-12,金沙湾,3,1,6", path="submissions/2027-12/beigang/beaches.csv")
    assert codes(city.filed()) == ["E210"]


def test_a_sum_is_that_of_the_numbers_as_they_are_written(tmp_path: Path) -> None:
    city = harbour(tmp_path, filings=False)
    beaches(city, "北港园区,2027-06,金沙湾,3,0.1,6", "北港园区,2027-06,月牙滩,2,0.2,6")
    ledger, _ = city.open()
    table = ledger.table("beaches", ledger.filings)
    assert table.total("length") == Fraction(3, 10)
    assert sum(table.values("length")) != 0.3, "floats lose it"


def test_files_and_records_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    cells = [Cell(f"submissions/2023-06/zhen{n}/funds.csv", 2, 1, "项目", "1") for n in (10, 9, 1)]
    assert [words.split("/")[2] for words in places(cells)] == ["zhen1", "zhen9", "zhen10"]
    form = declared_harbour().forms["outlets"]
    numbers = ["PK12", "PK9", "PK1", "PK2"]
    table = Table.unfiled(form, {"outlet": numbers, "stage": ["已整治", "整治中", None, "未整治"]})
    assert table.distinct("outlet") == ["PK1", "PK2", "PK9", "PK12"]
    options = [option.value for option in form.column("stage").values]
    assert table.distinct("stage") == [o for o in options if o in ("已整治", "整治中", "未整治")]
    assert [name for name, _ in table.by_thing("stage")] == ["", *table.distinct("stage")]
