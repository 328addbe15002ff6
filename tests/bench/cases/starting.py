"""What answers at once: the help, and the check of what one unit filed for a month."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.bench.measure import least, process, taizhang
from tests.bench.rows import Bench, Row
from tests.workloads import Workload

_TIMES = 3


def rows(bench: Bench) -> Iterator[Row]:
    """Whole commands over an interpreter that imports json and csv; the store is warm, as on every day but
    the first."""
    root = bench.root("city", Workload())
    store = bench.scratch / "store-starting"
    floor = least(
        [process([sys.executable, "-c", "import json, csv"])[0] for _ in range(2 * _TIMES)]
    )
    yield Row("interpreter", "python -c 'import json, csv'", floor.cpu, floor.peak)
    check = ("check", "--root", str(root), "--unit", "u0001", "--period", "2016-05")
    for name, what, words in (
        ("help", "--help", ("--help",)),
        ("check one", "check of a unit's month", check),
        ("check all", "check of a city's year", ("check", "--root", str(root))),
    ):
        taizhang(*words, store=store)
        cost = least([taizhang(*words, store=store) for _ in range(_TIMES)])
        yield Row(name, what, cost.cpu, cost.peak, "interpreter", cost.cpu / floor.cpu)
