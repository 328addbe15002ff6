"""The folder of Markdown as it is written: what stands there already stays, and what nobody writes goes.

So a folder may be had again by the next run. A file that is to say something else is another file in its place,
never the same one with other bytes: whoever has a link to it has what he linked to.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from .. import store


class Docs:
    """A folder, and what was put into it: each file by its path below the folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = str(folder)
        self._folders: set[str] = set()
        self._there = dict(_files(self._folder, "", self._folders))
        self._put: set[str] = set()

    def put(self, path: str, data: bytes | Iterable[bytes]) -> int:
        """Have a file say something, whole or in pieces, of which no two are there at once; how many bytes it has."""
        place = f"{self._folder}/{path}"
        self._put.add(path)
        if path not in self._there:
            self._clear(path)
            size = _written(place, (data,) if isinstance(data, bytes) else data)
        elif not isinstance(data, bytes):
            size = _poured(place, data)
        elif self._there[path] == len(data) and store.content(place) == data:
            size = len(data)
        else:
            os.unlink(place)  # noqa: PTH108 - hundreds of files
            size = _written(place, (data,))
        self._there[path] = size
        return size

    def text(self, path: str) -> str:
        """What was put into a file."""
        return store.content(f"{self._folder}/{path}").decode()

    def settle(self) -> None:
        """Throw away what is there and was not put."""
        for path in self._there.keys() - self._put:
            os.unlink(f"{self._folder}/{path}")  # noqa: PTH108
        used = {above for path in self._put for above in _above(path)}
        for folder in self._folders - used:
            shutil.rmtree(f"{self._folder}/{folder}", ignore_errors=True)

    def _clear(self, path: str) -> None:
        """Have the folders of a new file, and no folder in its place."""
        for above in _above(path):
            if above not in self._folders:
                if self._there.pop(above, None) is not None:
                    os.unlink(f"{self._folder}/{above}")  # noqa: PTH108
                os.mkdir(f"{self._folder}/{above}")  # noqa: PTH102
                self._folders.add(above)
        if path in self._folders:
            shutil.rmtree(f"{self._folder}/{path}")
            self._folders = {each for each in self._folders if not _lies_in(each, path)}
            self._there = {at: size for at, size in self._there.items() if not _lies_in(at, path)}


_BINARY = getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20


def _written(place: str, pieces: Iterable[bytes]) -> int:
    opened = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    with os.fdopen(opened, "wb") as file:
        return sum(map(file.write, pieces))


def _poured(place: str, pieces: Iterable[bytes]) -> int:
    """Write pieces in the place of a file, unless it says the same; how many bytes they have."""
    ahead = iter(pieces)
    same = 0
    with Path(place).open("rb") as was:
        for piece in ahead:
            if was.read(len(piece)) != piece:
                break
            same += len(piece)
        else:
            if not was.read(1):
                return same
            piece = b""
        was.seek(0)
        size = _written(f"{place}.new", chain(_first(was, same), (piece,), ahead))
    os.replace(f"{place}.new", place)  # noqa: PTH105
    return size


def _first(file: BinaryIO, size: int) -> Iterator[bytes]:
    """So many bytes of a file."""
    while size:
        piece = file.read(min(size, _PIECE))
        size -= len(piece)
        yield piece


def _above(path: str) -> Iterator[str]:
    """The folders of a file, the outermost first."""
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts)))


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(f"{folder}/")


def _files(top: str, below: str, folders: set[str]) -> Iterator[tuple[str, int]]:
    """Every file below a folder with its size, the folders being noted; what is neither goes."""
    with os.scandir(f"{top}/{below}") as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                folders.add(path)
                yield from _files(top, f"{path}/", folders)
            elif entry.is_file(follow_symlinks=False):
                yield path, entry.stat(follow_symlinks=False).st_size
            else:
                os.unlink(entry.path)  # noqa: PTH108
