"""From bytes to typed columns: every kind of filing over ``csv.reader``, and what peers need for the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator import catalogue
from generator.catalogue import Catalogue, types
from generator.catalogue.model import Column
from generator.judging.kinds import KINDS
from tests.bench.measure import least, work
from tests.bench.rows import Bench, Row
from tests.workloads import Workload

_TIMES = 3
"""The floor is measured so often: it is soon done, and everything is divided by it."""

PEERS = ("pandas", "polars", "frictionless", "jsonschema")


def rows(bench: Bench) -> Iterator[Row]:
    """Each workload with its floor, and then the peers on the clean one."""
    for name, what, workload in _workloads(bench):
        root = bench.root(name.replace(" ", "-"), workload)
        floor = least([work("floor", root=str(root)) for _ in range(_TIMES)])
        yield Row(f"csv: {name}", f"csv.reader, {floor.told['rows']:,} rows", floor.cpu, floor.peak)
        ours = work("intake", root=str(root))
        ratio = ours.cpu / floor.cpu
        yield Row(f"intake: {name}", what, ours.cpu, ours.peak, f"csv: {name}", ratio)
    if bench.peers:
        yield from _peers(bench, bench.peers)


def _workloads(bench: Bench) -> Iterator[tuple[str, str, Workload]]:
    works = ("works",)
    units, rows_ = bench.size(25, 250), bench.size(250, 500)
    for kind, what in (
        ("clean", "as a program writes it"),
        ("dirty", "as people write it, every other cell"),
        ("gb18030", "clean, but in GB18030"),
    ):
        yield kind, what, Workload(units=units, rows=rows_, forms=works, kind=kind)  # type: ignore[arg-type]
    wide = bench.size(100, 1_000)
    yield "wide", "107 columns", Workload(units=13, rows=wide, columns=107, forms=works)
    small = bench.size(250, 2_500)
    yield "small", "files of 5 rows", Workload(units=small, rows=5, forms=works)
    one = bench.size(50_000, 1_000_000)
    yield "one file", "all rows in one file", Workload(units=1, months=1, rows=one, forms=works)
    faulty = bench.size(100, 500)
    yield (
        "faulty",
        "three faults in every row",
        Workload(units=bench.size(25, 250), rows=faulty, forms=works, kind="faulty"),
    )
    linked = bench.size(100, 1_000)
    yield (
        "linked",
        "thirty references in a row",
        Workload(units=13, rows=linked, register=1_000, references=30, forms=("links",)),
    )


def _peers(bench: Bench, python: str) -> Iterator[Row]:
    """Others over the floor of the clean files, and how much of theirs ours is."""
    workload = Workload(units=bench.size(5, 50), rows=bench.size(250, 500), forms=("works",))
    root = bench.root("peers", workload)
    declared, _ = catalogue.read(root, KINDS)
    assert declared is not None
    spec = root / "spec.json"
    spec.write_text(json.dumps(_spec(declared, root)), "utf-8")
    floor = least([work("floor", root=str(root)) for _ in range(_TIMES)])
    yield Row("csv: peers", f"csv.reader, {floor.told['rows']:,} rows", floor.cpu, floor.peak)
    ours = work("intake", root=str(root))
    yield Row("ours: peers", "clean", ours.cpu, ours.peak, "csv: peers", ours.cpu / floor.cpu)
    for tool in PEERS:
        cost = work(tool, python, spec=str(spec))
        assert not cost.told["problems"], (tool, cost.told)
        what = f"{tool} {cost.told['version']}, the same checks"
        yield Row(tool, what, cost.cpu, cost.peak, "csv: peers", cost.cpu / floor.cpu)
        yield Row(f"ours to {tool}", "clean", ours.cpu, ours.peak, tool, ours.cpu / cost.cpu)


def _spec(declared: Catalogue, root: Path) -> dict[str, object]:
    files = [
        {"path": str(file), "unit": declared.units[file.parts[-2]].name, "period": file.parts[-3]}
        for file in sorted((root / "submissions").rglob("works.csv"))
    ]
    form = declared.forms["works"]
    key = form.key
    return {"files": files, "fields": [_field(declared, each, key) for each in form.columns]}


def _field(declared: Catalogue, column: Column, key: tuple[str, ...]) -> dict[str, object]:
    options = [value.value for value in column.values]
    if column.to and not column.equals:
        options = list(declared.names[column.to].ids)
    kind = "number" if types.of(column).numeric else "date" if column.type == "date" else "string"
    return {
        "header": column.header, "own": column.equals, "kind": kind, "whole": column.type == "integer",
        "required": column.required, "min": column.min, "max": column.max,
        "longest": column.max_length, "options": options, "key": column.id in key,
    }  # fmt: skip
