"""What was signed is noted where it counts, once, and in files that stay in order."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.judging import bench
from tests.warm import taizhang
from tests.world import World, dump, opened, state

BULLETINS = {
    "bulletins": [
        {"id": "monthly", "name": "月通报", "every": "month", "title": "关于{period}进展的通报",
         "counts_as": "T-1", "reference": "title"},
    ],
    "filed_by": "east",
}  # fmt: skip
NUMBER = "测发〔2023〕3号"


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path, files=("events",))
    world.cadence("T-1", "每月开展一次调研", every="month")
    world.rule(
        "cadence", provision="T-1", form="events", distinct="event", dated_by="date",
        where=[{"column": "kind", "is": "调研"}], scope="together",
    )  # fmt: skip
    world.file("2023-05", "east", "events", [["H0007", "走访", "2023-05-02", "", ""]])
    for month in ("2023-04", "2023-05", "2023-06"):
        world.file(month, "west", "events", [["零报告", "", "", "", ""]])
    world.file("2023-04", "east", "events", [["零报告", "", "", "", ""]])
    world.write()
    dump(tmp_path / "rules/bulletins.yaml", BULLETINS)
    return world


def signed(root: Path, number: str, day: str) -> tuple[int, str]:
    done = taizhang(
        "bulletin", "2023-05", "--root", str(root), "--as-of", "2023-12-01",
        "--signed", number, "--date", day,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def text(root: Path, month: str) -> str:
    return (root / f"submissions/{month}/east/events.csv").read_text("utf-8-sig")


def test_it_counts_for_what_the_notice_asks_and_stands_there_once(world: World) -> None:
    code, told = signed(world.folder, NUMBER, "2023-05-29")
    assert code == 0, told
    path = "submissions/2023-06/east/events.csv"
    assert f"已登记：{path}" in told
    assert "按日期计入“每月开展一次调研”的2023年5月。" in told
    assert f"git add {path}" in told
    assert text(world.folder, "2023-06").splitlines() == [
        "单位,月份,编号,类型,日期,地点,标题",
        f"东县,2023-06,H0008,调研,2023-05-29,,{NUMBER}",
    ]
    declared, filed = opened(world.folder)
    assert (
        state(bench.judge(declared, filed, date(2023, 5, 31), "internal"), "T-1@2023-05/all")
        != "met"
    )
    results = bench.judge(declared, filed, date(2023, 7, 1), "internal")
    assert state(results, "T-1@2023-05/all") == "met"
    before = text(world.folder, "2023-06")
    code, told = signed(world.folder, NUMBER, "2023-05-30")
    assert code == 2
    assert f"“{NUMBER}”已经登记在 {path} 第2行，没有再写。" in told
    assert text(world.folder, "2023-06") == before


def test_a_row_is_put_behind_those_that_stand_there_and_takes_the_place_of_a_zero_report(
    world: World,
) -> None:
    world.file("2023-06", "east", "events", [["零报告", "", "", "", ""]])
    assert signed(world.folder, NUMBER, "2023-05-29")[0] == 0
    assert "零报告" not in text(world.folder, "2023-06")
    code, told = signed(world.folder, "测发〔2023〕4号", "2023-06-02")
    assert (code, "按更正办理" in told) == (0, True)
    rows = text(world.folder, "2023-06").splitlines()
    assert [row.split(",")[2] for row in rows[1:]] == ["H0008", "H0009"]


def test_where_what_counts_is_the_register_as_well_one_row_says_both(world: World) -> None:
    register = {"form": "events", "number": "event", "title": "title", "issued": "date"}
    dump(world.folder / "rules/bulletins.yaml", {**BULLETINS, "register": register})
    code, told = signed(world.folder, "H0012", "2023-05-29")
    assert code == 0, told
    assert text(world.folder, "2023-06").splitlines()[1:] == [
        "东县,2023-06,H0012,调研,2023-05-29,,《关于2023年5月进展的通报》"
    ]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2023-05-20", "印发日期2023年5月20日不对"),
        ("2023-12-02", "印发日期2023年12月2日不对"),
    ],
)
def test_what_cannot_be_is_not_noted(world: World, day: str, why: str) -> None:
    code, told = signed(world.folder, NUMBER, day)
    assert code == 2
    assert why in told
    assert not (world.folder / "submissions/2023-06/east").exists()


def test_a_file_that_would_not_be_in_order_is_not_written(world: World) -> None:
    code, told = signed(world.folder, f"{NUMBER} 电话13812345678", "2023-05-29")
    assert code == 2
    assert "写进 submissions/2023-06/east/events.csv 以后会有错" in told
    assert "13812345678" not in told
    assert not (world.folder / "submissions/2023-06/east").exists()


def test_where_nothing_is_declared_that_is_said(world: World) -> None:
    (world.folder / "rules/bulletins.yaml").unlink()
    code, told = signed(world.folder, NUMBER, "2023-05-29")
    assert code == 2
    assert "没有写明“月通报”印发以后登记在哪里。" in told
