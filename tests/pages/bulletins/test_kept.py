"""Papers of days that are over: written once, as they stood then, and again where what they hang on has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import flow
from generator.judging.history import closings
from generator.judging.results import Results
from generator.pages.bulletins import kept
from generator.pages.kinds import bulletin, bulletins
from generator.pages.papers import OfficialPaper
from generator.pages.site import Site
from generator.store import NOWHERE, Store
from tests.world import SPENT, World, dump


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = World(tmp_path / "root", files=("funds", "events"))
    world.indicators.append(SPENT)
    points = [{"date": "2023-04-30", "value": 30}, {"date": "2023-06-30", "value": 50}]
    world.target("T-1", "4月底达到30%、6月底达到50%", indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1")
    for month in ("2023-04", "2023-05"):
        world.file(month, "east", "funds", [["P1", "中央", 100, 100, 40, f"{month}-01"]])
    return world


def papers(world: World, held: Store, judged: list[date]) -> dict[str, OfficialPaper]:
    """Every paper that a site of 1 July has; ``judged`` takes the days that had to be judged for it."""
    read = flow.read(world.folder, held=NOWHERE)
    read = replace(read, held=held)

    def judge(day: date) -> Results:
        judged.append(day)
        return flow.judge(read, day, "public")

    results = flow.judge(read, date(2023, 7, 1), "public")
    history = closings(results, judge, held, kept.of_day)
    site = Site(results, history, held=held)
    return {issue.id: paper() for issue, _, paper in kept.of_closings(site)}


def test_the_past_is_written_once_and_stays_whatever_comes_in_later(
    world: World, tmp_path: Path
) -> None:
    world.write()
    held, first, again = Store(tmp_path / "store"), list[date](), list[date]()
    told = papers(world, held, first)
    assert list(told) == ["2023-04-monthly", "2023-05-monthly", "2023-06-monthly"]
    assert first == [date(2023, 4, 30), date(2023, 5, 31), date(2023, 6, 30)]
    assert papers(world, held, again) == told
    assert not again
    world.file("2023-07", "east", "funds", [["P1", "中央", 100, 100, 90, "2023-07-01"]])
    world.write()
    assert papers(world, held, again) == told
    assert not again


def test_another_way_to_write_has_them_written_anew(world: World, tmp_path: Path) -> None:
    world.write()
    held = Store(tmp_path / "store")
    papers(world, held, [])
    dump(
        world.folder / "rules/bulletins.yaml",
        {"bulletins": [{"id": "m", "name": "简报", "every": "month", "title": "{period}简报"}]},
    )
    told = papers(world, held, [])
    assert told["2023-05-m"].title == "2023年5月简报"


def test_a_paper_knows_nothing_that_was_decided_later(world: World, tmp_path: Path) -> None:
    world.write()
    usual = papers(world, NOWHERE, [])
    every = {"id": "monthly", "name": "简报", "every": "month", "title": "{period}简报"}
    later = {**every, "id": "later", "for": "市委"}
    for day, known in (("2023-06-01", 1), ("2023-05-31", 2)):
        decision = {"paper": "纪要1号", "date": day}
        dump(
            world.folder / "rules/bulletins.yaml",
            {
                "bulletins": [every, later],
                "number": "简报〔{year}〕×号",
                "basis": "office",
                "decision": decision,
            },
        )
        told = papers(world, Store(tmp_path / day), [])
        months = [f"2023-0{month}" for month in (4, 5, 6)]
        own = {f"{month}-{id_}" for month in months[-known:] for id_ in ("monthly", "later")}
        assert {*told} == {f"{month}-monthly" for month in months} | own
        for name, paper in told.items():
            if name in own:
                assert paper.number == "简报〔2023〕×号"
                assert str(paper.title).endswith("月简报")
            else:
                assert paper == usual[name]


def test_without_a_store_they_are_the_same(world: World, tmp_path: Path) -> None:
    world.write()
    judged: list[date] = []
    assert papers(world, NOWHERE, judged) == papers(world, Store(tmp_path / "store"), [])
    assert len(judged) == len(set(judged))  # each day once, for its state and its papers together


def test_what_was_signed_has_its_number_and_is_no_draft(world: World) -> None:
    register = {"form": "events", "number": "place", "title": "title", "issued": "date"}
    declared = {"id": "m", "name": "简报", "every": "month", "title": "{period}简报"}
    row = ["H1", "调研", "2023-06-01", "测发〔2023〕9号", "《2023年5月简报》"]
    world.file("2023-06", "east", "events", [row])
    world.write()
    dump(
        world.folder / "rules/bulletins.yaml",
        {"bulletins": [declared], "register": register},
    )
    read = flow.read(world.folder, held=NOWHERE)
    results = flow.judge(read, date(2023, 7, 1), "public")
    history = closings(results, lambda day: flow.judge(read, day, "public"), NOWHERE, kept.of_day)
    site = Site(results, history)
    heads = {sheet.of: sheet.shown.head for sheet in bulletin.sheets(site)}  # type: ignore[attr-defined]
    assert heads["2023-05-m"] == ["测发〔2023〕9号"]
    assert heads["2023-04-m"] == ["代拟稿", "测发〔2023〕×号"]
    issued = {row[0]: row[-1] for row in bulletins.view(site).rows}
    assert issued["2023年5月"] == "测发〔2023〕9号，2023年6月1日"
    assert issued["2023年4月"] == ""
