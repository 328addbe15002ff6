"""The folder ``data/`` of a site: the tables, what describes them, and the results with their schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..judging import divided, results_schema
from ..judging.results import Results
from ..measured import File, Measured
from ..store import NOWHERE, Store
from . import csv, sqlite
from .descriptor import beside, descriptor
from .standing import Known, Standing
from .table import Table

FOLDER = "data"
RESULTS = divided.FILE
SCHEMA = "results.schema.json"
PART_SCHEMA = "results.part.schema.json"
"""Of the parts, where results are divided."""

DESCRIPTOR = "datapackage.json"
DATABASE = "taizhang.sqlite"

Laid = Iterator[tuple[str, Iterable[bytes]]]
"""Files by their path from the top of the site, piece by piece: each is taken whole before the next is asked for."""


def files(
    results: Results, every: Sequence[Table], held: Store = NOWHERE, there: Path | None = None
) -> Laid:
    """Everything in the folder; ``every`` are the tables of the results. Of what lies below ``there``, as the last run
    left it, no table is made again of which ``held`` says that it was made of the same."""
    found: list[tuple[Table, Measured | Known]] = []
    stands = Standing(held, there / FOLDER if there else None)
    known = [(table, table.made_of() if stands else "") for table in every]
    for table, made_of in known:
        told, pieces = stands.laid(f"{table.name}.csv", made_of, partial(csv.written, table))
        yield f"{FOLDER}/{table.name}.csv", pieces
        found.append((table, told))
    written: list[File] = []
    for path, pieces in divided.files(results):
        passed = Measured(path)
        yield f"{FOLDER}/{path}", passed.passing(pieces)
        written.append(passed.file)
    for path, schema in _schemas(results).items():
        yield f"{FOLDER}/{path}", [results_schema.spelt(schema)]
    others = [_results(file) for file in (written[-1], *written[:-1])]
    made_of = sqlite.made_of(known) if stands else ""
    told, pieces = stands.laid(DATABASE, made_of, partial(sqlite.written, every))
    yield f"{FOLDER}/{DATABASE}", pieces
    tables = [(table, told.file) for table, told in found]
    others.append(beside("sqlite", "全部表（SQLite）", told.file, "application/vnd.sqlite3"))
    yield f"{FOLDER}/{DESCRIPTOR}", [descriptor(results, tables, others)]


def _schemas(results: Results) -> Mapping[str, results_schema.Schema]:
    if not divided.is_divided(results):
        return {SCHEMA: results_schema.schema()}
    return {SCHEMA: results_schema.of_index(), PART_SCHEMA: results_schema.of_part()}


def _results(file: File) -> dict[str, Any]:
    """Results as a resource of the package, or a part of them, which is called by its file."""
    if file.name == RESULTS:
        name, title, schema = "results", "判定结果", SCHEMA
    else:
        name = file.name.removesuffix(".json").replace("/", "-")
        title, schema = "判定结果的一份", PART_SCHEMA
    return {**beside(name, title, file, "application/json"), "describedBy": schema}
