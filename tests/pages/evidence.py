"""What a draft says that its figures rest on, read as its reader does."""

from __future__ import annotations

from collections.abc import Iterator


def listed(cell: str) -> Iterator[str]:
    """The ids in a cell: of those that begin alike the beginning stands once, before the first."""
    for part in cell.split("； "):
        first, *others = part.split(" ")
        yield first
        yield from (f"{first.rpartition('/')[0]}/{unit}" for unit in others)
