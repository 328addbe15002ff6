"""A form with a rhythm and days of its own beside the policy, which goes by the 20th of each month."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.calendar import Month
from generator.catalogue import Catalogue
from generator.catalogue.owing import closing, filing_months, owes, tells_of
from tests.world import World, only, opened, state

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
    months = [m for m in filing_months(city) if form in [f.id for f in owes(city, east, m)]]
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


def test_a_month_closes_by_the_policy_where_any_form_goes_by_it(world: World) -> None:
    world.schedules["words"] = {**HALF, "last": "2024-06"}
    city = declared(world)
    assert closing(city, Month(2023, 6)).last_day.isoformat() == "2023-06-20"
    assert closing(city, Month(2024, 6)).last_day.isoformat() == "2024-07-15"


def test_what_is_due_later_is_not_missing_before(world: World) -> None:
    world.schedules["words"] = HALF
    row = [["P1", "中央", 1, 1, 1, "2023-06-01"]]
    world.file("2023-06", "east", "funds", row)
    before = only(world.judge("2023-07-17"), "M-1@2023-06/east")
    assert before.state == "not_due"
    assert before.due is not None
    assert before.due.isoformat() == "2023-07-17"
    assert before.sentence == (
        "东县：2023年6月应于2023年6月20日（“进展”为2023年7月17日）前报送，1张已收到，还差“进展”，今天到期。"
    )
    assert state(world.judge("2023-07-18"), "M-1@2023-06/east") == "missing_report"
