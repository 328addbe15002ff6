"""Filings without fault: every type of column, every habit of a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import catalogue, forms
from generator.calendar import Month
from generator.intake.cells import parser
from generator.judging.kinds import KINDS
from tests.factory import City, codes, harbour, sheet
from tests.intake.filings import (
    BEACH,
    BRIEF_FILE,
    BRIEFS,
    FILE,
    LOG_FILE,
    OUTLET,
    OUTLETS,
    WORKLOG,
    beaches,
    outlets,
)
from tests.ledger.merged import merged
from tests.place import PROJECT


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def rows(city: City, form: str) -> list[dict[str, Any]]:
    """The rows, blanks as None."""
    ledger, problems = city.open()
    assert problems == []
    table = merged(ledger, form)
    names = [column.id for column in table.form.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*map(table.raw, names), strict=True)]


def test_every_type_of_column(city: City) -> None:
    beaches(city, BEACH)
    city.write(LOG_FILE, sheet(WORKLOG, "市海事办,2027-03,A-1,渔港巡查,2027-3-4,月牙渔港,"))
    assert rows(outlets(city, OUTLET), "outlets") == [
        {
            "filer": "beigang", "quarter": date(2027, 3, 1), "outlet": "PK001",
            "place": "月牙渔港东侧", "stage": "已整治", "sampled": True,
            "counted_on": date(2027, 3, 31),
        }
    ]  # fmt: skip
    assert rows(city, "beaches")[0] | {"quarter": None} == {
        "filer": "beigang", "quarter": None, "beach": "金沙湾", "planned": 3.0, "length": 2.4,
        "sweepers": 6.0,
    }  # fmt: skip
    assert rows(city, "worklog")[0]["port"] == "D1"


def test_a_form_has_all_its_columns_even_when_nothing_was_filed(city: City) -> None:
    declared = city.catalogue()
    outlets(city, OUTLET)
    ledger, _ = city.open()
    filed = {form: len(merged(ledger, form)) for form in declared.forms}
    assert {form for form, rows in filed.items() if rows} == {"outlets"}
    for form in declared.forms.values():
        for column in form.columns:
            assert len(merged(ledger, form.id).raw(column.id)) == filed[form.id], column.id


def test_blank_and_zero_are_two_things(city: City) -> None:
    beaches(city, "北港园区,2027-06,金沙湾,,0,0", "北港园区,2027-06,月牙滩,0,0,")
    found = rows(city, "beaches")
    assert [(row["planned"], row["sweepers"]) for row in found] == [(None, 0.0), (0.0, None)]


@pytest.mark.parametrize("bom", [True, False])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_line_ends_and_byte_order_marks(city: City, end: str, bom: bool) -> None:
    city.write(FILE, sheet(OUTLETS, OUTLET, OUTLET.replace("PK001", "PK1"), end=end, bom=bom))
    _, problems = city.open()
    assert [(p.code, p.line, p.column) for p in problems] == [("E223", 3, 3)]


def test_a_file_without_a_last_line_end(city: City) -> None:
    city.write(FILE, f"{OUTLETS}\n{OUTLET}")
    assert len(rows(city, "outlets")) == 1


SAME = [
    (OUTLETS, OUTLET.replace("2027-03-31", day))
    for day in (
        "2027/3/31",
        "2027年3月31日",
        "2027.3.31",
        "20270331",
        " 2027-03-31 00:00:00",
        "２０２７-３-３１",
    )
]
SAME += [
    (OUTLETS, OUTLET.replace("2027-03,", f"{period},"))
    for period in (
        "2027-3",
        "2027年3月",
        "202703",
        "2027/3/1",
        "2027年一季度",
        "2027-Q1",
        "2027年第1季度",
    )
]
SAME += [
    (OUTLETS, OUTLET.replace("北港园区", " beigang　")),
    (OUTLETS, OUTLET.replace("已整治", "完成")),
    (OUTLETS, OUTLET.replace("PK001", "PK001\u200b\u2060")),
    (OUTLETS, OUTLET + ",,"),
    (OUTLETS, OUTLET + ", ,"),
    (OUTLETS + ",,", OUTLET + ",,"),
    (OUTLETS.replace("整治阶段", "*阶 段"), OUTLET),
    (OUTLETS, OUTLET.replace("月牙渔港东侧", '"月牙渔港东侧"')),
    (f"\n,,,\n{OUTLETS}", f"{OUTLET}\n\n ,\n"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row"), SAME)
def test_habits_that_change_nothing(city: City, tmp_path: Path, header: str, row: str) -> None:
    plain = rows(outlets(city, OUTLET), "outlets")
    assert rows(outlets(city, row, header=header), "outlets") == plain


@pytest.mark.parametrize(
    ("text", "value"), [("1,234.5", 1234.5), ("１２", 12.0), ("+3", 3.0), (" 7 ", 7.0)]
)
def test_numbers_as_they_are_typed(city: City, text: str, value: float) -> None:
    city.edit("rules/forms/beaches.yaml", ", max: 50", "")
    beaches(city, f'北港园区,2027-06,金沙湾,"{text}",0,')
    assert rows(city, "beaches")[0]["planned"] == value


def test_columns_may_stand_in_any_order_and_optional_ones_be_absent(city: City) -> None:
    header = "统计日,整治阶段,排口编号,报送期,报送单位"
    outlets(city, "2027-03-31,已整治,PK001,2027-03,北港园区", header=header)
    (row,) = rows(city, "outlets")
    assert (row["outlet"], row["place"], row["sampled"]) == ("PK001", None, None)


def test_a_zero_report_is_a_filing_without_rows(city: City) -> None:
    outlets(city, "北港园区,2027-03,零报告,,,,")
    ledger, problems = city.open()
    assert (problems, len(merged(ledger, "outlets"))) == ([], 0)
    assert [(f.valid, f.zero) for f in ledger.filings] == [(True, True)]


def test_words_are_kept_as_they_are(city: City) -> None:
    said = "1+1 {{ x }} | [a](http://x) #  𠮷😀 NaN null"
    city.write(BRIEF_FILE, sheet(BRIEFS, f"北港园区,2027-03,K1,办理中,{said},NA"))
    (row,) = rows(city, "briefs")
    assert (row["told"], row["trouble"]) == (said, "NA")


def test_quotes_hold_commas_line_breaks_and_quotes(city: City) -> None:
    city.write(BRIEF_FILE, sheet(BRIEFS, '北港园区,2027-03,K1,办理中,"一,\r\n""二""",'))
    assert rows(city, "briefs")[0]["told"] == '一,\n"二"'


