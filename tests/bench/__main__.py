"""``make bench``: every case, the table in ``docs/benchmarks.md`` and the JSON beside it.

``--full`` takes the million rows and the province; ``--compare`` writes nothing, and fails where a ratio is 1.5
times what is kept; ``--peers PYTHON`` names an interpreter with pandas, polars, frictionless and jsonschema,
without which theirs are left out; ``--profile`` tells instead what is dear in each stage.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from generator import __version__
from tests.bench.cases import GROUPS
from tests.bench.profiles import profiles
from tests.bench.profiles import table as dearest
from tests.bench.rows import Bench, Row, as_json, table, worse
from tests.place import PROJECT

PAGE = PROJECT / "docs/benchmarks.md"
KEPT = PROJECT / "docs/benchmarks.json"
MARK = "<!-- bench {size}: written by make bench -->"
END = "<!-- bench {size} ends -->"


def main() -> int:
    """Run what is asked for; 1 where a comparison finds something worse."""
    given = _parser().parse_args()
    size = "full" if given.full else "quick"
    if given.peers is None and not given.profile:
        print("没有指定其他工具的解释器（--peers），这次不量它们。", flush=True)
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    scratch = Path(tempfile.mkdtemp(prefix="bench-", dir=given.scratch))
    bench = Bench(scratch, given.full, given.peers)
    found: list[str] = []
    try:
        if given.profile:
            _profiled(bench)
            return 0
        for rows in _run(bench, given.only):
            if given.compare:
                found += worse(kept.get(size, {}), rows)
            else:  # group by group: who stops a long run keeps what was measured
                kept[size] = merged(kept.get(size, {}), as_json(rows, _machine()))
                _keep(kept, size)
    finally:
        shutil.rmtree(scratch)
    if given.compare:
        print("\n".join(found) or "没有一项比所存的差。")
    return 1 if found else 0


def _profiled(bench: Bench) -> None:
    """What is dear in each stage, printed and kept in the page."""
    tables = []
    for name, looks in profiles(bench):
        tables.append(dearest(name, looks))
        print(tables[-1], flush=True)
    page = PAGE.read_text("utf-8")
    PAGE.write_text(rewritten(page, "profiles", "\n\n".join(tables)), "utf-8")


def _keep(kept: Mapping[str, Any], size: str) -> None:
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    page = PAGE.read_text("utf-8")
    PAGE.write_text(rewritten(page, size, table(kept[size])), "utf-8")


def merged(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """What was measured now, and of before what was not."""
    names = {row["name"] for row in now["rows"]}
    left = [row for row in before.get("rows", ()) if row["name"] not in names]
    return {**now, "rows": [*left, *now["rows"]]}


def rewritten(page: str, size: str, text: str) -> str:
    """The page with another table between the marks of a size; ValueError where it has none."""
    mark, end = MARK.format(size=size), END.format(size=size)
    head, marked, rest = page.partition(mark)
    _, ended, tail = rest.partition(end)
    if not marked or not ended:
        raise ValueError(mark)
    return f"{head}{mark}\n\n{text}\n\n{end}{tail}"


def _run(bench: Bench, only: Sequence[str]) -> Iterator[list[Row]]:
    for name, group in GROUPS.items():
        if only and name not in only:
            continue
        found = []
        for row in group(bench):
            found.append(row)
            ratio = f"{row.ratio:8.2f} × {row.over}" if row.over else ""
            slope = "" if row.slope is None else f"  斜率 {row.slope:.2f}"
            told = f"{row.name:26} {row.cpu:8.2f} s {row.peak:6.0f} MB {ratio}{slope}"
            print(told, flush=True)
        yield found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--peers", default=os.environ.get("TAIZHANG_PEERS"))
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=())
    parser.add_argument("--scratch", type=Path)
    return parser


def _machine() -> dict[str, str]:
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = named[0].partition(":")[2].strip() if named else cpu
    return {
        "taizhang": __version__, "Python": platform.python_version(), "system": platform.system(),
        "processor": cpu, "cores": str(os.cpu_count()), "measured on": date.today().isoformat(),
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
