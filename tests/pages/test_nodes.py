"""Nodes: what is due by a day, who made it, and what remains of it, recomputed from what was filed."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from generator import flow
from generator.pages import nodes, remaining
from generator.pages.kinds import node as page
from generator.pages.site import Site
from generator.words.marked import defused
from tests.factory import harbour
from tests.world import SPENT, World


@pytest.fixture
def site(tmp_path: Path) -> Site:
    world = World(tmp_path, indicators=[dict(SPENT)], files=("funds", "words"))
    quote = "支出进度3月底达到10%、4月底达到30%、6月底达到50%"
    points = [{"date": "2023-06-30", "value": 50}]
    world.target("T-1", quote, indicator="spent", checkpoints=points)
    world.rule("threshold", provision="T-1", title="支出规则")
    rows = [["P1", "中央", 10000, 20000, 4600, "2023-06-30"]]
    world.file("2023-07", "east", "funds", rows)
    return Site(world.judge("2023-07-25", "public"))


def test_what_remains_at_a_node_is_the_sum_of_what_the_rows_lack(site: Site) -> None:
    checkpoint = next(each for each in nodes.every(site) if each.stage == "2023-06-30")
    found = remaining.of(site, checkpoint)
    assert found is not None
    for verdict in checkpoint.verdicts:
        rows = [
            row for row in found.sheet if row[0] == site.catalogue.units[verdict.subject or ""].name
        ]
        for step in verdict.steps[:1]:
            reached, whole = (part.value or 0 for part in step.steps)
            assert sum(float(row[-1]) for row in rows) == pytest.approx(whole - reached)


def test_every_verdict_with_a_day_has_a_place_on_a_page_that_there_is(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    results = flow.judge(flow.read(city.root), date(2027, 7, 20), "public")
    site = Site(results)
    pages = {sheet.of for sheet in page.sheets(site)}
    for verdict in results.verdicts:
        where = nodes.place(site, verdict)
        assert where is None or where.of in pages
        dated = bool(verdict.rule and verdict.stage and verdict.due)
        assert dated or where is None
    assert any(len(each) > 1 for each in nodes.sharing(nodes.every(site)))
    days = [each.day for each in nodes.every(site)]
    assert days == sorted(days)


def test_files_open_in_a_spreadsheet_and_are_the_same_each_time(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    site = Site(flow.judge(flow.read(city.root), date(2027, 7, 20), "public"))
    found = dict(page.files(site))
    assert found == dict(page.files(site))
    assert all(data.startswith(b"\xef\xbb\xbf") for data in found.values())
    rows = list(csv.reader(StringIO(found["nodes/K1-2-2027-06-30-rows.csv"].decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) > 3


def test_no_cell_of_a_file_acts() -> None:
    assert defused(["=1+1", "+A1", "@SUM", "-x", "\t=1", "－甲"]) == [
        "'=1+1", "'+A1", "'@SUM", "'-x", "'\t=1", "'－甲",
    ]  # fmt: skip
    assert defused(["-3.5", "12", "甲-乙", ""]) == ["-3.5", "12", "甲-乙", ""]
