"""How papers are written, as it is declared: what could not be told apart, and what would never count."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator import catalogue
from generator.judging.kinds import KINDS
from tests.world import World, dump

MONTHLY = {"id": "monthly", "name": "月通报", "every": "month", "title": "{period}的通报"}

FAULTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "fits": (
        {"bulletins": [{**MONTHLY, "counts_as": "T-1", "reference": "title"}]},
        [],
    ),
    "an id twice": (
        {"bulletins": [MONTHLY, {**MONTHLY, "every": "year"}]},
        ["E522 公文编号“monthly”重复"],
    ),
    "not told apart": (
        {"bulletins": [MONTHLY, {**MONTHLY, "id": "other", "name": "简报"}]},
        ["E522 “简报”与“月通报”周期相同，报给谁也相同"],
    ),
    "never counts": (
        {"bulletins": [{**MONTHLY, "counts_as": "T-2"}]},
        ["E525 “T-2”没有按日期计次的规则，登记了也不会计入"],
    ),
    "no column": (
        {"bulletins": [{**MONTHLY, "counts_as": "T-1", "reference": "paper"}]},
        ["E524 报表“活动”没有“paper”这一列"],
    ),
    "no state": (
        {"bulletins": [MONTHLY], "quotes": {"states": ["推进"]}},
        ["E525 没有报表可以填“推进”这个状态"],
    ),
    "no place for the period": (
        {"bulletins": [{**MONTHLY, "title": "通报"}]},
        ["E515 标题（title）的写法“通报”不对"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_papers_are_told_apart_and_count_where_they_say(name: str, tmp_path: Path) -> None:
    declared, expected = FAULTS[name]
    world = World(tmp_path, files=("events",))
    world.cadence("T-1", "每月开展一次调研", every="month")
    world.provision("commitments", "T-2", "及时研判")
    world.rule("cadence", provision="T-1", form="events", distinct="event", dated_by="date")
    world.write()
    dump(tmp_path / "rules/bulletins.yaml", declared)
    problems = catalogue.read(tmp_path, KINDS)[1]
    found = [f"{p.code} {p.message}" for p in problems if p.file == "rules/bulletins.yaml"]
    assert [each for each in found if each.startswith("E")] == expected
