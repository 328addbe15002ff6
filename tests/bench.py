"""How long the shipped year takes, step by step: ``make bench`` (not part of the tests).

Each step runs several times in one process; minimum, median and maximum are printed in seconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from generator import catalogue, flow, ledger, releases
from generator.judging.bench import judge
from generator.judging.kinds import KINDS
from generator.pages.writing import write
from generator.releases import Folder, Order
from generator.terminal import say, speak_utf8
from tests.place import PROJECT

_RUNS = 5


def main(root: Path) -> None:
    """Time every step on a root folder and print a line for each."""
    declared, problems = catalogue.read(root, KINDS)
    if declared is None:
        sys.exit(f"{len(problems)} 个问题，先运行 make check")
    day = declared.day_shown(date.today())
    filed, _ = ledger.open_ledger(root, declared)
    results = judge(declared, filed, day)
    rows = sum(len(filed.frame(form)) for form in declared.forms)
    say(
        f"{len(filed.filings)} 份报送，{rows} 行，{len(results.verdicts)} 个判定；{_RUNS} 次，单位秒"
    )
    _time("检查 YAML", lambda: catalogue.read(root, KINDS))
    _time("读取并合并报送", lambda: ledger.open_ledger(root, declared))
    _time("逐项判定", lambda: judge(declared, filed, day))
    shown = judge(declared, filed, day, "public")
    with tempfile.TemporaryDirectory() as scratch:
        _time("写出页面", lambda: write(shown, PROJECT / "site", Path(scratch)))
        out = Path(scratch) / "build"
        _time("整个网站", lambda: flow.build(root, lambda _: day, out, flow.Unwatched()), 3)
        places = iter(range(9))
        order = Order("current", "public", day)

        def publish() -> None:
            shelf = Folder(Path(scratch) / f"published-{next(places)}")
            releases.publish(root, order, [shelf], flow.Unwatched())

        _time("发布一个版本", publish, 3)


def _time(name: str, step: Callable[[], Any], runs: int = _RUNS) -> None:
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        step()
        taken.append(time.perf_counter() - begun)
    low, middle, high = min(taken), statistics.median(taken), max(taken)
    say(f"  最少 {low:6.2f}  中位 {middle:6.2f}  最多 {high:6.2f}  {name}")


if __name__ == "__main__":
    speak_utf8()
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT)
