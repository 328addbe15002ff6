"""Documents: issued or not, by the exact title."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only, state

DRAFT = [1, "检查", "2023-05-10", "", "《管理办法（试行）》"]
ISSUED = [2, "检查", "2023-06-05", "", "《管理办法》"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, files=("events",))


def wanted(world: World, **more: Any) -> None:
    world.provision("deliverables", "T-6", "出台《管理办法》", document="《管理办法》", **more)
    world.rule("document", provision="T-6", form="events", heading="title", issued="date",
               scope="together")  # fmt: skip


def everyone(world: World, *rows: list[object], months: tuple[str, ...] = ("2023-06",)) -> None:
    for month in months:
        for unit in ("east", "west"):
            world.file(month, unit, "events", list(rows) or [["零报告", *[None] * 4]])


def test_a_draft_or_another_title_is_not_the_document(world: World) -> None:
    wanted(world)
    everyone(world, DRAFT)
    assert state(world.judge("2023-06-30"), "T-6/all") == "not_due"


def test_the_exact_title_with_its_day(world: World) -> None:
    wanted(world)
    everyone(world, DRAFT, ISSUED)
    verdict = only(world.judge("2023-06-30"), "T-6/all")
    assert (verdict.state, verdict.sentence) == ("met", "《管理办法》已于2023年6月5日印发。")
    assert "2023-06-05" in [cell.value for cell in verdict.lineage]


def test_without_a_date_in_the_notice_nothing_is_ever_late(world: World) -> None:
    wanted(world)
    everyone(world, DRAFT, months=("2023-04", "2023-05", "2023-06"))
    assert state(world.judge("2023-12-30"), "T-6/all") == "not_due"
    assert state(world.judge("2024-01-30"), "T-6/all") == "cannot_judge"


@pytest.mark.parametrize(("day", "found"), [("2023-12-31", "met"), ("2024-01-02", "overdue")])
def test_by_a_day(world: World, day: str, found: str) -> None:
    world.provision(
        "deliverables", "T-6", "年底前建成5个示范村", document="示范村", due="2023-12-31"
    )
    world.rule("document", provision="T-6", form="events", heading="title", issued="date",
               subjects=["east"])  # fmt: skip
    world.file("2024-01", "east", "events", [[1, "检查", day, "", "示范村"]])
    assert state(world.judge("2024-01-25"), "T-6@2023-12-31/east") == found
