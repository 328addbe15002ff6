"""Putting a finished folder in the place of the last one, all or nothing.

The new folder is made inside a work folder beside the old one, so that both swaps are renames on one
disk. ``.site.work`` beside ``site`` holds ``new`` and, for the moment between the renames, ``old``.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..problems import Problem

_SIGN = "sitemap.xml"
"""MkDocs writes it into every site: a folder without it may hold somebody's work."""

_HINTS = {
    errno.ENOSPC: "磁盘已满，请腾出空间后再试。",
    errno.EDQUOT: "磁盘配额已满，请腾出空间后再试。",
    errno.EACCES: "没有写入权限，请检查文件夹的权限。",
    errno.EPERM: "没有写入权限，请检查文件夹的权限。",
    errno.EROFS: "磁盘是只读的，请换一个输出文件夹。",
    errno.EBUSY: "文件夹是挂载点或正被占用，请换一个输出文件夹。",
}


def replace(out: Path, make: Callable[[Path], list[Problem]]) -> list[Problem]:
    """Have ``make`` fill a new folder and put that at ``out`` if it returns no problems.

    Otherwise, and when it raises, ``out`` stays. Two runs for one ``out`` go one after the other.
    """
    out = out.resolve()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with alone(out.with_name(f".{out.name}.work")) as work:
            _restore(work, out)
            clear(work)
            refused = _foreign(out)
            if refused:
                return [refused]
            try:
                problems = make(work / "new")
                if not problems:
                    _swap(work, out)
                return problems
            finally:
                _restore(work, out)
    except OSError as fault:
        return [unwritable(out, fault)]


@contextmanager
def alone(work: Path, waiting: Callable[[], None] | None = None) -> Iterator[Path]:
    """The work folder, ours alone until it is removed at the end.

    The lock lies on the folder itself and dies with the process. Whoever waited for it may find the
    folder removed meanwhile, and begins again; ``waiting`` is told before the wait.
    """
    while True:
        work.mkdir(exist_ok=True)
        with _locked(work, waiting) as same:
            if not same:
                continue
            try:
                yield work
            finally:
                shutil.rmtree(work, ignore_errors=True)
            return


def clear(work: Path) -> None:
    """Throw away what a killed run left in a work folder."""
    for left in work.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def unwritable(out: Path, fault: OSError) -> Problem:
    """What the machine says of a folder, in our words."""
    where = fault.filename or out
    hint = _HINTS.get(fault.errno or 0, "请检查磁盘和文件夹后再试。")
    return Problem("E606", f"读写“{where}”时出错：{fault.strerror or fault}", hint, file=str(out))


def _foreign(out: Path) -> Problem | None:
    """What keeps us from throwing away the content of ``out``."""
    if not out.exists() or (out / _SIGN).is_file():
        return None
    if out.is_dir() and not any(out.iterdir()):
        return None
    message = "这里已有的内容不是生成的网站，不会覆盖它"
    return Problem("E606", message, "请换一个输出文件夹，或把它移走。", file=str(out))


def _swap(work: Path, out: Path) -> None:
    if out.exists():
        out.rename(work / "old")
    (work / "new").rename(out)


def _restore(work: Path, out: Path) -> None:
    """Bring the last site back if a run ended between the two renames."""
    old = work / "old"
    if old.exists() and not out.exists():
        old.rename(out)


@contextmanager
def _locked(folder: Path, waiting: Callable[[], None] | None) -> Iterator[bool]:
    """Hold the lock of a folder; tells whether the folder is still the one at that path."""
    if sys.platform == "win32":  # a folder cannot be locked there
        yield True
        return
    import fcntl

    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield False
        return
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder.exists() and os.path.samestat(folder.stat(), os.fstat(handle))
    finally:
        os.close(handle)
