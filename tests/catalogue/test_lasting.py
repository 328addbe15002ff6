"""What comes and goes within a plan year: forms, their columns, and what a unit files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.catalogue.owing import filing_months, owes
from generator.new_year import begin
from tests.factory import City, harbour

FORM, UNITS = "rules/forms/outlets.yaml", "units.yaml"
STAGE = "{id: sampled, header: 是否抽测, type: boolean"


@pytest.fixture
def city(tmp_path: Path) -> City:
    return harbour(tmp_path, filings=False)


def listed(city: City, entry: str) -> None:
    """Put another entry for the outlets on the list of a zone."""
    list_ = "西岛园区管理委员会\n    files: [briefs, outlets, beaches]"
    city.edit(UNITS, list_, list_.replace("outlets", entry))


def owed(city: City, form: str) -> list[str]:
    """The months in which a zone owes a form."""
    declared = city.catalogue()
    zone = declared.units["xidao"]
    return [
        str(month)
        for month in filing_months(declared)
        if form in [each.id for each in owes(declared, zone, month)]
    ]


def test_a_form_is_owed_from_its_month_on(city: City) -> None:
    city.edit(FORM, "every: quarter", "every: quarter\nvalid_from: 2027-08\nvalid_until: 2027-09")
    assert owed(city, "outlets") == ["2027-09"]
    assert owed(city, "briefs") == ["2027-03", "2027-06", "2027-09", "2027-12"]


def test_a_unit_files_a_form_from_a_month_on(city: City) -> None:
    listed(city, "{form: outlets, valid_from: 2027-09}")
    assert owed(city, "outlets") == ["2027-09", "2027-12"]
    assert city.catalogue().units["xidao"].files == ("briefs", "outlets", "beaches")


def test_what_a_unit_files_follows_from_its_duties_and_the_filers_of_forms(city: City) -> None:
    written = {unit.id: unit.files for unit in city.catalogue().units.values()}
    text = (city.root / UNITS).read_text("utf-8")
    city.write(UNITS, re.sub(r"(?m)^    files: .*\n", "", text))
    assert {unit.id: unit.files for unit in city.catalogue().units.values()} == written

    city.edit(FORM, "filers: [zone]", "filers: [beigang]")
    files = {unit.id: unit.files for unit in city.catalogue().units.values()}
    assert files["beigang"] == written["beigang"]
    assert files["xidao"] == ("briefs", "beaches")


def test_evidence_that_nobody_files(city: City) -> None:
    text = (city.root / UNITS).read_text("utf-8")
    city.write(UNITS, text.replace(", outlets", ""))
    told = {(p.code, p.message) for p in city.problems() if p.severity == "error"}
    assert told == {("E526", "要凭“入海排口台账”表判定，却没有单位报这张表")}


def test_a_filer_who_answers_for_nothing_of_it_files_nothing(city: City) -> None:
    text = (city.root / UNITS).read_text("utf-8")
    city.write(UNITS, re.sub(r"(?m)^    files: .*\n", "", text))
    assert not [p for p in city.problems() if p.severity == "error"]
    city.edit(FORM, "filers: [zone]", "filers: [shifuban]")
    assert {p.code for p in city.problems() if p.severity == "error"} == {"E526"}


def test_the_same_form_in_two_spans(city: City) -> None:
    listed(city, "{form: outlets, valid_until: 2027-03}, {form: outlets, valid_from: 2027-12}")
    assert owed(city, "outlets") == ["2027-03", "2027-12"]

    city.edit(UNITS, "{form: outlets, valid_from: 2027-12}", "{form: outlets, valid_from: 2027-03}")
    assert [(p.code, p.message) for p in city.problems()] == [
        ("E522", "报表“outlets”在 files 中重复")
    ]


BOUND = "是主键、零报告列或单位、期次列，不能只在一些月份有"
FAULTS = [
    (STAGE, "valid_from: 2028-03", "E527 报送期内没有哪一期有“是否抽测”列"),
    (STAGE, "valid_from: 2027-09, valid_until: 2027-03", "E527 止 2027-03 早于起 2027-09"),
    (STAGE, "valid_from: 2027-13", "E515 起（valid_from）“2027-13”不是有效的月份（yyyy-mm）"),
    ("{id: quarter, header: 报送期", "valid_from: 2027-09", f"E525 “报送期”{BOUND}"),
    ("{id: filer, header: 报送单位", "valid_until: 2027-09", f"E525 “报送单位”{BOUND}"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "more", "message"), FAULTS, ids=[f[1] for f in FAULTS])
def test_what_cannot_be(city: City, column: str, more: str, message: str) -> None:
    head, _, rest = column.partition(", ")
    city.edit(FORM, column, f"{head}, {more}, {rest}")
    told = [(p.code, p.message) for p in city.problems() if p.severity == "error"]
    assert message in [f"{code} {words}" for code, words in told]
    assert {p.line for p in city.problems()} == {city.line_of(FORM, more)}


def test_a_form_that_is_never_owed(city: City) -> None:
    city.edit(FORM, "every: quarter", "every: quarter\nvalid_from: 2028-03")
    told = [(p.code, p.line, p.message) for p in city.problems()]
    assert told == [("E527", city.line_of(FORM, "2028-03"), "报送期内没有哪一期要报这张表")]


def test_a_form_on_the_list_of_a_unit_that_it_never_owes(city: City) -> None:
    listed(city, "{form: outlets, valid_until: 2026-12}")
    told = [(p.code, p.message) for p in city.problems()]
    assert told == [("E527", "报送期内西岛园区没有哪一期要报“入海排口台账”表")]


def test_a_column_in_the_place_of_another(city: City) -> None:
    """The same header in other months, so that what was filed stays as it was read."""
    ended = STAGE.replace("type:", "valid_until: 2027-06, type:")
    city.edit(
        FORM,
        STAGE,
        f"{{id: sampling, header: 是否抽测, type: text, valid_from: 2027-09}}\n  - {ended}",
    )
    assert city.problems() == []
    city.edit(FORM, "valid_until: 2027-06", "valid_until: 2027-09")
    assert [p.code for p in city.problems()] == ["E522"]


def test_what_came_in_one_year_is_there_in_the_next(city: City, tmp_path: Path) -> None:
    city.edit(FORM, "every: quarter", "every: quarter\nvalid_from: 2027-09")
    begun = begin(city.root, 2028, tmp_path / "next")
    assert not isinstance(begun, list)
    assert "valid_from: 2027-09" in (begun.folder / FORM).read_text("utf-8")
