"""All tables as one SQLite file: the texts as they are, the same bytes wherever and whenever it is made.

Numbers are REAL, so that a division is one: each is the number that was filed to its last digit, and sums are to
be rounded to as many decimals. A count that the public may not know is NULL, as a blank is, and ``_withheld`` of
the row names it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from .. import disk, store
from ..intake.withheld import Withheld
from ..measured import pieces
from .earlier import Earlier, Span
from .table import Column, Kind, Parts, Row, Table, Value
from .unused import cleared

if TYPE_CHECKING:
    from sqlite3 import Connection

_TYPES: Mapping[Kind, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
    "month": "TEXT",
    "moment": "TEXT",
}

_SETTINGS = (
    "page_size = 4096", "encoding = 'UTF-8'", "auto_vacuum = NONE", "journal_mode = OFF", "synchronous = OFF",
    "secure_delete = ON", "locking_mode = EXCLUSIVE", "foreign_keys = OFF",
)  # fmt: skip
"""What a library may have been built to do otherwise; what is new is no use to anybody after a crash."""

_WRITER = 3_031_000
"""The version of the library that the file says has written it: the header has it, and nobody goes by it."""

_COUNTER = 1


def written(tables: Iterable[Table], earlier: Earlier | None = None) -> Iterator[bytes]:
    """The file piece by piece, made on the disk and gone from there. What of an ``earlier`` one was made of the same is
    taken from it."""
    with disk.scratch() as folder:
        file = folder / "tables.sqlite"
        _make(file, tables, earlier)
        yield from pieces(file)


def made_of(tables: Iterable[tuple[Table, str]]) -> str:
    """The digest of all that the file hangs on: of each table what it was ``made_of``, or of one of which nobody knows
    that its rows, which are few."""
    parts = [_version()]
    for table, known in tables:
        parts += [created(table), *([known] if known else map(_exactly, table.rows())), ""]
    return store.key(*parts)


def _exactly(row: Row) -> str:
    """What a row says, a text of a type of its own being another one."""
    return f"{[*map(type, row)]} {row!r}"


def _version() -> str:
    """That of the library, and of the program that calls it."""
    import sqlite3

    return f"{sqlite3.sqlite_version} {store.program()} {sys.version}"


def _make(file: Path, tables: Iterable[Table], earlier: Earlier | None) -> None:
    import sqlite3  # what writes no such file does without

    database = sqlite3.connect(file, isolation_level=None, uri=True)
    try:
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}")
        if earlier and earlier.known:  # nobody writes to it, so that no lock is asked for
            at = f"{earlier.place.resolve().as_uri()}?mode=ro&immutable=1"
            database.execute("ATTACH ? AS earlier", (at,))
        database.execute("BEGIN")
        for table in tables:
            _fill(database, table, earlier)
        database.execute("COMMIT")
        roots = database.execute("SELECT rootpage FROM sqlite_master WHERE rootpage").fetchall()
    finally:
        database.close()
    cleared(file, (root for (root,) in roots))
    _settle(file)


def _fill(database: Connection, table: Table, earlier: Earlier | None) -> None:
    """Row by row in their order, also those of an earlier file, as the places of rows in a file are by that."""
    database.execute(created(table))
    name, places = _name(table.name), ", ".join("?" * len(table.columns))
    insert = f"INSERT INTO {name} VALUES ({places})"
    parts = table.parts() if earlier else None
    if earlier is None or parts is None:
        database.executemany(insert, map(_row, table.rows()))
        return
    parts = Parts(store.key(created(table), _version(), parts.common), parts.each)
    made: dict[str, int] = {}
    for run in earlier.runs(table.name, parts):
        if isinstance(run, Span):
            database.execute(
                f"INSERT INTO main.{name} SELECT * FROM earlier.{name} WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
                (run.start, run.start + run.size - 1),
            )
        else:
            done = database.executemany(insert, map(_row, run.rows()))
            made[run.made_of] = max(done.rowcount, 0)
    earlier.note(table.name, parts, 1, made)


def created(table: Table) -> str:
    """The statement that makes a table; what is said of the columns stands in it as comments."""
    lines = [f"  {_declared(column)}" for column in table.columns]
    ends = [f"  PRIMARY KEY ({', '.join(map(_name, table.key))})"]
    ends += [
        f"  FOREIGN KEY ({_name(c.name)}) REFERENCES {_name(c.to[0])} ({_name(c.to[1])})"
        for c in table.columns
        if c.to
    ]
    notes = [f" -- {_comment(column)}" for column in table.columns] + [""] * len(ends)
    every = [*lines, *ends]
    commas = [","] * (len(every) - 1) + [""]
    body = "\n".join(f"{a}{b}{c}" for a, b, c in zip(every, commas, notes, strict=True))
    return f"CREATE TABLE {_name(table.name)} ( -- {_in_one_line(table.title)}\n{body}\n)"


def _declared(column: Column) -> str:
    required = " NOT NULL" if column.required else ""
    return f"{_name(column.name)} {_TYPES[column.kind]}{required}"


def _comment(column: Column) -> str:
    return _in_one_line(f"{column.title}（{column.unit}）" if column.unit else column.title)


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


_AS_IT_IS = frozenset((str, int, float, type(None)))


def _row(row: Row) -> Row:
    if _AS_IT_IS.issuperset(map(type, row)):
        return row
    return [_held(value) for value in row]


def _held(value: Value) -> str | float | None:
    match value:
        case None | Withheld():
            return None
        case bool():
            return int(value)
        case str() | int() | float():
            return value
        case datetime() | date():
            return value.isoformat()
        case _:
            assert_never(value)


def _settle(file: Path) -> None:
    """Have the header say nothing of the machine: of the version that wrote, and of how often."""
    with file.open("r+b") as stream:
        for at, number in ((24, _COUNTER), (92, _COUNTER), (96, _WRITER)):
            stream.seek(at)
            stream.write(number.to_bytes(4, "big"))
