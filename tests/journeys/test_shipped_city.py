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
from generator.catalogue.declare import records
from generator.catalogue.model import squeeze
from generator.judging.kinds import KINDS
from generator.judging.results import Results
from generator.words.states import State
from sample import write as sample
from tests.place import PROJECT
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


@pytest.fixture(scope="module")
def after_the_last(world: flow.World) -> Results:
    """The day after the last deadline, whose filings tell of 31 December."""
    return at(world, "2024-01-23")


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
    assert len(city.registers["townships"].counted_items) == 73


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


@pytest.mark.parametrize(
    ("county", "state"),
    [
        ("yuzhou", "met"),
        ("changge", "overdue"),
        ("yanling", "missing_report"),
        ("xiangcheng", "depends_on_definition"),
        ("jianan", "overdue"),
    ],
)
def test_the_end_of_the_year(after_the_last: Results, county: str, state: str) -> None:
    """All spent; 0.03 points short; not filed; all that arrived but not all allocated; far short."""
    verdict = only(after_the_last, f"T17-4@2023-12-31/{county}")
    assert verdict.state == state
    if county == "changge":
        assert "99.97%" in verdict.sentence


def test_the_courtyard_villages_count_one_by_one(world: flow.World) -> None:
    june = only(at(world, "2023-06-30"), "T10-3@2023-12-31/xiangcheng")
    assert (june.value, june.state) == (2, "not_due")
    assert only(at(world, "2023-11-30"), "T10-3@2023-12-31/xiangcheng").state == "met"


def test_the_quarters_of_township_visits(world: flow.World) -> None:
    results = at(world, "2023-10-31")
    assert only(results, "T22-3b@2023-Q2/all").state == "met"
    third = only(results, "T22-3b@2023-Q3/all")
    assert (third.value, third.state) == (68, "overdue")
    assert only(at(world, "2024-01-23"), "T22-3b@2023-Q4/all").state == "met"


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


def test_each_mechanism_is_judged_by_what_the_notice_gives_it(year_end: Results) -> None:
    """What judges each phrase was held against the notice line by line; nothing unrelated does."""
    told = sorted(year_end.coverage, key=lambda found: found.id)
    with (PROJECT / "tests/data/mechanisms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            own = [found for found in told if found.id.rstrip("abcde") == row["id"]]
            kinds = dict.fromkeys(kind for found in own for kind in found.by)
            assert "+".join(kinds) == row["judged_by"], row


def test_both_owners_of_a_problem_are_of_their_kind(world: flow.World, city: Catalogue) -> None:
    """A county in both columns was 100 % of 双交办, and a word was a verification."""
    both = city.indicators["problems-both"].numerator.where
    assert [(c.column, c.of_kind) for c in both] == [
        ("department", "department"),
        ("county", "county"),
    ]
    verified = city.indicators["problems-verified"].numerator.where
    assert ("verified", True) in [(c.column, c.filled) for c in verified]


def test_nobody_is_singled_out_whom_the_notice_does_not_name(city: Catalogue) -> None:
    """Who files tells nothing of who answers: a rule names one unit only where its provision does."""
    for rule in city.rules:
        named = rule.options.named
        owners = city.provisions[rule.provision].owners
        assert not (set(named) & set(city.units)) - set(owners), rule.id


def test_a_question_claims_no_reading_that_is_not_computed(city: Catalogue) -> None:
    computed = {
        name for each in city.indicators.values() if each.readings for name in each.questions
    }
    computed |= set(city.filing.questions if city.filing.readings else ())
    for rule in city.rules:
        if rule.options.alternatives:
            computed |= {*rule.questions, *city.provisions[rule.provision].questions}
    assert {q.id for q in city.questions.values() if q.readings} <= computed


def test_zero_reports_stand_in_logs_and_registers_alone(world: flow.World, city: Catalogue) -> None:
    assert world.ledger is not None
    zero = {filing.form for filing in world.ledger.filings if filing.zero}
    assert zero
    assert {city.forms[form].zero_states for form in zero} == {"rows"}
    figures = {form.id for form in city.forms.values() if form.with_role("as_of")}
    assert {city.forms[form].zero_states for form in figures} == {"not_allowed"}


def test_the_shipped_rules_use_every_kind(year_end: Results) -> None:
    """Every kind that judges anything of which the notice has some."""
    city = year_end.case.catalogue
    provisions = city.provisions.values()
    able = {
        name
        for name, kind in KINDS.items()
        for judged, needed in records()[kind].judges.items()
        for provision in provisions
        if isinstance(provision, judged)
        if not needed or any(getattr(provision, field) not in (None, ()) for field in needed)
    }
    assert {rule.kind for rule in city.rules} == able
    assert set(KINDS) - able == {"milestones"}  # the notice names no works to be done one by one
