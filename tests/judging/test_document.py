"""Documents: issued or not, by the title; what is like it waits for the office."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import World, only, state

DRAFT = [1, "检查", "2023-05-10", "测办〔2023〕3号", "《管理办法》（征求意见稿）"]
ISSUED = [2, "检查", "2023-06-05", "", "《管理办法》"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, files=("events",))


def wanted(world: World, **more: Any) -> None:
    world.provision("deliverables", "T-6", "出台《管理办法》", document="《管理办法》")
    world.rule("document", provision="T-6", form="events", heading="title", issued="date",
               scope="together", **more)  # fmt: skip


def everyone(world: World, *rows: list[object], months: tuple[str, ...] = ("2023-06",)) -> None:
    for month in months:
        for unit in ("east", "west"):
            world.file(month, unit, "events", list(rows) or [["零报告", *[None] * 4]])


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("管理 办法", "met"),
        ("《管理办法（试行）》", "met"),
        ("《管理办法》（暂行）", "met"),
        ("东县、住建局《管理办法》", "met"),
        ("市政府管理办法", "not_due"),
        ("东县关于印发《管理办法》的通知", "not_due"),
        ("《管理办法（试行）》解读", "not_due"),
        ("《管理办法》（征求意见稿）", "not_due"),
        ("《办法》", "not_due"),
    ],
)
def test_a_title_is_the_notices_with_units_before_and_a_trial_after(
    world: World, title: str, found: str
) -> None:
    wanted(world)
    everyone(world, [1, "检查", "2023-05-10", "", title])
    assert state(world.judge("2023-06-30"), "T-6/all") == found


def test_what_is_like_it_is_told_with_what_is_different(world: World) -> None:
    wanted(world, number="place")
    everyone(world, DRAFT)
    verdict = only(world.judge("2023-06-30"), "T-6/all")
    assert verdict.state == "not_due"
    assert verdict.sentence.endswith(
        "相近的文件：测办〔2023〕3号《管理办法》（征求意见稿）（后面多了“征求意见稿”），"
        "请办公室认定是不是这份文件。"
    )
    assert "测办〔2023〕3号" in [cell.value for cell in verdict.lineage]


def test_the_month_that_is_missing_is_named(world: World) -> None:
    wanted(world)
    everyone(world, months=("2023-04",))
    verdict = only(world.judge("2023-06-30"), "T-6/all")
    assert verdict.state == "missing_report"
    assert verdict.next.startswith("请补报2023年6月的“活动”表")


@pytest.mark.parametrize(("day", "found"), [("2023-06-29", "not_due"), ("2023-06-30", "met")])
def test_the_office_accepts_another_title_by_its_number(world: World, day: str, found: str) -> None:
    paper = {"paper": "纪要1号", "date": "2023-06-30"}
    wanted(world, number="place", accepted=[{"number": "测办〔2023〕3号", "decision": paper}])
    everyone(world, DRAFT)
    verdict = only(world.judge(day), "T-6/all")
    assert verdict.state == found
    if found == "met":
        assert verdict.sentence == (
            "《管理办法》已于2023年5月10日印发。"
            "印发的是测办〔2023〕3号，由办公室认定（纪要1号，6月30日）。"
        )


def test_the_exact_title_with_its_day(world: World) -> None:
    wanted(world)
    everyone(world, DRAFT, ISSUED)
    verdict = only(world.judge("2023-06-30"), "T-6/all")
    assert (verdict.state, verdict.sentence) == ("met", "《管理办法》已于2023年6月5日印发。")
    assert "2023-06-05" in [cell.value for cell in verdict.lineage]


def test_without_a_date_in_the_notice_nothing_is_ever_late(world: World) -> None:
    wanted(world)
    everyone(world, DRAFT, months=tuple(f"2023-{n:02}" for n in range(4, 13)))
    assert state(world.judge("2023-12-30"), "T-6/all") == "not_due"
    everyone(world, DRAFT, months=("2024-01",))
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
