"""The sample city, a year of which is filed: its site made cold, after one change of each kind, and while serving."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.look import ours
from tests.bench.cases.running import TEMPLATE, Edit, changed, committed, replaced, turned
from tests.bench.measure import taizhang
from tests.bench.rows import Bench, Row
from tests.place import PROJECT

_PARTS = ("tasks.yaml", "units.yaml", "rules", "submissions", "receipts")
_NARRATIVE = "submissions/2023-07/changge/progress.csv", "进展情况"
_AMOUNT = "submissions/2023-12/changge/funds.csv", "支出资金"


def rows(bench: Bench) -> Iterator[Row]:
    """A cold site is the floor of all; every change is committed, and seen on the day on which it is."""
    root, built = bench.scratch / "sample", bench.scratch / "sample-built"
    for part in _PARTS:
        copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copy
        root.mkdir(exist_ok=True)
        copy(PROJECT / part, root / part)
    (root / TEMPLATE).parent.mkdir(parents=True)
    shutil.copy(ours() / TEMPLATE, root / TEMPLATE)
    committed(root)
    store, words = bench.scratch / "store-sample", ("--root", str(root), "--out", str(built))
    cold = taizhang("site", *words, store=store)
    pages = len(list(built.rglob("*.html")))
    yield Row("sample cold", f"{pages} pages, nothing kept", cold.cpu, cold.peak)
    yield from changed("sample", root, ("site", *words), store, cold.cpu, _EDITS)

    def narrative() -> None:
        _narrative(root, "又走访了一个镇")

    yield from turned("sample: serve", words, built, store, narrative, ("sample cold", cold.cpu))


def _narrative(root: Path, words: str = "走访了三个镇的项目现场") -> None:
    def edit(text: str) -> str:
        return f"{text}{words}。"

    _cell(root, *_NARRATIVE, edit)


def _amount(root: Path) -> None:
    _cell(root, *_AMOUNT, lambda text: f"{float(text) - 0.01:.2f}")


def _cell(root: Path, path: str, header: str, edit: Callable[[str], str]) -> None:
    """Change the cell of a column in the first row of a filing, and commit it."""
    file = root / path
    table = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    at = table[0].index(header)
    table[1][at] = edit(table[1][at])
    told = io.StringIO(newline="")
    csv.writer(told).writerows(table)
    file.write_text(told.getvalue(), "utf-8-sig", newline="")
    committed(root)


_EDITS: tuple[Edit, ...] = (
    ("nothing", "the same again", lambda root: None),
    ("narrative", "one narrative changed", _narrative),
    ("amount", "one amount changed", _amount),
    ("threshold", "a checkpoint of the notice changed",
     replaced("tasks.yaml", "{date: 2023-09-30, value: 75}", "{date: 2023-09-30, value: 50}")),
    ("template", "a template changed", replaced(TEMPLATE, "\n", "\n<!-- changed -->\n")),
)  # fmt: skip
