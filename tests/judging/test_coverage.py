"""Coverage of a register: items and not visits, categories that count, and an open register."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world import World, only, state

Q3 = "T-3@2023-Q3/all"
READINGS = [
    {"id": "expected", "name": "按应有数", "counts": "expected"},
    {"id": "named", "name": "按已核实的", "counts": "named"},
    {"id": "any", "name": "街道也算", "counts": "any"},
]


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path, files=("visits",))
    made.target("T-3", "每季度走访全部3个乡镇", value=3, each="quarter")
    return made


def judged(world: World, *places: str, readings: bool = False) -> World:
    open_ = {"readings": READINGS, "questions": ["A01"]} if readings else {}
    world.rule("coverage", provision="T-3", register="towns", form="visits", item="township",
               dated_by="date", subjects=["east"], **open_)  # fmt: skip
    rows: list[list[object]] = [[f"Z{i}", p, "2023-07-05"] for i, p in enumerate(places)]
    world.file("2023-07", "east", "visits", rows)
    for month in ("2023-08", "2023-09", "2023-10"):
        world.file(month, "east", "visits", [["零报告", None, None]])
    return world


@pytest.mark.parametrize(
    ("places", "value", "found"),
    [
        (("甲", "乙", "丙"), 3, "met"),
        (("甲", "乙", "乙", "甲"), 2, "overdue"),  # four visits of two
        (("甲", "乙", "街"), 2, "overdue"),  # a 街道 does not count
        (("甲",), 1, "overdue"),
    ],
)
def test_each_item_counts_once(
    world: World, places: tuple[str, ...], value: int, found: str
) -> None:
    world.towns("甲", "乙", "丙")
    world.towns("街", category="街道")
    verdict = only(judged(world, *places).judge("2023-10-25"), Q3)
    assert (verdict.value, verdict.state) == (value, found)


def test_what_is_missing_is_named_in_the_registers_order(world: World) -> None:
    world.towns("甲", "乙", "丙")
    verdict = only(judged(world, "乙").judge("2023-08-25"), Q3)
    assert "尚未覆盖：甲乡、丙乡" in verdict.next
    assert [part.says for part in verdict.steps] == ["已覆盖", "尚未覆盖"]


def test_what_is_covered_is_told_in_the_registers_order_whatever_its_ids(world: World) -> None:
    world.towns("T2", "甲", "T10")
    verdict = only(judged(world, "T10", "甲", "T2").judge("2023-08-25"), Q3)
    assert [part.says for part in verdict.steps[0].steps] == ["T2乡", "甲乡", "T10乡"]


def test_as_many_visits_as_places_with_one_place_unknown(world: World) -> None:
    """Three visits of two places, the third place still a placeholder: nobody can say."""
    world.question("A01")
    world.towns("甲", "乙")
    world.towns("待核", placeholder=True)
    verdict = only(judged(world, "甲", "乙", "乙", readings=True).judge("2023-10-25"), Q3)
    assert verdict.state == "depends_on_definition"
    assert [(o.id, o.value, o.threshold, o.met) for o in verdict.outcomes] == [
        ("expected", 2, 3, False), ("named", 2, 2, True), ("any", 2, 3, False),
    ]  # fmt: skip


def test_a_place_short_by_every_reading_is_short(world: World) -> None:
    world.question("A01")
    world.towns("甲", "乙")
    world.towns("待核", placeholder=True)
    assert state(judged(world, "甲", "甲", readings=True).judge("2023-10-25"), Q3) == "overdue"


def test_the_register_settled_leaves_one_reading(world: World) -> None:
    world.question("A01", "resolved", ["expected"])
    world.towns("甲", "乙", "丙")
    verdict = only(judged(world, "甲", "乙", readings=True).judge("2023-10-25"), Q3)
    assert (verdict.state, len(verdict.outcomes)) == ("overdue", 1)
