"""Which sheet of a workbook is which form, and what is told of those that are none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.calendar import Month
from generator.forms.collect import collect
from generator.intake import inspect
from tests.factory import City, harbour, sheet
from tests.factory import declared_harbour as declared
from tests.intake.books import BOOKS, TWO, Book
from tests.intake.books import sheet as rows
from tests.intake.displayed import DISPLAYED
from tests.intake.filings import FILE, OUTLET, OUTLETS
from tests.intake.workbooks import workbook, worksheet

_FOLDER = "submissions/2027-03/beigang"
EVERY = [*BOOKS, *DISPLAYED]


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


@pytest.mark.parametrize("book", EVERY, ids=[book.name for book in EVERY])
def test_a_book(city: City, book: Book) -> None:
    city.write(book.path, book.data)
    found = inspect(city.root, declared())
    told = [f"{problem.code} {problem.sheet}:{problem.line or 0}" for problem in found.problems]
    assert sorted(told) == sorted(book.told), [problem.message for problem in found.problems]
    assert book.says in "".join(problem.message for problem in found.problems)
    assert {filed.source.form for filed in found.filed} == {*book.forms}


@pytest.mark.parametrize("book", EVERY, ids=[book.name for book in EVERY])
def test_what_is_collected_is_what_would_be_filed(city: City, book: Book) -> None:
    """By mail or by upload: the same sheets are the same forms, and nothing is told otherwise."""
    city.write(book.path, book.data)
    filed = inspect(city.root, declared())
    got = collect("本月.xlsx", book.data, declared(), "beigang", Month.parse(book.month))
    assert {(p.code, p.message) for p in got.problems} == {
        (p.code, p.message) for p in filed.problems
    }
    assert bool(got.files) == (not any(problem.is_error for problem in filed.problems))


def test_a_form_is_the_sheet_that_looks_like_it_where_its_file_is_called_so(city: City) -> None:
    form, notes = rows(OUTLETS, OUTLET), worksheet('<row><c t="str"><v>说明</v></c></row>')
    city.write(f"{_FOLDER}/outlets.xlsx", workbook(notes, form))
    found = inspect(city.root, declared())
    assert [(problem.code, problem.sheet) for problem in found.problems] == [("W115", "表1")]
    [filed] = found.filed
    assert (filed.source.sheet, len(filed)) == ("表2", 1)


def test_a_form_in_a_workbook_and_in_a_file_beside_it(city: City) -> None:
    city.write(FILE, sheet(OUTLETS, TWO))
    city.write(f"{_FOLDER}/本月.xlsx", next(book for book in BOOKS if book.name == "a form").data)
    [problem] = inspect(city.root, declared(), date(2027, 4, 1)).problems
    assert (problem.code, problem.is_error) == ("E253", True)


def test_a_form_that_is_hidden_in_a_workbook_and_lies_beside_it_as_a_file_is_filed(
    city: City,
) -> None:
    city.write(FILE, sheet(OUTLETS, TWO))
    book = next(book for book in BOOKS if book.name == "a hidden form under another name")
    city.write(f"{_FOLDER}/本月.xlsx", book.data)
    found = inspect(city.root, declared(), date(2027, 4, 1))
    assert [(problem.code, problem.is_error) for problem in found.problems] == [("W116", False)]
    assert {filed.source.form for filed in found.filed} == {"outlets", "briefs"}


def test_unit_and_month_are_read_from_a_sheet_that_is_called_otherwise() -> None:
    alone = next(book for book in BOOKS if book.name == "a copy alone")
    got = collect("本月.xlsx", alone.data, declared())
    assert [problem.code for problem in got.problems] == ["E114"]
