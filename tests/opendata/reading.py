"""What a site has in ``data/``, laid into a folder and read as its readers do."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.judging.results import Results
from generator.opendata import laid, tables

MARKED = re.compile(r"'+[\t\r\n ]*[=＝+＋@＠\-－]")
"""As ``docs/opendata.md`` says it."""


def restored(cell: str) -> str:
    """A text as it was before it was defused."""
    return cell[1:] if MARKED.match(cell) else cell


@dataclass(frozen=True)
class Data:
    """The folder with the tables."""

    folder: Path

    @classmethod
    def of(cls, results: Results, folder: Path) -> Data:
        for path, pieces in laid.files(results, tables.of(results)):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"".join(pieces))
        return cls(folder / laid.FOLDER)

    @cached_property
    def package(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "datapackage.json").read_text("utf-8"))
        return found

    @cached_property
    def tables(self) -> list[dict[str, Any]]:
        return [each for each in self.package["resources"] if each.get("type") == "table"]

    def csv(self, name: str) -> list[dict[str, str]]:
        """Rows as text; texts as they were before they were defused."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            return [{k: restored(v) for k, v in row.items()} for row in csv.DictReader(file)]

    def sql(self, question: str, *given: object) -> list[sqlite3.Row]:
        database = sqlite3.connect(self.folder / laid.DATABASE)
        database.row_factory = sqlite3.Row
        try:
            return database.execute(question, given).fetchall()
        finally:
            database.close()

    def bytes(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in sorted(self.folder.iterdir())}
