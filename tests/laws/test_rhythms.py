"""Less data is never greener where every form has a rhythm and days of its own."""

from __future__ import annotations

from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

from generator.judging.bench import judge
from tests.canal import canal
from tests.laws.removals import every
from tests.laws.test_less_data import hold

DAYS = [date(2026, 4, 18), date(2026, 7, 18), date(2027, 1, 20)]
"""Days on which the deadline of all that has come in is over: before it nobody can tell what is missing."""


def test_nothing_taken_away_makes_a_verdict_better(tmp_path: Path) -> None:
    dice = Random(1)
    city = canal(tmp_path, dice)
    declared, (filed, _) = city.catalogue(), city.open()
    before = [judge(declared, filed, day) for day in DAYS]
    hold(declared, before, islice(every(filed, dice), 8))
