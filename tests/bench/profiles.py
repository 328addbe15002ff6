"""What is dear: the functions in which most of the processor time of each stage is spent, as a table."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.bench.cases import running
from tests.bench.measure import process, work
from tests.bench.rows import Bench
from tests.workloads import Workload

_MOST = 6
"""So many functions of each stage are told."""

_LEAST = 0.02
"""And none below this share."""


def profiles(bench: Bench) -> Iterator[tuple[str, Counter[str]]]:
    """Each stage with how often each place was looked at in it."""
    units, rows = bench.size(25, 250), bench.size(250, 500)
    for kind in ("clean", "dirty", "faulty"):
        workload = Workload(units=units, rows=rows, forms=("works",), kind=kind)
        root = bench.root(f"profile-{kind}", workload)
        told = work("intake", root=str(root), sampled="cpu").told
        yield f"intake: {kind}, {told['rows']:,} rows", Counter(told["looks"])
    grown = Workload(units=bench.size(22, 220), rows=10, register=50)
    root = bench.root("profile-grown", grown, receipts=True)
    for stage in ("read", "judge", "history", "results"):
        told = work("judged", root=str(root), day=str(grown.day), sampled=stage).told
        yield f"{stage}: {grown.units} units, {grown.months} months", Counter(told["looks"])
    yield from _runs(bench)


def _runs(bench: Bench) -> Iterator[tuple[str, Counter[str]]]:
    """A site cold and after one narrative, and the check of a unit's month."""
    root, store = running.laid(bench), bench.scratch / "store-profiles"
    words = running.building(bench, bench.scratch / "profiled")
    city = f"{running.city(bench).units} units"
    yield f"site, nothing kept: {city}", _looked(bench, store, *words)
    running.narrative(root)
    yield f"site after one narrative: {city}", _looked(bench, store, *words)
    check = ("check", "--root", str(root), "--unit", "u0001", "--period", "2016-03")
    once = [_looked(bench, store, *check) for _ in range(5)]
    yield "check of a unit's month", sum(once[1:], Counter())


def _looked(bench: Bench, store: Path, *words: str) -> Counter[str]:
    out = bench.scratch / "looks.json"
    python = [sys.executable, "-m", "tests.bench.sampling", str(out), "generator", *words]
    process(python, store, sound=(0, 3))
    looks: Counter[str] = Counter(json.loads(out.read_text("utf-8")))
    return looks


def table(name: str, looks: Mapping[str, int]) -> str:
    """A stage as Markdown: its dearest rooms in a line, its dearest places in a table, with their shares of all
    looks."""
    rooms: Counter[str] = Counter()
    for where, count in looks.items():
        rooms[re.split("[/:]", where)[0].removesuffix(".py")] += count
    whole = sum(looks.values())
    told = ", ".join(f"{room} {share}" for room, share in _shares(rooms, whole))
    rows = [f"| `{where}` | {share} |" for where, share in _shares(looks, whole)]
    return "\n".join((f"**{name}**: {told}", "", "| where | share |", "|---|---:|", *rows))


def _shares(looks: Mapping[str, int], whole: int) -> Iterator[tuple[str, str]]:
    for where, count in sorted(looks.items(), key=lambda each: (-each[1], each[0]))[:_MOST]:
        if count >= _LEAST * whole:
            yield where, f"{count / whole:.0%}"
