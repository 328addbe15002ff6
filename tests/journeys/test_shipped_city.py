"""The shipped city: the whole notice is there, the year of filings is clean, every state occurs."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.catalogue import Catalogue
from generator.catalogue.model import squeeze
from generator.flow import PROJECT
from generator.judging import KINDS, Results, State
from sample import write as sample
from tests.world import only

COUNTIES = ["yuzhou", "changge", "yanling", "xiangcheng", "jianan"]


@pytest.fixture(scope="module")
def world() -> flow.World:
    return flow.read(PROJECT)


@pytest.fixture(scope="module")
def city(world: flow.World) -> Catalogue:
    assert world.catalogue is not None, world.problems
    return world.catalogue


def at(world: flow.World, day: str) -> Results:
    return flow.judge(world, date.fromisoformat(day))


@pytest.fixture(scope="module")
def year_end(world: flow.World) -> Results:
    return at(world, "2023-12-31")


def test_it_is_clean_but_for_the_township_that_nobody_names(world: flow.World) -> None:
    assert [problem.code for problem in world.problems] == ["W542"]


def test_every_mechanism_of_the_notice_has_its_place(city: Catalogue) -> None:
    """Rows that hold several mechanisms are split: T22-3 into T22-3a and T22-3b."""
    quoted: dict[str, str] = {source.id: source.quote for source in city.notice.sources}
    quoted |= {p.id: f"{p.quote} {p.title}" for p in city.provisions.values()}
    with (PROJECT / "tests/data/mechanisms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 127
    for row in rows:
        own = [quote for id_, quote in quoted.items() if id_.rstrip("abcde") == row["id"]]
        assert own, row
        told = squeeze("".join(own))
        clause = city.clause_of.get(row["id"]) or city.clause_of.get(f"{row['id']}a")
        phrase = squeeze(row["phrase"])
        assert phrase in told or (clause and phrase in squeeze(clause.text)), row


def test_the_responsibility_lists_are_those_of_the_notice(city: Catalogue) -> None:
    lists = [clause.responsible for clause in city.duties]
    assert len(lists) == 26
    assert sum(list(named[-5:]) == COUNTIES for named in lists) == 25
    assert sum("leading-group" in named for named in lists) == 7
    assert sum("xiangcunzhenxing" in named for named in lists) == 16
    departments = {u.id for u in city.units.values() if u.kind == "department"}
    assert len(departments) == 17
    assert departments == {unit for named in lists for unit in named} & departments
    assert city.clauses["T01"].responsible == tuple(COUNTIES)
    assert city.clauses["T03"].responsible == ("all-counties",)


def test_targets_bind_those_whom_the_notice_names(city: Catalogue) -> None:
    assert city.owners(city.provisions["T10-3"]) == ("xiangcheng",)
    assert city.provisions["T01-3"].kind == "reference"
    assert city.filing.provision == "M04"
    assert len(city.registers["townships"].counted_items()) == 73


def test_every_state_occurs(year_end: Results) -> None:
    assert set(Counter(verdict.state for verdict in year_end.verdicts)) == set(State)


@pytest.mark.parametrize(
    ("county", "value", "state"),
    [
        ("xiangcheng", 53.2, "met"),
        ("jianan", 46.0, "behind"),
        ("yanling", None, "depends_on_definition"),
        ("yuzhou", None, "met"),
        ("changge", None, "met"),
    ],
)
def test_the_june_checkpoint(
    world: flow.World, county: str, value: float | None, state: str
) -> None:
    verdict = only(at(world, "2023-07-31"), f"T17-3@2023-06-30/{county}")
    assert verdict.state == state
    if value is not None:
        assert verdict.value is not None
        assert round(verdict.value, 1) == value


def test_the_courtyard_villages_count_one_by_one(world: flow.World) -> None:
    june = only(at(world, "2023-06-30"), "T10-3@2023-12-31/xiangcheng")
    assert (june.value, june.state) == (2, "not_due")
    assert only(at(world, "2023-11-30"), "T10-3@2023-12-31/xiangcheng").state == "met"


def test_the_quarters_of_township_visits(world: flow.World) -> None:
    results = at(world, "2023-10-31")
    assert only(results, "T22-3b@2023-Q2/all").state == "met"
    third = only(results, "T22-3b@2023-Q3/all")
    assert (third.value, third.state) == (68, "overdue")


def test_the_april_checkpoint_binds_nobody(year_end: Results) -> None:
    april = only(year_end, "T17-3@2023-04-30/jianan")
    assert (april.state, april.predates_issue, april.binding) == ("informational", True, False)


def test_nothing_is_green_without_data(year_end: Results) -> None:
    for verdict in year_end.verdicts:
        if verdict.state in (State.MET, State.ON_TRACK):
            assert verdict.lineage, verdict.id
            assert verdict.value is not None, verdict.id


def test_the_sample_is_rebuilt_byte_for_byte(tmp_path: Path) -> None:
    for name in ("tasks.yaml", "units.yaml"):
        shutil.copy(PROJECT / name, tmp_path)
    for name in ("rules", "sample"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    sample.write(tmp_path)
    for folder in ("submissions", "receipts"):
        assert contents(tmp_path / folder) == contents(PROJECT / folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_every_mechanism_has_its_state(year_end: Results) -> None:
    told = {encoded.id: encoded for encoded in year_end.coverage}
    with (PROJECT / "tests/data/mechanisms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            own = [found for id_, found in told.items() if id_.rstrip("abcde") == row["id"]]
            assert own, row
            assert all(found.by or found.sentence or found.verdicts for found in own), row
    assert len({verdict.id for verdict in year_end.verdicts}) == len(year_end.verdicts)


def test_the_shipped_rules_use_every_kind(year_end: Results) -> None:
    assert {rule.kind for rule in year_end.case.catalogue.rules} == set(KINDS)
