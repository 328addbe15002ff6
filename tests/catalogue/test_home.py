"""What the first page leads with, as it is declared: what cannot lead, and what cannot be drawn so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.world import SPENT, World, dump

FAULTS: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "fits": (
        [{"provision": "T-1", "picture": "bars"}, {"provision": "T-3", "picture": "tiles"}],
        [],
    ),
    "is not there": ([{"provision": "T-9"}], ["E521 没有编号为“T-9”的条文事项；是否为“T-4”？"]),
    "twice": (
        [{"provision": "T-1"}, {"provision": "T-1"}],
        ["E522 “T-1”已在前面写过"],
    ),
    "one number": (
        [{"provision": "T-1"}, {"provision": "T-2"}],
        ["E522 “T-2”和前面的“T-1”用同一个指标，已合并说"],
    ),
    "not judged": ([{"provision": "T-4"}], ["E525 “T-4”没有规则判定，首页没有可说的"]),
    "no register": (
        [{"provision": "T-1", "picture": "tiles"}],
        ["E525 “T-1”不是逐项覆盖名录的事项，画不成 tiles"],
    ),
    "no number": (
        [{"provision": "T-3", "picture": "bars"}],
        ["E525 “T-3”不是用数量衡量的目标，画不成 bars"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_leads_is_judged_and_can_be_drawn(name: str, tmp_path: Path) -> None:
    leads, expected = FAULTS[name]
    world = World(tmp_path, files=("funds", "visits"))
    world.towns("甲", "乙", "丙")
    world.indicators.append(SPENT)
    points = [{"date": "2023-06-30", "value": 50}]
    world.target("T-1", "6月底达到50%", indicator="spent", checkpoints=points)
    world.target(
        "T-2", "年底前全部支出", indicator="spent", value=100, due="2023-12-31", wording="全部"
    )
    world.rule("threshold", provision="T-1")
    world.rule("threshold", provision="T-2")
    world.target("T-3", "每季度走访全部3个乡镇", value=3, each="quarter")
    world.rule(
        "coverage",
        provision="T-3",
        register="towns",
        form="visits",
        item="township",
        dated_by="date",
    )
    world.provision("commitments", "T-4", "及时研判")
    world.write()
    dump(tmp_path / "rules/home.yaml", {"leads": leads})
    found = [f"{p.code} {p.message}" for p in world_problems(tmp_path)]
    assert [each for each in found if each.startswith("E")] == expected


def world_problems(folder: Path) -> list[Any]:
    from generator import catalogue
    from generator.judging.kinds import KINDS

    problems = catalogue.read(folder, KINDS)[1]
    return [each for each in problems if each.file == "rules/home.yaml"]
