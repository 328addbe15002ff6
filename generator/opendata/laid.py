"""The folder ``data/`` of a site: the tables, what describes them, and the results with their schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..judging import divided, results_schema
from ..judging.results import Results
from ..measured import File, Measured
from . import csv, sqlite
from .descriptor import beside, descriptor
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


def files(results: Results, every: Sequence[Table]) -> Laid:
    """Everything in the folder; ``every`` are the tables of the results."""
    found: list[tuple[Table, File]] = []
    for table in every:
        told = Measured(f"{table.name}.csv")
        yield f"{FOLDER}/{told.name}", told.passing(csv.written(table))
        found.append((table, told.file))
    written: list[File] = []
    for path, pieces in divided.files(results):
        told = Measured(path)
        yield f"{FOLDER}/{path}", told.passing(pieces)
        written.append(told.file)
    for path, schema in _schemas(results).items():
        yield f"{FOLDER}/{path}", [results_schema.spelt(schema)]
    others = [_results(file) for file in (written[-1], *written[:-1])]
    told = Measured(DATABASE)
    yield f"{FOLDER}/{DATABASE}", told.passing(sqlite.written(every))
    others.append(beside("sqlite", "全部表（SQLite）", told.file, "application/vnd.sqlite3"))
    yield f"{FOLDER}/{DESCRIPTOR}", [descriptor(results, found, others)]


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
