"""Less data is never greener: whatever is taken away, no verdict is better for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from generator.catalogue import Catalogue
from generator.judging.bench import judge
from generator.judging.kinds import KINDS
from generator.judging.results import Results
from generator.judging.verdict import Verdict
from generator.ledger import Ledger, open_ledger
from tests.campaign import seeds
from tests.factory import declared_shipped, harbour
from tests.laws import whole
from tests.laws.removals import (
    Removal,
    every,
    greener,
    without_cell,
    without_filing,
    without_receipt,
    without_row,
)
from tests.place import PROJECT

AFTER = [date.fromisoformat(day) for day in whole.AFTER.values()]


def hold(declared: Catalogue, before: Sequence[Results], removals: Iterator[Removal]) -> None:
    for removal in removals:
        for was in before:
            now = judge(declared, removal.ledger, was.case.as_of)
            told = [
                f"{a.id} {a.state} -> {b.state}\n  {a.sentence}\n  {b.sentence}"
                for a, b in greener(was, now)
            ]
            assert not told, f"as of {was.case.as_of}, {removal.says}:\n" + "\n".join(told)


def judged(declared: Catalogue, filed: Ledger, days: Sequence[date]) -> list[Results]:
    return [judge(declared, filed, day) for day in days]


@pytest.mark.parametrize("seed", seeds(2))
def test_nothing_taken_away_at_random_makes_a_verdict_better(seed: int, tmp_path: Path) -> None:
    dice = Random(seed)
    declared, filed = whole.opened(whole.whole(tmp_path, dice))
    hold(declared, judged(declared, filed, AFTER), islice(every(filed, dice), 10))


def test_of_every_kind_nothing_that_it_rests_on(tmp_path: Path) -> None:
    """The filing, the receipt, the row and the cell of a figure, of each kind of rule."""
    declared, filed = whole.opened(whole.whole(tmp_path, Random(7)))
    before = judged(declared, filed, [AFTER[1], AFTER[-1]])
    kinds = {rule.kind for rule in declared.rules}
    unseen = "、".join(sorted(set(KINDS) - kinds))
    assert kinds == set(KINDS), (
        f"declare a rule of {unseen} in tests/laws/whole.py, and file something for it"
    )
    for kind in sorted(kinds):
        resting = [(was, v) for was in before for v in was.verdicts if v.kind == kind and v.lineage]
        assert resting, kind
        was, verdict = resting[len(resting) // 2]
        hold(declared, [was], _of(filed, verdict))


def _of(filed: Ledger, verdict: Verdict) -> Iterator[Removal]:
    cell = verdict.lineage[len(verdict.lineage) // 2]
    filing = next(f for f in filed.filings if f.path == cell.file)
    yield without_filing(filed, filing)
    yield without_receipt(filed, filing)
    if not cell.line:
        return
    row = list(filed.read[filing.source].lines).index(cell.line)
    yield without_row(filed, filing, row)
    column = next(c for c, place in filing.positions.items() if place + 1 == cell.column)
    yield without_cell(filed, filing, row, column)


def test_in_the_harbour_city(tmp_path: Path) -> None:
    city = harbour(tmp_path)
    declared, (filed, _) = city.catalogue(), city.open()
    days = [date(2027, 4, 11), date(2027, 7, 12), date(2028, 1, 12)]
    hold(declared, judged(declared, filed, days), islice(every(filed, Random(1)), 15))


def test_in_the_shipped_city() -> None:
    declared = declared_shipped()
    filed, _ = open_ledger(PROJECT, declared)
    days = [date(2023, 7, 21), date(2024, 1, 23)]
    hold(declared, judged(declared, filed, days), islice(every(filed, Random(2)), 2))
