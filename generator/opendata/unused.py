"""What no table of an SQLite file uses, made zeros: each version of the library leaves other rests there.

Between the pointers of a page of a tree and its cells, and in what was freed among these, lies whatever was written
before (https://www.sqlite.org/fileformat2.html, 1.6). No reader looks at it; only the bytes of the file differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from mmap import mmap
from pathlib import Path
from struct import unpack_from

_PAGE = 4096
_HEADER = 100
"""Bytes before the tree on the first page."""

_INNER = (2, 5)
"""The first byte of pages that lead to others, of an index and of a table."""


def cleared(file: Path, roots: Iterable[int]) -> None:
    """Clear a file of pages of 4096 bytes in place; ``roots`` are the first pages of its tables and indexes, from 1."""
    with file.open("r+b") as stream, mmap(stream.fileno(), 0) as data:
        left = [1, *roots]
        while left:
            left += _page(data, left.pop())


def _page(data: mmap, page: int) -> list[int]:
    """Clear a page; the pages to which it leads."""
    base = (page - 1) * _PAGE
    at = base + (_HEADER if page == 1 else 0)
    kind, freed, cells, start = unpack_from(">BHHH", data, at)
    pointers = at + (12 if kind in _INNER else 8)
    end = pointers + 2 * cells
    _zero(data, end, base + start)
    while freed:
        following, size = unpack_from(">HH", data, base + freed)
        _zero(data, base + freed + 4, base + freed + size)
        freed = following
    if kind not in _INNER:
        return []
    places = unpack_from(f">{cells}H", data, pointers)
    (last,) = unpack_from(">I", data, at + 8)
    return [*(unpack_from(">I", data, base + place)[0] for place in places), last]


def _zero(data: mmap, start: int, end: int) -> None:
    data[start:end] = bytes(end - start)
