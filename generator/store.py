"""What was made once of the same bytes: a content-addressed store, so that nothing is made twice.

An entry is found by a key, the digest of everything that it was made of: the bytes of files, what they are
read by, and the bytes of the program. It says the digest of its kind, its key and itself, and what does not fit
that is no entry, also where it is one of another place. So a stale or broken store costs time and never changes
a result, and whoever doubts throws the folder away.

It lies in ``build/store`` of a root, or where ``TAIZHANG_STORE`` says (``-`` for nowhere). A store that cannot
be written to is none. Nothing goes from a folder but entries, and none from one that was not begun here.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

from .frozen import dataclass

try:
    from _blake2 import blake2b  # what hashlib gives; that loads all of OpenSSL first
except ImportError:
    from hashlib import blake2b

VARIABLE = "TAIZHANG_STORE"
FOLDER = ("build", "store")
"""Where it lies below a root; whoever takes in what others send takes in nothing there."""

_NOWHERE = "-"
_SIZE = 32
"""Bytes of a digest."""

_DAYS = 30
"""An entry that nobody asked for in so many days goes."""

_MARK, _MARKED = ".gitignore", b"*\n"
"""Tells git of nothing in the folder, and us that it is a store, and when it was swept last: its time."""

_HEX = "[0-9a-f]"
_ENTRIES = (f"*/{_HEX * 2}/{_HEX * (2 * _SIZE - 2)}", f"*/{_HEX * 2}/.~*")
"""What lies in a store: entries, and those that are being written."""

_LENGTH = 8
"""Bytes that say how long an index is."""

_TOUCHED = 86_400
"""Seconds after which an entry that is asked for is marked as such again."""


@dataclass(frozen=True, slots=True)
class Store:
    """Entries by kind and key below a folder; None keeps nothing."""

    folder: Path | None

    def get(self, kind: str, key: str) -> bytes | None:
        """An entry as it was put; None where there is none that is whole."""
        if self.folder is None:
            return None
        file = f"{self.folder}/{kind}/{key[:2]}/{key[2:]}"
        try:
            held, asked = _read(file)
            body = held[_SIZE:]
            if held[:_SIZE] != _digest(kind, key, body):
                os.unlink(file)  # noqa: PTH108 - thousands are asked for in a run
                return None
        except OSError:
            return None
        if time.time() - asked > _TOUCHED:
            _touch(file)
        return body

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry; nothing happens where that cannot be done."""
        if self.folder is None:
            return
        file = self._file(self.folder, kind, key)
        new = file.with_name(f".~{os.urandom(8).hex()}")
        try:
            begin(self.folder)
            file.parent.mkdir(parents=True, exist_ok=True)
            new.write_bytes(_digest(kind, key, data) + data)
            new.replace(file)
        except OSError:
            _forget(new)

    def once(self, kind: str, key: str, make: Callable[[], bytes]) -> bytes:
        """An entry, made and kept where there is none."""
        held = self.get(kind, key)
        if held is None:
            held = make()
            self.put(kind, key, held)
        return held

    def room(self, kind: str, key: str) -> Path | None:
        """A folder for what is kept as files, as whoever had it last left it; None where there can be none."""
        if self.folder is None:
            return None
        room = self._file(self.folder, kind, key)
        try:
            begin(self.folder)
            room.mkdir(parents=True, exist_ok=True)
            os.utime(room)
        except OSError:
            return None
        return room if os.access(room, os.W_OK) else None

    def tend(self) -> None:
        """Sweep, where nobody did for a day: looking at every entry takes a while."""
        if self.folder is None:
            return
        mark = self.folder / _MARK
        try:
            if mark.read_bytes() != _MARKED or time.time() - mark.stat().st_mtime < _TOUCHED:
                return
            os.utime(mark)
        except OSError:
            return
        self.sweep()

    def sweep(self) -> None:
        """Throw away what nobody asked for in a month, and what a killed run was writing."""
        if self.folder is None:
            return
        oldest = time.time() - _DAYS * 86_400
        for file in chain.from_iterable(map(self.folder.glob, _ENTRIES)):
            try:
                written = file.stat().st_mtime
            except OSError:
                continue
            if written < oldest or (
                file.name.startswith(".~") and written < time.time() - _TOUCHED
            ):
                _forget(file)

    @staticmethod
    def _file(folder: Path, kind: str, key: str) -> Path:
        return folder / kind / key[:2] / key[2:]


