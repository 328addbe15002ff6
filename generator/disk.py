"""Writing so that nobody ever meets half of a thing, and nothing is left lying after a crash.

What is new is made in a work folder beside what it replaces, on the same disk, and comes in by a
rename. One run at a time has the folder. What a killed run left in it, the next one throws away; what
that had moved out of the way, it puts back. Until then intake and git pass over its name, which begins
like those of editors' leavings.

Windows will not move or remove what somebody has open, nor put one folder or link over another: so what
is in the way is moved out of it first, and whoever has it for a moment (a scanner, an indexer) is waited for.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

_OLD = ".old"

_HELD = ".held"

IN_USE = (5, 32, 33)
"""What Windows says (``winerror``) of a file or a folder that somebody has open."""

_TRIES = 20
_PAUSE = 0.1


def write(file: Path, content: bytes | str | Iterator[bytes]) -> None:
    """Write a file, whole or not at all: text in UTF-8, its line ends as they are; or piece by piece, of which no
    more than one is there at a time. OSError as ever."""
    with renewed(file) as new, new.open("wb") as stream:
        if isinstance(content, str):
            stream.write(content.encode())
        elif isinstance(content, bytes):
            stream.write(content)
        else:
            stream.writelines(content)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def renewed(place: Path) -> Iterator[Path]:
    """A path to make a file or a folder at, which then stands at ``place``; its parent is made.

    After an exception, and if nothing was made, ``place`` is as it was. Two runs for one place go one
    after the other, from reading what stands there to the end. A file keeps its permissions; a link
    goes on pointing where it did. No file takes the place of a folder: IsADirectoryError.
    """
    place = place.resolve()
    place.parent.mkdir(parents=True, exist_ok=True)
    with alone(place.with_name(f".~{place.name}")) as work:
        new = work / "new"
        yield new
        if new.is_file() and place.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(place))
        if new.is_file() and place.is_file():
            shutil.copymode(place, new)
        if new.exists():
            swap(new, place)


@contextmanager
def alone(work: Path, waiting: Callable[[], None] | None = None) -> Iterator[Path]:
    """The work folder, empty, and ours alone until it is removed at the end.

    The lock dies with the process. ``waiting`` is told before the wait for whoever has it. OSError where no lock can
    be made, which nobody has and no wait would bring.
    """
    from filelock import FileLock, Timeout  # not for every command

    lock = FileLock(work.with_name(f"{work.name}.lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        _be_made(Path(lock.lock_file))
        if waiting:
            waiting()
        lock.acquire()
    try:
        work.mkdir(exist_ok=True)
        _put_back(work)
        for left in work.iterdir():
            shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
        yield work
    finally:
        _put_back(work)
        shutil.rmtree(work, ignore_errors=True)
        with suppress(OSError):  # elsewhere than on Unix it goes when the lock does
            Path(lock.lock_file).unlink()
        lock.release()


def _be_made(lock: Path) -> None:
    """Have the file of a lock be there: a lock takes a file that cannot be made for one that somebody has, and waits
    for ever. OSError of the folder, which is what somebody can do something about."""
    if lock.exists():
        return
    folder = lock.parent
    try:
        lock.touch()
    except OSError as fault:
        refused = fault.errno == errno.ENOENT and folder.is_dir()  # as /proc says of any new name
        number = errno.EACCES if refused or not fault.errno else fault.errno
        raise OSError(number, os.strerror(number), str(folder)) from fault


@contextmanager
def scratch(prefix: str = "taizhang-", within: Path | None = None) -> Iterator[Path]:
    """A new folder for our eyes alone, until the end; below ``within`` or else where the machine keeps
    what is temporary.

    Its lock lies beside it, is had before the folder is there, and dies with the process. So a lock that
    nobody has tells of what a killed run left, which goes first.
    """
    import tempfile  # with all that makes random names

    from filelock import FileLock

    folder = (within or Path(tempfile.gettempdir())) / f"{prefix}{token_hex(8)}"
    lock = FileLock(folder.with_name(f"{folder.name}{_HELD}"))
    _be_made(Path(lock.lock_file))
    lock.acquire()
    try:
        _sweep(Path(lock.lock_file))
        folder.mkdir(0o700)
        yield folder
    finally:
        discard(folder)
        lock.release()


def discard(scratch: Path) -> None:
    """Throw a scratch folder away with its lock; what cannot go now keeps its lock, and goes later."""
    _clear(scratch)
    with suppress(OSError):  # elsewhere than on Unix the lock goes when it is released
        if not scratch.exists():
            scratch.with_name(f"{scratch.name}{_HELD}").unlink()


def _sweep(own: Path) -> None:
    """Throw away what killed runs of the same user left beside a lock that we have."""
    from filelock import FileLock, Timeout

    for held in own.parent.glob(f"taizhang-*{_HELD}"):
        with suppress(OSError, Timeout):
            if held == own or held.is_symlink() or held.stat().st_uid != own.stat().st_uid:
                continue  # what others plant where all may write is not touched
            lock = FileLock(held)
            lock.acquire(blocking=False)
            try:
                _clear(held.with_name(held.name.removesuffix(_HELD)))
                held.unlink()
            finally:
                lock.release()


def _clear(folder: Path) -> None:
    """Throw away; git lets nobody write its objects, and Windows removes nothing of the kind."""
    shutil.rmtree(folder, ignore_errors=True)
    if folder.is_symlink() or not folder.exists():
        return
    for left in folder.rglob("*"):
        with suppress(OSError):
            if not left.is_symlink():
                left.chmod(0o700)
    shutil.rmtree(folder, ignore_errors=True)


def swap(new: Path, place: Path) -> None:
    """Have what is new in a work folder stand at a place beside that folder.

    A folder that stands there goes into the work folder, and is put back if its successor never comes.
    So does a link that cannot be replaced: one to a folder on Windows, or any by a folder.
    """
    if not place.is_dir() or place.is_symlink():
        try:
            _patiently(lambda: new.replace(place))
            return
        except OSError:
            if not place.is_symlink():
                raise
    old = new.with_name(place.name + _OLD)
    _patiently(lambda: place.rename(old))
    _patiently(lambda: new.rename(place))
    _remove(old)


def flush(*places: Path) -> None:
    """Have files, and all that lies below folders, on the disk: what is renamed next is whole there.

    On Unix the machine writes all that it has, in one go. Windows has nothing of the kind for users, and
    writes file by file; what it keeps of folders is in its own journal.
    """
    if hasattr(os, "sync"):
        os.sync()
        return
    for place in places:
        for file in (place, *place.rglob("*")):
            if file.is_file() and not file.is_symlink():
                with file.open("r+b") as stream:  # Windows flushes only what is open for writing
                    os.fsync(stream.fileno())


def _patiently(move: Callable[[], object]) -> None:
    """Try again for two seconds while Windows says that somebody has it open."""
    for left in reversed(range(_TRIES)):
        try:
            move()
            return
        except OSError as fault:
            if not left or getattr(fault, "winerror", None) not in IN_USE:
                raise
        time.sleep(_PAUSE)


def _remove(left: Path) -> None:
    """Throw away; what cannot go now, the next run clears."""
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):
            left.unlink()


def _put_back(work: Path) -> None:
    """Have stand again what a run moved away that never got further."""
    for old in work.glob(f"*{_OLD}"):
        home = work.parent / old.name.removesuffix(_OLD)
        if not home.exists() and not home.is_symlink():
            old.rename(home)