def test_one_faulty_file_leaves_the_others_alone(city: City) -> None:
    outlets(city, OUTLET.replace("PK001", "PK1"))
    path = FILE.replace("beigang", "nangang")
    outlets(city, OUTLET.replace("北港", "南港"), path=path)
    ledger, problems = city.open()
    assert codes(problems) == ["E223"]
    assert {f.unit: f.valid for f in ledger.filings} == {"beigang": False, "nangang": True}


def test_the_examples_in_the_forms_are_good_examples(city: City) -> None:
    """What a form shows as an example would be accepted."""
    declared = city.catalogue()
    for form in declared.forms.values():
        for column in form.columns:
            if column.example:
                read = parser(column, declared, Month(2027, 3))(column.example)
                assert not read.noteworthy, column


def test_dates_are_days(city: City) -> None:
    outlets(city, OUTLET)
    ledger, _ = city.open()
    assert merged(ledger, "outlets").raw("counted_on") == [date(2027, 3, 31)]


@pytest.mark.parametrize(
    ("month", "text", "used"),
    [
        (Month(2024, 1), "12月20日", "2023-12-20"),
        (Month(2024, 1), "1月31日", "2024-01-31"),
        (Month(2024, 1), "2月1日", "2023-02-01"),
        (Month(2023, 12), "12月31日", "2023-12-31"),
        (Month(2023, 6), "7月1日", None),
        (Month(2023, 5), "12月20日", None),
        (Month(2023, 6), "2月29日", None),
    ],
)
def test_a_day_without_a_year_is_never_guessed_ahead(
    month: Month, text: str, used: str | None
) -> None:
    """In the plan of 2023, whose last filing is that of January 2024."""
    declared, _ = catalogue.read(PROJECT, KINDS)
    assert declared is not None
    column = declared.forms["funds"].column("as_of")
    read = parser(column, declared, month)(text)
    assert read.used == used
    assert read.faulty == (used is None)


LATER = "{id: sampled, header: 是否抽测, valid_from: 2027-06, required: true, type: boolean"
SINCE_JUNE = ("{id: sampled, header: 是否抽测, type: boolean", LATER)
NO_SAMPLING = OUTLETS.replace(",是否抽测", "")
JUNE = FILE.replace("2027-03", "2027-06")


def test_a_filing_is_read_by_the_form_of_its_month(city: City) -> None:
    """A column that came later is neither wanted of an earlier month nor noticed in one."""
    city.edit("rules/forms/outlets.yaml", *SINCE_JUNE)
    march = OUTLET.replace(",是", "")
    june = OUTLET.replace("2027-03,", "2027-06,").replace("2027-03-31", "2027-06-30")

    outlets(city, march, header=NO_SAMPLING)
    outlets(city, june, path=JUNE)
    assert [row["sampled"] for row in rows(city, "outlets")] == [None, True]

    outlets(city, OUTLET)
    assert [row["sampled"] for row in rows(city, "outlets")] == [None, True]

    outlets(city, june.replace(",是", ""), header=NO_SAMPLING, path=JUNE)
    assert codes(city.filed()) == ["E126"]


def test_a_header_that_means_another_column_later(city: City) -> None:
    ended = SINCE_JUNE[0].replace("type:", "valid_until: 2027-03, type:")
    words = LATER.replace("sampled", "sampling").replace("type: boolean", "type: text")
    city.edit("rules/forms/outlets.yaml", SINCE_JUNE[0], f"{words}}}\n  - {ended}")
    outlets(city, OUTLET)
    outlets(city, OUTLET.replace("2027-03,", "2027-06,").replace(",是,", ",两次,"), path=JUNE)
    told = [(row["sampled"], row["sampling"]) for row in rows(city, "outlets")]
    assert told == [(True, None), (None, "两次")]


def test_a_blank_form_is_that_of_its_month(city: City) -> None:
    city.edit("rules/forms/outlets.yaml", *SINCE_JUNE)
    declared = city.catalogue()
    zone = declared.units["beigang"]
    headers = {}
    for month in (Month(2027, 3), Month(2027, 6)):
        blanks = forms.blanks(declared, zone, month, lambda _: None)
        own = next(blank.form for blank in blanks if blank.form.id == "outlets")
        headers[month.number] = [column.header for column in own.columns]
    assert headers[3] == NO_SAMPLING.split(",")
    assert headers[6] == OUTLETS.split(",")
