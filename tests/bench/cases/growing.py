"""How costs grow with what there is: units, months, rows, the items of a register. 1 is as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tests.bench.measure import Cost, work
from tests.bench.rows import Bench, Row, growth
from tests.workloads import Workload

_STAGES = ("read", "judge", "history", "results")
_CITY = Workload(rows=10, register=50)


def rows(bench: Bench) -> Iterator[Row]:
    """Each stage at each size, over the same stage at the size before."""
    for what, sizes in (
        ("units", (22, 220, 2_200)),
        ("months", (8, 36, 120)),
        ("rows", (10, 100, 1_000)),
    ):
        yield from _grown(bench, what, sizes if bench.full else sizes[:2])
    registers = (100, 1_000, 40_000) if bench.full else (100, 1_000)
    for stage in ("catalogue", "intake"):
        costs = [(size, _register(bench, size)) for size in registers]
        told = [(size, _stage(cost, stage), cost.peak) for size, cost in costs]
        yield from _compared(f"{stage} by register", told)


def _grown(bench: Bench, what: str, sizes: Sequence[int]) -> Iterator[Row]:
    larger: list[dict[str, Any]] = [{what: size} for size in sizes]
    costs = [(each[what], _judged(bench, replace(_CITY, **each))) for each in larger]
    for stage in _STAGES:
        told = [(size, float(cost.told[stage]), cost.peak) for size, cost in costs]
        yield from _compared(f"{stage} by {what}", told)


def _compared(name: str, told: Sequence[tuple[int, float, float]]) -> Iterator[Row]:
    size, cpu, peak = told[0]
    yield Row(f"{name} {size}", f"{size:,}", cpu, peak)
    for before, after in pairwise(told):
        ratio, slope = growth(before[:2], after[:2])
        over = f"{name} {before[0]}"
        what = f"{before[0]:,} → {after[0]:,}"
        yield Row(f"{name} {after[0]}", what, after[1], after[2], over, ratio, slope)


def _judged(bench: Bench, workload: Workload) -> Cost:
    name = f"grown-{workload.units}-{workload.months}-{workload.rows}"
    root = bench.root(name, workload, receipts=True)
    return work("judged", root=str(root), day=str(workload.day))


def _register(bench: Bench, size: int) -> Cost:
    workload = Workload(units=10, months=2, rows=16, register=size, forms=("works",))
    return work("intake", root=str(bench.root(f"register-{size}", workload)))


def _stage(cost: Cost, stage: str) -> float:
    return cost.cpu if stage == "intake" else float(cost.told[stage])
