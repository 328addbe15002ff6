"""What is known of a file once its pieces have passed: how many bytes it has, and their digest."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from .frozen import dataclass

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class File:
    """A file as it lies there; ``sha256`` in 64 hex digits."""

    name: str
    bytes: int
    sha256: str


@dataclasses.dataclass
class Measured:
    """A file of which the pieces are on their way: none is held, and ``file`` is right once all have passed."""

    name: str
    _bytes: int = 0
    _digest: Any = field(default_factory=sha256)

    def passing(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces."""
        for piece in pieces:
            self._bytes += len(piece)
            self._digest.update(piece)
            yield piece

    @property
    def file(self) -> File:
        """The file so far."""
        return File(self.name, self._bytes, self._digest.hexdigest())


def pieces(file: Path) -> Iterator[bytes]:
    """A file as it lies there, a megabyte at a time; OSError as ever."""
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def span(stream: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    """So many bytes of a file from somewhere on, as far as it has them, a megabyte at a time."""
    stream.seek(start)
    while size and (piece := stream.read(min(size, _PIECE))):
        size -= len(piece)
        yield piece
