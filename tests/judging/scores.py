"""Townships that are scored each quarter and ranked, for the kinds that look at the last of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.world import World

TOWNS = "甲乙丙丁戊己庚"
QUOTE = "每季度乡镇综合排序，对后几名实行一次警告、两次黄牌、三次免职"
QUARTERS = {"Q2": "2023-06", "Q3": "2023-09", "Q4": "2023-12"}


def scored(folder: Path) -> World:
    """Seven townships and a street whose scores are filed by a method that is adopted."""
    made = World(folder, files=("scores",))
    made.towns(*TOWNS)
    made.towns("街", category="街道")
    made.adopt()
    return made


def ranked(world: World, last: tuple[int, ...] = (2,), **more: Any) -> None:
    world.provision("escalations", "T-11", QUOTE, measures=["一次警告", "两次黄牌", "三次免职"])
    world.rule("ranking", id="places", provision="T-11", register="towns", form="scores",
               item="township", dated_by="date", every="quarter", last=list(last),
               subjects=["east"], **{"method": "points", **more})  # fmt: skip


def score(world: World, quarter: str, scores: dict[str, object], **more: Any) -> None:
    month = QUARTERS[quarter]
    rows: list[list[object]] = [
        [town, f"{month}-{10 + i % 5:02}", value, more.get("data", 1)]
        for i, (town, value) in enumerate(scores.items())
    ]
    world.file(month, "east", "scores", rows)


def plain(**changed: object) -> dict[str, object]:
    """甲 is best, 庚 worst, unless told otherwise; None leaves one out."""
    scores = {town: 90 - 5 * i for i, town in enumerate(TOWNS)} | changed
    return {town: value for town, value in scores.items() if value is not None}