NOWHERE = Store(None)
"""Keeps nothing: what is made by it is made anew."""


def of(root: Path) -> Store:
    """The store that belongs to a root."""
    named = os.environ.get(VARIABLE)
    if named:
        return NOWHERE if named == _NOWHERE else Store(Path(named))
    return Store(root.joinpath(*FOLDER))


def key(*parts: bytes | str) -> str:
    """The key of what is made of some parts, in their order; no two lists of parts have the same one."""
    whole = blake2b(digest_size=_SIZE)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big"))
        whole.update(data)
    return whole.hexdigest()


def together(entries: Mapping[str, bytes]) -> bytes:
    """Several entries in one: an index in JSON behind its length, then their bytes, one after the other."""
    index = json.dumps([(name, len(own)) for name, own in entries.items()]).encode()
    return b"".join((len(index).to_bytes(_LENGTH, "big"), index, *entries.values()))


def apart(data: bytes) -> dict[str, bytes]:
    """The entries that were put together, by their names."""
    at = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    found: dict[str, bytes] = {}
    for name, length in json.loads(data[_LENGTH:at]):
        found[name] = data[at : at + length]
        at += length
    return found


@cache
def program(*rooms: str) -> str:
    """The digest of our own files in some rooms (``catalogue``, ``calendar.py``), or of all: what they make may be
    something else when a byte of them is."""
    ours = os.path.dirname(__file__)  # noqa: PTH120 - asked at every start, of hundreds of files
    files = sorted(file for room in rooms or ("",) for file in _files(ours, room))
    if not files:
        raise FileNotFoundError(rooms)
    return key(*(part for name in files for part in (name, content(f"{ours}/{name}"))))


@cache
def libraries(*named: str) -> str:
    """The libraries that are installed, of those named or all, with their versions: by the folders that say so,
    which is quicker than to ask each of them."""
    places = filter(os.path.isdir, sys.path)
    found = (os.listdir(place) for place in places)  # noqa: PTH208 - hundreds of names, nothing else of them
    told = (n for names in found for n in names if n.endswith(".dist-info"))
    return " ".join(sorted(n for n in told if not named or n.partition("-")[0].lower() in named))


def _files(top: str, below: str) -> Iterator[str]:
    """Every file of a room, or the one that it is, by its path from the top."""
    place = f"{top}/{below}"
    if os.path.isfile(place):  # noqa: PTH113
        yield below
        return
    with os.scandir(place) as entries:
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(top, name)
            elif entry.is_file():
                yield name


def content(file: str) -> bytes:
    """The bytes of a file: as ever, but for what is spared where many small ones are read; OSError as ever."""
    return _read(file)[0]


_BINARY = getattr(os, "O_BINARY", 0)


def _read(file: str) -> tuple[bytes, float]:
    """The bytes of a file, and the time of it."""
    opened = os.open(file, os.O_RDONLY | _BINARY)
    try:
        status = os.fstat(opened)
        size = status.st_size
        data = os.read(opened, size + 1)  # less than was asked for: there is no more
        while len(data) > size:
            size = len(data) + (1 << 16)
            data += os.read(opened, size - len(data) + 1)
        return data, status.st_mtime
    finally:
        os.close(opened)


def _digest(kind: str, key: str, body: bytes) -> bytes:
    whole = blake2b(f"{kind}/{key}/".encode(), digest_size=_SIZE)
    whole.update(body)
    return whole.digest()


def begin(folder: Path) -> None:
    """Have the folder, of which git is told nothing; what somebody has in it already stays as it is."""
    mark = folder / _MARK
    if mark.exists() and mark.stat().st_size:
        return
    folder.mkdir(parents=True, exist_ok=True)
    if all(each == mark for each in folder.iterdir()):  # an empty one is of a run that was killed
        mark.write_bytes(_MARKED)


def _touch(file: str) -> None:
    try:
        os.utime(file)
    except OSError:  # of somebody else, or not to be written
        return


def _forget(file: Path) -> None:
    try:
        file.unlink()
    except OSError:
        import shutil  # with all that packs files

        shutil.rmtree(file, ignore_errors=True)
