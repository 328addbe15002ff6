"""How costs grow with what there is: units, months, rows, the items of a register. 1 is as it should be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from tests.bench.measure import Cost, taizhang, work
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
    yield from _sites(bench, (22, 220) if bench.full else (4, 16))


def _sites(bench: Bench, sizes: Sequence[int]) -> Iterator[Row]:
    """A cold site of so many units, and how large its largest page is."""
    told, largest = [], []
    for size in sizes:
        workload = replace(_CITY, units=size, months=4, rows=3)
        root, out = bench.root(f"site-{size}", workload), bench.scratch / f"site-{size}-built"
        cost = taizhang("site", "--root", str(root), "--out", str(out), "--as-of", str(workload.day),
                        store=bench.scratch / f"store-site-{size}")  # fmt: skip
        told.append((size, cost.cpu, cost.peak))
        pages = (out / "site").rglob("*.html")
        largest.append((size, max(page.stat().st_size for page in pages) / 1024, cost.peak))
    yield from _compared("site by units", told)
    for size, kilobytes, peak in largest:
        yield Row(f"page of {size}", f"{kilobytes:,.0f} KB, the largest at {size} units", 0, peak,
                  "300 KB", kilobytes / 300)  # fmt: skip


def _grown(bench: Bench, what: str, sizes: Sequence[int]) -> Iterator[Row]:
    larger: list[dict[str, Any]] = [{what: size} for size in sizes]
    costs = [(each[what], _judged(bench, replace(_CITY, **each))) for each in larger]
    for stage in _STAGES:
        told = [
            (size, float(cost.told[stage]), float(cost.told[f"{stage} peak"]))
            for size, cost in costs
        ]
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
