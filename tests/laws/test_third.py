"""The laws in a third city: less data is never greener there either."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from generator.judging.bench import judge
from tests.laws import third
from tests.laws.removals import every, greener


@pytest.mark.parametrize("day", ["2025-06-30", *third.AFTER[2:], "2026-03-01"])
def test_nothing_taken_away_makes_a_verdict_better(day: str, tmp_path: Path) -> None:
    dice = Random(day)
    declared, filed = third.third(tmp_path, dice).opened()
    as_of = date.fromisoformat(day)
    before = judge(declared, filed, as_of)
    removals = every(filed, dice)
    for _ in range(8):
        removal = next(removals)
        after = judge(declared, removal.ledger, as_of)
        told = [
            f"{was.id} {was.state} -> {now.state}\n  {was.sentence}\n  {now.sentence}"
            for was, now in greener(before, after)
        ]
        assert not told, f"{removal.says}:\n" + "\n".join(told)
