"""The filed side: bytes to text, text to records, records to typed columns, each cell with its place.

Nothing here needs a data frame, so that the check of one filing starts at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..catalogue.model import Catalogue
from ..problems import Problem
from .compare import falling
from .filed import Filed
from .filing import Reader
from .find import Source, find
from .telling import Change

__all__ = ["Change", "Filed", "Inspection", "Reader", "Source", "inspect", "read"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """Every filing of a folder, in the order of paths, and all that is wrong there."""

    filed: Sequence[Filed]
    problems: Sequence[Problem]

    @property
    def changes(self) -> list[Change]:
        """The cells that are used otherwise than they were written, filing by filing."""
        return [change for filed in self.filed for change in filed.changes]


def read(sources: Iterable[Source], catalogue: Catalogue, today: date | None = None) -> list[Filed]:
    """Read and check any number of filings."""
    reader = Reader(catalogue, today)
    return [reader.read(source) for source in sources]


def inspect(
    root: Path, catalogue: Catalogue, today: date | None = None, unit: str | None = None
) -> Inspection:
    """Find, read and check every filing below root, or those of one unit."""
    sources, problems = find(root, catalogue, unit)
    filed = read(sources, catalogue, today)
    own = [problem for each in filed for problem in each.problems]
    return Inspection(filed, [*problems, *own, *falling(filed, catalogue)])
