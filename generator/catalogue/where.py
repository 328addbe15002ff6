"""Which files below a root declare anything, and what each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..words.order import natural

SINGLE = {
    "tasks": "tasks.yaml",
    "units": "units.yaml",
    "filing": "rules/filing.yaml",
    "indicators": "rules/indicators.yaml",
    "questions": "rules/questions.yaml",
}
"""Files that there must be exactly one of, by the name of their schema."""

FOLDERS = {
    "notice": "rules/notices",
    "form": "rules/forms",
    "judging": "rules/judging",
    "method": "rules/methods",
    "calendar": "rules/calendar",
}
"""Folders of files of one kind, by the name of their schema."""

SHEETS = "rules/indicators"
"""The folder of indicators as sheets, CSV each."""

VALUES = "rules/values"
"""The folder of tables of numbers by unit, CSV each."""

OPTIONAL = {
    "columns": "rules/columns.yaml",
    "decisions": "rules/decisions.yaml",
    "exceptions": "rules/exceptions.yaml",
    "home": "rules/home.yaml",
    "bulletins": "rules/bulletins.yaml",
    "about": "submissions/about.yaml",
}
"""Files that there may be, by the name of their schema."""


def paths(root: Path) -> Iterator[tuple[str, str]]:
    """Kind and path below the root of every file there is, and of those that must be there."""
    for kind, path in OPTIONAL.items():  # first, for the columns that forms call by their ids
        if (root / path).exists():
            yield kind, path
    for sheet in sorted((root / SHEETS).glob("*.csv"), key=lambda file: natural(file.name)):
        yield "rows", f"{SHEETS}/{sheet.name}"
    yield from SINGLE.items()
    for kind, folder in FOLDERS.items():
        for file in sorted((root / folder).glob("*.yaml"), key=lambda file: natural(file.name)):
            yield kind, f"{folder}/{file.name}"


def values(root: Path) -> list[str]:
    """Path below the root of every table of numbers."""
    return [f"{VALUES}/{file.name}" for file in sorted((root / VALUES).glob("*.csv"))]


def kind_of(path: str) -> str:
    """The name of the schema of a declared file, by its path below the root; '' for none of them."""
    folder = path.rpartition("/")[0]
    known = {file: kind for kind, file in (SINGLE | OPTIONAL).items()}
    folders = {place: kind for kind, place in FOLDERS.items()} | {SHEETS: "rows"}
    return known.get(path) or folders.get(folder, "")
