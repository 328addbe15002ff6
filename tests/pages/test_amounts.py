"""What was filed of money: exact sums of the newest filings, and no sum where one is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.pages import ledgers
from generator.pages.site import Site
from generator.pages.workbooks import Measured, Table
from tests.seen import read
from tests.world import World


def sheet(world: World, day: str = "2023-07-25") -> Table:
    book = ledgers.amounts(Site(world.judge(day)))
    assert book is not None
    return book.sheets[0]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, files=("money",))


def numbers(table: Table, name: str, part: str = "合计") -> list[object]:
    (row,) = [row for row in table.rows if row[0] == name and row[3] == part]
    return [each.value if isinstance(each, Measured) else each for each in row[4:7]]


def test_sums_are_exact_and_of_the_newest_filing(world: World) -> None:
    old = [["P1", "中央", "是", 9, 9, 9, "2023-05-31"]]
    new = [
        ["P1", "中央", "是", 100.1, 10.1, 0.1, "2023-06-30"],
        ["P2", "县级", "否", 200.2, 20.2, 0.2, "2023-06-30"],
    ]
    world.file("2023-06", "east", "money", old)
    world.file("2023-07", "east", "money", new)
    world.file("2023-07", "west", "money", [["P3", "县级", "否", 1, 1, 1, "2023-06-30"]])
    table = sheet(world)
    assert [column.head for column in table.columns[4:7]] == [
        "下达（万元）",
        "到位（万元）",
        "支出（万元）",
    ]
    assert numbers(table, "东县") == [300.3, 30.3, 0.3]
    assert numbers(table, "东县", "县级") == [200.2, 20.2, 0.2]
    assert numbers(table, "合计") == [301.3, 31.3, 1.3]


def test_who_has_filed_nothing_or_told_last_of_an_earlier_term_is_named(world: World) -> None:
    rows = [["P1", "中央", "是", 9, 9, 9, "2023-05-31"]]
    assert {row[1] for row in sheet(world).rows[:2]} == {"没有报送"}
    world.file("2023-06", "east", "money", rows)
    table = sheet(world)
    assert table.rows[-1][0] == "合计（不含西县）"
    world.file("2023-07", "west", "money", [["P3", "县级", "否", 1, 1, 1, "2023-06-30"]])
    assert sheet(world).rows[-1][0] == "合计（东县为2023年6月）"


def test_a_blank_is_no_sum(world: World) -> None:
    rows = [["P1", "中央", "是", 9, None, 9, "2023-06-30"]]
    world.file("2023-07", "east", "money", rows)
    table = sheet(world)
    assert numbers(table, "东县") == [9, "有空白单元格", 9]
    assert numbers(table, "合计（不含西县）") == [9, "有空白单元格", 9]


def test_a_city_without_amounts_has_no_such_book() -> None:
    day = date(2027, 7, 20)
    results = flow.judge(read("tests/cities/harbour"), day, "public")
    assert ledgers.amounts(Site(results)) is None
