"""Whose a verdict is: a unit's own, or the whole's, which counts once and against nobody alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from generator.judging.filers import filers, forms
from generator.judging.results import Results, as_json
from generator.judging.verdict import Verdict, Writing
from generator.words.states import State
from tests.world import SPENT, World, only

POINTS = [{"date": "2023-06-30", "value": 50}]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """Each county is judged on its spending; the city on surveys, which the east files alone."""
    world = World(
        tmp_path_factory.mktemp("whole"), indicators=[dict(SPENT)], files=("funds", "events")
    )
    world.target(
        "T-1",
        "支出进度3月底达到10%、4月底达到30%、6月底达到50%",
        indicator="spent",
        checkpoints=POINTS,
    )
    world.rule("threshold", provision="T-1")
    world.cadence("T-2", "每月开展一次调研", every="month")
    world.rule(
        "cadence", provision="T-2", form="events", distinct="event", dated_by="date",
        subjects=["east"], scope="together",
    )  # fmt: skip
    days = {"2023-04": "2023-04-10", "2023-05": "2023-05-10", "2023-06": "2023-06-10"}
    for month, day in {**days, "2023-07": "2023-06-30"}.items():
        for unit in ("east", "west"):
            world.file(month, unit, "funds", [["P1", "中央", 100, 100, 60, day]])
            world.file(month, unit, "events", [["零报告", *[None] * 4]])
    return world.judge("2023-07-25")


def test_a_verdict_about_the_whole_is_no_units_own(results: Results) -> None:
    joint = {v.id for v in results.joint if v.rule == "r2"}
    assert joint
    for unit in ("east", "west"):
        assert not joint & {v.id for v in results.own_of(unit)}
        assert joint <= {v.id for v in results.joint_of(unit)}
    assert results.own_of("bureau") == results.joint_of("bureau") == ()


def test_it_counts_for_the_clause_and_against_nobody_alone(results: Results) -> None:
    assert [v.state for v in results.joint if v.rule == "r2" and v.binding] == [State.OVERDUE]
    assert results.standing("T") == State.OVERDUE
    assert State.OVERDUE not in (results.standing("T", "east"), results.standing("T", "west"))


def test_who_files_has_the_next_step(results: Results) -> None:
    survey = next(v for v in results.joint if v.rule == "r2" and v.binding)
    assert survey.owners == ("east", "west")
    assert filers(results.case, survey) == ("east",)
    spent = only(results, "T-1@2023-06-30/west")
    assert filers(results.case, spent) == ("west",)
    rules = {rule.id: rule for rule in results.case.catalogue.rules}
    assert forms(results.case.catalogue, rules["r1"]) == ("funds",)
    assert forms(results.case.catalogue, rules["r2"]) == ("events",)


def test_every_verdict_is_a_units_own_or_the_wholes(results: Results) -> None:
    own = [v for unit in results.case.catalogue.units for v in results.own_of(unit)]
    assert sorted(v.id for v in (*own, *results.joint)) == sorted(v.id for v in results.verdicts)


def test_the_item_of_a_unit_is_not_the_unit(results: Results) -> None:
    """A township's place on the ladder says nothing of how its county stands."""
    verdict = replace(results.verdicts[0], subject="east", item="town", state=State.FOR_DECISION)
    alone = replace(results, verdicts=(verdict,))
    assert alone.own_of("east") == (verdict,)
    assert alone.stands_of("east") == ()


def test_results_json_has_all_of_a_verdict_and_what_is_written_of_it(results: Results) -> None:
    elsewhere = {"month", "records"}  # its period says the month, its steps say the records
    of_ranges = {"low"}  # which stands where there is one: see test_asked
    own = {field.name for field in fields(Verdict)} - {"writing"} - elsewhere - of_ranges
    for told in json.loads(as_json(results))["verdicts"]:
        assert set(told) == own | {"sentence", "next", "steps", "lineage"}


def test_nothing_is_written_of_a_verdict_before_somebody_reads_it(results: Results) -> None:
    """Of the verdicts of earlier days, of which there are many, little but their states is shown."""
    verdict = results.stands_of("east")[0]
    asked = []

    def later(words: str) -> Callable[[], str]:
        return lambda: asked.append(words) or words  # type: ignore[func-returns-value]

    lazy = replace(verdict, writing=Writing(later("说明"), later("下一步"), lambda: ()))
    assert (lazy.state, lazy.value) == (verdict.state, verdict.value)
    assert not asked
    assert (lazy.sentence, lazy.sentence, lazy.steps) == ("说明", "说明", ())
    assert asked == ["说明"]
    assert lazy == replace(verdict, writing=Writing("说明", "下一步"))
