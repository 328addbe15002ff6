"""What a case does within its process: ``python -m tests.bench.work NAME GIVEN`` prints what it cost.

The last line is JSON with ``cpu``, the seconds of what the case is about: no imports, no declared world read. Waste is
collected as a command does it.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from tests.bench.sampling import sampled


def used() -> float:
    """Seconds of processor time so far, children included."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


SAMPLED: set[str] = set()
"""The laps in which it is to be seen where the time goes."""


@contextmanager
def lap(told: dict[str, Any], name: str) -> Iterator[None]:
    """Note what is used until the end, and how many megabytes there were at most by then."""
    begun = used()
    if name in SAMPLED:
        with sampled() as looks:
            yield
        told["looks"] = looks
    else:
        yield
    told[name] = used() - begun
    told[f"{name} peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def floor(root: str) -> dict[str, Any]:
    """``csv.reader`` over every filing, decoded: the least that anybody can do who looks at each cell."""
    told: dict[str, Any] = {}
    rows = 0
    with lap(told, "cpu"):
        for file in sorted(Path(root, "submissions").rglob("*.csv")):
            data = file.read_bytes()
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("gb18030")
            for _ in csv.reader(StringIO(text, newline="")):
                rows += 1
    return {**told, "rows": rows}


def intake(root: str) -> dict[str, Any]:
    """Every filing from its bytes to typed columns, with all that is checked of each."""
    from generator import catalogue
    from generator import intake as room
    from generator.intake import find
    from generator.judging.kinds import KINDS

    told: dict[str, Any] = {}
    with lap(told, "catalogue"):
        declared, _ = catalogue.read(Path(root), KINDS)
    assert declared is not None
    with lap(told, "cpu"):
        filed = room.read(find.search(Path(root), declared).sources, declared)
    problems = sum(len(each.problems) for each in filed)
    return {**told, "rows": sum(len(each) for each in filed), "problems": problems}


def judged(root: str, day: str) -> dict[str, Any]:
    """Read, judge, look back and write out: what each of them costs."""
    from generator import flow
    from generator.judging.history import closings
    from generator.judging.results import as_json

    told: dict[str, Any] = {}
    with lap(told, "read"):
        world = flow.read(Path(root))
    assert world.sound
    with lap(told, "judge"):
        results = flow.judge(world, date.fromisoformat(day), "public")
    with lap(told, "history"):
        closings(results, lambda day: flow.judge(world, day, "public"))
    with lap(told, "results"):
        as_json(results)
    return {**told, "cpu": told["judge"], "verdicts": len(results.verdicts)}


WORK: dict[str, Callable[..., dict[str, Any]]] = {
    "floor": floor, "intake": intake, "judged": judged,
}  # fmt: skip


if __name__ == "__main__":
    from generator.cli import collect_seldom

    collect_seldom()
    given = json.loads(sys.argv[2])
    SAMPLED.add(given.pop("sampled", ""))
    print(json.dumps(WORK[sys.argv[1]](**given)))
