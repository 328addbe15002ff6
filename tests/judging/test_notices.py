"""Judging by several notices: before the day of an amendment, on it, and after."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from generator import flow, new_year
from generator.judging.results import Results, as_json
from tests.supplement import AMENDS, FILE, supplemented

MONTHLY = """  - provision: K1-3
    since: 2027-09-01
    quote: 自2027年9月1日起，入海排口整治率12月底前的目标由不低于90%调整为不低于95%；排口抽测由每季度改为每月开展一次
    every: month
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> flow.World:
    city = supplemented(tmp_path_factory.mktemp("several"))
    return flow.read(city.edit(FILE, AMENDS, AMENDS + MONTHLY).root)


def judged(world: flow.World, day: date) -> Results:
    return flow.judge(world, day)


def thresholds(results: Results, subject: str = "beigang") -> dict[str, float | None]:
    every = results.by_provision["K1-2"]
    return {verdict.stage: verdict.threshold for verdict in every if verdict.subject == subject}


def test_the_new_number_binds_what_is_open_from_its_day_on(world: flow.World) -> None:
    was, now = judged(world, date(2027, 8, 31)), judged(world, date(2027, 9, 1))
    assert thresholds(was) == {"@2027-06-30": 40, "@2027-12-31": 90}
    assert thresholds(now) == {"@2027-06-30": 40, "@2027-12-31": 95}
    closed = "K1-2@2027-06-30/beigang"
    assert was.by_id[closed].settled == now.by_id[closed].settled
    assert was.by_id[closed].sentence == now.by_id[closed].sentence
    assert now.by_id["K1-2@2027-12-31/beigang"].quote.startswith("自2027年9月1日起")


def test_a_new_rhythm_leaves_the_periods_before_it(world: flow.World) -> None:
    results = judged(world, date(2027, 10, 15))
    own = [verdict.stage for verdict in results.by_provision["K1-3"]]
    assert own == ["@2027-Q1", "@2027-Q2", "@2027-09", "@2027-10", "@2027-11", "@2027-12"]


def test_a_later_notice_asks_for_nothing_before_it_is_issued(world: flow.World) -> None:
    early = judged(world, date(2027, 8, 1))
    assert "L1-2" not in early.by_provision
    first = judged(world, date(2027, 8, 2)).by_provision["L1-2"]
    assert {verdict.state.value for verdict in first} == {"not_due"}
    later = judged(world, date(2027, 10, 15)).by_provision["L1-2"]
    assert {verdict.state.value for verdict in later} == {"missing_report"}


def test_each_verdict_names_its_notice_only_where_there_are_several(world: flow.World) -> None:
    one = json.loads(as_json(judged(world, date(2027, 8, 1))))
    assert "notices" not in one
    assert not any("notice" in verdict for verdict in one["verdicts"])
    two = json.loads(as_json(judged(world, date(2027, 9, 1))))
    assert two["notice"] == one["notice"]
    assert [each["id"] for each in two["notices"]] == ["tasks", "supplement"]
    named = {verdict["id"]: verdict["notice"] for verdict in two["verdicts"]}
    assert named["K1-2@2027-06-30/beigang"] == "tasks"
    assert named["K1-2@2027-12-31/beigang"] == named["L1-2/beigang"] == "supplement"


def test_a_filing_less_makes_nothing_greener(tmp_path: Path, world: flow.World) -> None:
    day = date(2027, 10, 15)
    whole = {verdict.id: verdict.state.good for verdict in judged(world, day).verdicts}
    root = supplemented(tmp_path).edit(FILE, AMENDS, AMENDS + MONTHLY).root
    for file in sorted(root.glob("submissions/2027-06/*/*.csv")):
        kept = file.read_bytes()
        file.unlink()
        for verdict in judged(flow.read(root), day).verdicts:
            was, now = whole.get(verdict.id), verdict.state.good
            assert was is None or now is None or now <= was, (file, verdict.id)
        file.write_bytes(kept)


def test_the_next_year_carries_it(tmp_path: Path) -> None:
    root = supplemented(tmp_path, filings=False).root
    begun = new_year.begin(root, 2028, tmp_path / "next")
    assert isinstance(begun, new_year.Begun)
    assert "后发的通知" in (begun.folder / new_year.TASKS).read_text("utf-8")
    assert "since: 2028-09-01" in (begun.folder / FILE).read_text("utf-8")
