"""A form with a rhythm and days of its own beside the policy, which goes by the 20th of each month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import catalogue
from generator.calendar import Month, term
from generator.catalogue import Catalogue
from generator.catalogue.owing import closing, filing_terms, owes, tells_of
from generator.intake.find import search
from generator.judging.kinds import KINDS
from tests.canal import canal
from tests.world import SPENT, World, only, opened, state

FRIDAY = {"every": "week", "day": 5}
HALF = {"every": "half_year", "day": 15, "month_offset": 1}


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path)
    world.files = ("funds", "words")
    return world


def declared(world: World) -> Catalogue:
    world.write()
    return opened(world.folder)[0]


def owed(city: Catalogue, form: str) -> list[str]:
    east = city.units["east"]
    months = [m for m in filing_terms(city) if form in [f.id for f in owes(city, east, m)]]
    return [str(month) for month in months]


@pytest.mark.parametrize(
    ("own", "months", "days"),
    [
        (HALF, ["2023-06", "2023-12"], ["2023-07-17", "2024-01-15"]),  # 15 July is a Saturday
        ({**HALF, "roll": "none"}, ["2023-06", "2023-12"], ["2023-07-15", "2024-01-15"]),
        ({"every": "quarter", "last": "2023-09"}, ["2023-06", "2023-09"], ["2023-06-20", "2023-09-20"]),
        ({"every": "year", "day": 31}, ["2023-12"], ["2024-01-01"]),
        ({"every": "once", "on": "2023-08-11"}, ["2023-08"], ["2023-08-11"]),
        ({"every": "once", "on": "2023-08-11", "inclusive": False}, ["2023-08"], ["2023-08-10"]),
    ],
)  # fmt: skip
def test_a_form_is_due_by_its_own_rhythm(
    world: World, own: dict[str, object], months: list[str], days: list[str]
) -> None:
    world.schedules["words"] = own
    city = declared(world)
    assert owed(city, "words") == months
    due = [city.due_of("east", "words", Month.parse(month)).last_day for month in months]
    assert [day.isoformat() for day in due] == days
    assert "2023-07" in owed(city, "funds")


def test_what_the_form_fixes_no_reading_of_the_policy_changes(world: World) -> None:
    world.schedules["words"] = {**HALF, "roll": "none"}
    world.readings = [{"id": "strict", "name": "从严", "inclusive": False, "roll": "next_workday"}]
    world.question("A01")
    world.policy = {"questions": ["A01"]}
    city = declared(world)
    (strict,) = city.filing.readings
    assert city.due("words", Month(2023, 6), strict).last_day.isoformat() == "2023-07-14"
    assert city.due("funds", Month(2023, 5), strict).last_day.isoformat() == "2023-05-21"


def test_it_tells_of_the_days_since_the_last_one_of_its_own(world: World) -> None:
    world.schedules["words"] = {**HALF, "covers": "period"}
    spans = tells_of(city := declared(world), city.forms["words"])
    assert {str(month): f"{span.start} {span.end}" for month, span in spans.items()} == {
        "2023-06": "2023-01-01 2023-06-30",
        "2023-12": "2023-07-01 2023-12-31",
    }


@pytest.mark.parametrize(
    ("policy", "own", "of_the_period"),
    [
        ({"covers": "since_last"}, {"every": "quarter", "day": 5}, False),
        ({"covers": "since_last"}, HALF, True),  # due when the half-year is over
        ({"covers": "since_last", "month_offset": 1}, HALF, False),
        ({"covers": "period", "month_offset": 1}, FRIDAY, False),
        ({"covers": "period", "month_offset": 1}, {"every": "once", "on": "2023-08-11"}, False),
        ({"covers": "period", "month_offset": 1}, {**FRIDAY, "covers": "period"}, True),
        ({}, HALF, True),
    ],
)
def test_what_it_tells_of_is_as_in_the_policy_where_it_is_due_alike(
    world: World, policy: dict[str, object], own: dict[str, object], of_the_period: bool
) -> None:
    world.policy = policy
    world.schedules["words"] = own
    city = declared(world)
    assert city.schedules["words"].of_the_period == of_the_period
    assert (city.schedules["words"].covers is None) == (not policy)


def test_a_month_closes_by_the_policy_where_any_form_goes_by_it(world: World) -> None:
    world.schedules["words"] = {**HALF, "last": "2024-06"}
    city = declared(world)
    assert closing(city, Month(2023, 6)).last_day.isoformat() == "2023-06-20"
    assert closing(city, Month(2024, 6)).last_day.isoformat() == "2024-07-15"


def test_a_month_of_weeks_closes_with_the_last_that_is_due_in_it(tmp_path: Path) -> None:
    """The week from 27 April on is of April, and due on 1 May."""
    city = canal(tmp_path, until=date(2026, 1, 1)).catalogue()
    assert closing(city, Month(2026, 4)).last_day.isoformat() == "2026-04-24"
    assert closing(city, term("2026-04-27w")).last_day.isoformat() == "2026-05-01"
    assert closing(city, Month(2026, 6)).last_day.isoformat() == "2026-07-05"


def test_an_extension_is_of_a_form_and_a_term(world: World) -> None:
    world.schedules["words"] = HALF
    world.allow("extension", "2023-06-10", period="2023-06", form="words", until="2023-08-01")
    due = declared(world).due_of
    assert due("east", "words", Month(2023, 6)).last_day.isoformat() == "2023-08-01"
    assert due("east", "funds", Month(2023, 6)).last_day.isoformat() == "2023-06-20"
    world.exceptions = []
    world.allow("extension", "2023-06-10", period="2023-06", until="2023-07-01")
    world.write()
    told = [problem.message for problem in catalogue.read(world.folder, KINDS)[1]]
    assert "新的期限 2023-07-01 不晚于原来的 2023-07-17" in told


def test_a_week_can_be_extended_and_spared(world: World) -> None:
    world.schedules["funds"] = FRIDAY
    world.allow("extension", "2023-05-10", period="2023-05-08w", until="2023-05-16")
    world.allow("exemption", "2023-05-10", period="2023-05-15w", form="funds")
    results = world.judge("2023-05-20")
    assert only(results, "M-1@2023-05-08w/east").state == "missing_report"
    assert "5月16日（已延期）" in only(results, "M-1@2023-05-08w/east").sentence
    assert only(results, "M-1@2023-05-15w/east").sentence == "东县：2023年5月15日至21日经同意免报。"


def test_what_is_due_later_is_not_missing_before(world: World) -> None:
    world.schedules["words"] = HALF
    row = [["P1", "中央", 1, 1, 1, "2023-06-01"]]
    world.file("2023-06", "east", "funds", row)
    before = only(world.judge("2023-07-17"), "M-1@2023-06/east")
    assert before.state == "not_due"
    assert before.due is not None
    assert before.due.isoformat() == "2023-07-17"
    assert before.sentence == (
        "东县：2023年6月应于6月20日（“进展”为7月17日）前报送，1张已收到，还差“进展”，今天到期。"
    )
    assert state(world.judge("2023-07-18"), "M-1@2023-06/east") == "missing_report"


# --- by weeks ------------------------------------------------------------------------------------


def test_weeks_are_due_on_their_day_from_the_issue_of_the_notice_to_the_end_of_its_year(
    world: World,
) -> None:
    """The notice is of Monday, 10 April 2023."""
    world.schedules["funds"] = FRIDAY
    city = declared(world)
    weeks = owed(city, "funds")
    assert weeks[0] == "2023-04-10w"
    assert weeks[-1] == "2023-12-25w"
    assert len(weeks) == 38
    due = city.due_of("east", "funds", term("2023-05-15w")).last_day
    assert due.isoformat() == "2023-05-19"


@pytest.mark.parametrize(
    ("own", "due", "told"),
    [
        (FRIDAY, "2023-06-16", "2023-06-10 2023-06-16"),
        ({**FRIDAY, "covers": "period"}, "2023-06-16", "2023-06-12 2023-06-18"),
        ({"every": "week", "day": 8}, "2023-06-19", "2023-06-12 2023-06-18"),
        ({"every": "week", "day": 7}, "2023-06-19", "2023-06-13 2023-06-19"),  # a Sunday
    ],
)
def test_a_week_tells_of_its_days(
    world: World, own: dict[str, object], due: str, told: str
) -> None:
    world.schedules["funds"] = own
    city, week = declared(world), term("2023-06-12w")
    assert city.due("funds", week).last_day.isoformat() == due
    span = tells_of(city, city.forms["funds"])[week]
    assert f"{span.start} {span.end}" == told


def test_a_missing_week_is_told_by_its_days(world: World) -> None:
    world.schedules["funds"] = FRIDAY
    world.file(
        "2023-05-01w",
        "east",
        "funds",
        [["P1", "中央", 1, 1, 1, "2023-05-04"]],
        "2023-05-05T09:00:00+08:00",
    )
    on_time = only(world.judge("2023-05-13"), "M-1@2023-05-01w/east")
    assert on_time.state == "met"
    missing = only(world.judge("2023-05-13"), "M-1@2023-05-08w/east")
    assert missing.state == "missing_report"
    assert missing.sentence == "东县：2023年5月8日至14日应于5月12日前报送，“资金”未报送。"


def test_a_week_is_called_by_its_monday(world: World) -> None:
    world.schedules["funds"] = FRIDAY
    city = declared(world)
    (world.folder / "submissions/2023-05-09w/east").mkdir(parents=True)
    (misfit,) = search(world.folder, city).misfits
    assert misfit.problem.code == "E406"
    with pytest.raises(ValueError, match="2023-05-09w"):
        term("2023-05-09w")


def test_the_filings_of_weeks_bear_a_target(world: World) -> None:
    """The newest week that was due is owed; with it the figure of the checkpoint's own day is known."""
    world.schedules["funds"] = {**FRIDAY, "covers": "period"}
    world.indicators = [dict(SPENT)]
    world.target(
        "T-1", "支出进度3月底达到10%、4月底达到30%、6月底达到50%", indicator="spent",
        checkpoints=[{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}],
    )  # fmt: skip
    world.rule("threshold", provision="T-1")
    for week, day in (("2023-06-19", "2023-06-23"), ("2023-06-26", "2023-06-30")):
        when = f"{day}T09:00:00+08:00"
        world.file(f"{week}w", "east", "funds", [["P1", "中央", 100, 100, 60, day]], when)
    found = only(world.judge("2023-07-03"), "T-1@2023-06-30/east")
    assert found.state == "met"
    later = only(world.judge("2023-07-10"), "T-1@2023-06-30/east")
    assert later.state == "met"
