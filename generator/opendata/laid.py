"""The folder ``data/`` of a site: the tables, what describes them, and the results with their schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from ..judging import results_schema
from ..judging.results import Results, json_of
from . import csv, sqlite
from .descriptor import File, beside, descriptor
from .table import Table

FOLDER = "data"
RESULTS = "results.json"
SCHEMA = "results.schema.json"
DESCRIPTOR = "datapackage.json"
DATABASE = "taizhang.sqlite"

Laid = Iterator[tuple[str, Iterable[bytes]]]
"""Files by their path from the top of the site, piece by piece: each is taken whole before the next is asked for."""


def files(results: Results, every: Sequence[Table]) -> Laid:
    """Everything in the folder; ``every`` are the tables of the results."""
    found: list[tuple[Table, File]] = []
    for table in every:
        told = _Told(f"{table.name}.csv")
        yield f"{FOLDER}/{told.name}", told.passing(csv.written(table))
        found.append((table, told.file))
    told = _Told(RESULTS)
    yield f"{FOLDER}/{RESULTS}", told.passing(piece.encode() for piece in json_of(results))
    others = [
        {**beside("results", "判定结果", told.file, "application/json"), "describedBy": SCHEMA}
    ]
    yield f"{FOLDER}/{SCHEMA}", [results_schema.spelt()]
    told = _Told(DATABASE)
    yield f"{FOLDER}/{DATABASE}", told.passing(sqlite.written(every))
    others.append(beside("sqlite", "全部表（SQLite）", told.file, "application/vnd.sqlite3"))
    yield f"{FOLDER}/{DESCRIPTOR}", [descriptor(results, found, others)]


@dataclass
class _Told:
    """What is known of a file once its pieces have passed."""

    name: str
    _bytes: int = 0
    _digest: Any = field(default_factory=sha256)

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._bytes += len(piece)
            self._digest.update(piece)
            yield piece

    @property
    def file(self) -> File:
        return File(self.name, self._bytes, self._digest.hexdigest())
