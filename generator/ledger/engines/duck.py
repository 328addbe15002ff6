"""Merged rows in DuckDB over Parquet: a file for the filings of a form for a term, and a question is SQL.

DuckDB reads and writes Parquet itself. A file is written once: its name is the digest of what the filings say,
and its own digest lies in the store, so that one that is broken is written again. Without a store, or where it
cannot be written to, the rows are a table in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cached_property
from hashlib import blake2b, file_digest
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from ... import store
from ...catalogue.model import Catalogue, Form
from ...frozen import dataclass
from ...store import NOWHERE, Store
from ..predicates import Predicate
from . import sql
from .asked import FEW, Every
from .parts import Divided, Part
from .questions import Question
from .sql import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_KIND = "merged"
_PROGRAM = ("ledger", "intake/withheld.py", "intake/filed.py")
_LIBRARIES = ("duckdb", "numpy", "pandas", "pyarrow")
"""Those by whose hands columns become bytes of Parquet; pandas takes pyarrow for words where it is there."""

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "pandas_analyze_sample": "0",
}
"""Nothing is fetched from anywhere; and what stands in a column is not guessed from the first rows of it."""


@dataclass(frozen=True)
class DuckDB:
    """The engine; ``held`` is where its files are kept, ``few`` as in ``Divided``."""

    held: Store = NOWHERE
    few: int = FEW

    def open(self, form: Form, catalogue: Catalogue, every: Every) -> Divided:
        """As ``Engine.open``."""
        return Divided(form, catalogue, every, _Tables(form, self._connection, self.held), self.few)

    @cached_property
    def _connection(self) -> DuckDBPyConnection:
        import duckdb

        made = duckdb.connect(":memory:", config=_SETTINGS)
        made.execute("SET parquet_metadata_cache = true")
        return made


@dataclass(frozen=True, eq=False)
class _Tables:
    """The parts of a form as tables."""

    form: Form
    connection: DuckDBPyConnection
    held: Store
    far: bool = False
    _opened: dict[Part, Table] = field(default_factory=dict, init=False)

    def ask(
        self,
        parts: Mapping[Part, Sequence[int] | None],
        predicates: tuple[Predicate, ...],
        question: Question,
    ) -> Mapping[Part, Mapping[int, Any]]:
        """As ``Answers.ask``."""
        return {part: self._answer(part, own, predicates, question) for part, own in parts.items()}

    def _answer(
        self,
        part: Part,
        own: Sequence[int] | None,
        predicates: Sequence[Predicate],
        question: Question,
    ) -> Mapping[int, Any]:
        if part not in self._opened:
            self._opened[part] = self._open(part)
        table, sources = self._opened[part], list(part.filed)
        wanted = None if own is None else sorted(map(sources.index, set(own)))
        asked = sql.asked(table, predicates, question, wanted)
        rows = self.connection.execute(asked.sql, asked.parameters).fetchall()
        return {sources[of]: answer for of, answer in asked.answers(rows)}

    def _open(self, part: Part) -> Table:
        """The table of a part, written where it is not there."""
        folder = self.held.folder
        file = None if folder is None else self._file(part, folder)
        if file is None:
            name = f'"{self.form.id} {part.term} {token_hex(8)}"'
            self._write(part, f"CREATE TABLE {name} AS {{}}")
        else:
            name = f"read_parquet({sql.text(str(file))})"
        told = self.connection.execute(f"DESCRIBE SELECT * FROM {name}").fetchall()
        return Table(name, self.form, frozenset(row[0] for row in told))

    def _file(self, part: Part, folder: Path) -> Path | None:
        """The Parquet file of a part, as it was written; None where none can be."""
        by = store.program(*_PROGRAM), store.libraries(*_LIBRARIES)
        key = store.key(*by, part.digest())
        file = folder / "parquet" / key[:2] / key[2:]
        known = self.held.get(_KIND, key)
        try:
            str(file).encode()  # DuckDB takes no other path
            if known is None or not file.exists() or _digest(file) != known:
                self._put(part, key, folder, file)
        except (OSError, UnicodeEncodeError):
            return None
        return file

    def _put(self, part: Part, key: str, folder: Path, file: Path) -> None:
        """Write the Parquet file of a part; OSError where that cannot be done."""
        from duckdb import IOException

        new = file.with_name(f".~{token_hex(8)}")
        into = f"COPY ({{}}) TO {sql.text(str(new))} (FORMAT parquet, COMPRESSION zstd)"
        try:
            store.begin(folder)
            file.parent.mkdir(parents=True, exist_ok=True)
            self._write(part, into)
            self.held.put(_KIND, key, _digest(new))
            new.replace(file)
        except IOException as error:
            raise OSError(str(error)) from error
        finally:
            new.unlink(missing_ok=True)

    def _write(self, part: Part, into: str) -> None:
        lengths = list(map(len, part.filed.values()))
        columns, selected = sql.written(self.form, part.columns(), lengths)
        self.connection.register("given", columns)
        try:
            self.connection.execute(into.format(f"SELECT {selected} FROM given"))
        finally:
            self.connection.unregister("given")


def _digest(file: Path) -> bytes:
    with file.open("rb") as opened:
        return file_digest(opened, lambda: blake2b(digest_size=32)).digest()
