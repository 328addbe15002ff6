"""What a run of the benches tells: a row for each case, kept as JSON and shown as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.workloads import Workload, write

WORSE = 1.5
"""A ratio that grew by more than this factor is worse."""

LEAST = 0.02
"""Ratios of what costs next to nothing are noise below this."""


@dataclass(frozen=True, slots=True)
class Row:
    """A case: what it is in words, seconds of processor time, megabytes at most, and ``ratio`` to what
    ``over`` names; ``slope`` where it tells how a cost grows (1: as what there is). ``over`` is '' for a floor,
    whose ratio is 1."""

    name: str
    what: str
    cpu: float
    peak: float
    over: str = ""
    ratio: float = 1.0
    slope: float | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """What a case is given: where it may write, how large it is to be, and the peers' interpreter or None."""

    scratch: Path
    full: bool
    peers: str | None = None

    def size(self, quick: int, full: int) -> int:
        """A number that hangs on how large the run is."""
        return full if self.full else quick

    def root(self, name: str, workload: Workload, *, receipts: bool = False) -> Path:
        """A root of a workload, written once."""
        folder = self.scratch / name
        if not folder.exists():
            write(workload, folder, receipts=receipts)
        return folder


def growth(before: tuple[float, float], after: tuple[float, float]) -> tuple[float, float]:
    """By how much a cost grew, and its slope on paper with logarithms on both sides, between two pairs of
    (size, cost)."""
    ratio = max(after[1], 1e-6) / max(before[1], 1e-6)
    return ratio, math.log(ratio) / math.log(after[0] / before[0])


def as_json(rows: Sequence[Row], machine: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of a run."""
    return {
        "machine": dict(machine),
        "rows": [
            {k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(row).items()}
            for row in rows
        ],
    }


def worse(kept: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[str]:
    """A line for each ratio that is so much worse than the one that is kept; seconds are not looked at."""
    before = {each["name"]: each for each in kept.get("rows", ())}
    for row in rows:
        old = before.get(row.name)
        if old is None or not row.over or old["over"] != row.over:
            continue
        limit = max(old["ratio"], LEAST) * WORSE
        if row.ratio > limit:
            yield f"{row.name}: {row.ratio:.2f} × {row.over}, was {old['ratio']:.2f}"


def table(kept: Mapping[str, Any]) -> str:
    """A run as Markdown."""
    lines = [
        "、".join(f"{name} {value}" for name, value in kept["machine"].items()).replace("、", ", "),
        "",
        "| case | what | ratio | to | slope | CPU s | peak MB |",
        "|---|---|---:|---|---:|---:|---:|",
    ]
    for row in kept["rows"]:
        slope = "" if row["slope"] is None else f"{row['slope']:.2f}"
        ratio = f"{row['ratio']:.2f}" if row["over"] else "—"
        lines.append(
            f"| {row['name']} | {row['what']} | {ratio} | {row['over']} | {slope} "
            f"| {row['cpu']:.2f} | {row['peak']:.0f} |"
        )
    return "\n".join(lines)
