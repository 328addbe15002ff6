"""What is told of a filing's arrival agrees with what is judged of it, and says late and missing apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.calendar import Month
from generator.pages import arrivals
from generator.pages.site import Site
from tests.world import SPENT, World

MAY, JUNE = (Month(2023, number) for number in (5, 6))
ROW = [["P1", "中央", 10000, 20000, 4600, "2023-05-10"]]
MORE = [["P1", "中央", 10000, 20000, 5200, "2023-05-10"]]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "world", indicators=[dict(SPENT)], files=("funds", "villages"))


def words(world: World, day: str, term: Month = MAY) -> dict[str, str]:
    site = Site(world.judge(day))
    return {arrival.unit.id: arrival.word for arrival in arrivals.line(site, term)}


def test_late_is_not_missing_and_part_is_not_all(world: World) -> None:
    world.file("2023-05", "east", "funds", ROW, "2023-05-24T17:00:00+08:00")
    world.file("2023-05", "east", "villages", [["V1", 5, "2023-05-10"]])
    world.file("2023-05", "west", "funds", ROW)
    assert words(world, "2023-05-31") == {"east": "迟报2天", "west": "缺1张"}
    assert words(world, "2023-06-10", JUNE) == {"east": "未到期", "west": "未到期"}
    assert words(world, "2023-06-30", JUNE) == {"east": "未报送", "west": "未报送"}


def test_it_tells_when_it_came_and_what_became_of_it(world: World) -> None:
    world.file("2023-05", "east", "funds", [["P1", "中央", "１０000", 20000, 4600, "2023-05-10"]])
    world.file(
        "2023-05", "east", "villages", [["V1", 5, "2023-05-10"]], "2023-05-16T10:00:00+08:00"
    )
    site = Site(world.judge("2023-05-31"))
    found = arrivals.of(site, site.catalogue.units["east"], MAY)
    assert found
    assert (found.word, found.came, found.owed, found.rewritten) == ("按时", 2, 2, 1)
    assert found.first
    assert found.last
    assert (found.first.day, found.last.day, found.corrections) == (15, 16, 0)
    world.file("2023-05", "east", "funds", MORE, "2023-05-25T09:00:00+08:00")
    site = Site(world.judge("2023-05-31"))
    found = arrivals.of(site, site.catalogue.units["east"], MAY)
    assert found
    assert found.corrected
    assert (found.word, found.corrections, found.corrected.day) == ("按时", 1, 25)
    assert found.rewritten == 0, "the correction counts, and is written as it is used"


def test_who_is_spared_or_does_not_file_is_no_gap(world: World) -> None:
    world.allow("exemption", "2023-05-02", period="2023-05")
    assert words(world, "2023-05-31") == {"east": "免报", "west": "未报送"}
    site = Site(world.judge("2023-05-31"))
    assert arrivals.of(site, site.catalogue.units["bureau"], MAY) is None
    assert [arrival.term for arrival in arrivals.record(site, site.catalogue.units["east"])] == [
        Month(2023, 4),
        MAY,
    ]


def test_it_agrees_with_what_is_judged(world: World) -> None:
    world.readings = [{"id": "strict", "name": "从严", "inclusive": False}]
    world.question("A01")
    world.policy = {"questions": ["A01"]}
    for form, row in (("funds", ROW), ("villages", [["V1", 5, "2023-05-10"]])):
        world.file("2023-05", "east", form, row, "2023-05-20T12:00:00+08:00")
        world.file("2023-06", "east", form, row, "2023-06-26T12:00:00+08:00")
    for day in ("2023-05-20", "2023-06-30"):
        site = Site(world.judge(day))
        for term in site.results.case.terms:
            for arrival in arrivals.line(site, term):
                judged = [
                    v for v in site.on_filing if (v.subject, v.month) == (arrival.unit.id, term)
                ]
                assert {verdict.state for verdict in judged} == {arrival.badge.state}
    assert words(world, "2023-06-30")["east"] == "按时", (
        "the 20th is a Saturday: the 22nd is the day"
    )


def test_units_that_stand_alike_stand_together(world: World) -> None:
    world.file("2023-05", "east", "funds", ROW)
    world.file("2023-05", "east", "villages", [["V1", 5, "2023-05-10"]])
    site = Site(world.judge("2023-05-31"))
    groups = arrivals.by_standing(arrivals.line(site, MAY))
    told = [(badge.word, [each.unit.id for each in own]) for badge, own in groups]
    assert told == [("未报齐", ["west"]), ("按时", ["east"])]


def test_what_is_missing_is_found_as_by_looking_at_every_filing(world: World) -> None:
    world.file("2023-05", "east", "funds", ROW, "2023-05-24T17:00:00+08:00")
    world.file("2023-06", "west", "villages", [["V1", 5, "2023-06-10"]])
    world.allow("exemption", "2023-05-02", period="2023-05", units=["west"])
    numbers = set()
    for day in ("2023-05-10", "2023-05-23", "2023-05-31", "2023-06-30", "2023-09-30"):
        site = Site(world.judge(day))
        case = site.results.case
        record = [arrival for term in case.terms for arrival in arrivals.line(site, term)]
        assert arrivals.unfiled(site) == [arrival for arrival in record if arrival.missing]
        numbers.add(len(arrivals.unfiled(site)))
    assert len(numbers) > 2
