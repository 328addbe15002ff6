"""What the machine says of itself; a value, so that another machine can be put in its place."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from importlib import metadata
from pathlib import Path

from ..frozen import dataclass
from ..words.characters import lines

_FILE_SYSTEM = r"SYSTEM\CurrentControlSet\Control\FileSystem"


@dataclass(frozen=True, slots=True)
class Machine:
    """``offset`` is that of local time from UTC in seconds, ``code_page`` that of a Windows console, ``free``
    gives bytes, ``inodes`` the files that can be made (None where there is no limit), ``kind`` the file
    system, '' where that is not told, ``shut`` the topmost folder on the way to one that other users cannot
    enter. ``installed`` are packages with their versions. ``long_paths`` is whether paths may be longer
    than 260 characters, None where nobody asks."""

    filesystem: str
    offset: int
    code_page: int | None
    python: tuple[int, int]
    free: Callable[[Path], int]
    inodes: Callable[[Path], int | None]
    kind: Callable[[Path], str]
    shut: Callable[[Path], Path | None]
    installed: Mapping[str, str]
    long_paths: bool | None


def this() -> Machine:
    """The one that this runs on."""
    return Machine(
        filesystem=sys.getfilesystemencoding(),
        offset=time.localtime().tm_gmtoff,
        code_page=_code_page(),
        python=sys.version_info[:2],
        free=lambda folder: shutil.disk_usage(folder).free,
        inodes=_inodes,
        kind=_kind,
        shut=_shut,
        long_paths=_long_paths(),
        installed={d.name.lower().replace("_", "-"): d.version for d in metadata.distributions()},
    )


def _code_page() -> int | None:
    kernel = getattr(ctypes, "windll", None)
    if kernel is None:
        return None
    return int(kernel.kernel32.GetConsoleOutputCP()) or None


def _long_paths() -> bool | None:
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _FILE_SYSTEM) as key:
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])
    except OSError:
        return False


def _inodes(folder: Path) -> int | None:
    """None on file systems that make them as needed, which tell of none at all."""
    if not hasattr(os, "statvfs"):
        return None
    told = os.statvfs(folder)
    return told.f_favail if told.f_files else None


def _kind(folder: Path) -> str:
    """By the mount that is nearest above, where the system lists its mounts."""
    mounts = Path("/proc/self/mounts")
    if not mounts.is_file():
        return ""
    best, found = -1, ""
    for line in lines(mounts.read_text("utf-8", "replace")):
        _, point, kind, *_ = line.split(" ")
        path = Path(point.encode().decode("unicode_escape", "replace"))
        if (folder == path or path in folder.parents) and len(path.parts) >= best:
            best, found = len(path.parts), kind
    return found


def _shut(folder: Path) -> Path | None:
    """Where rights are bits; Windows has lists of them, and gives what is there to everybody."""
    if sys.platform == "win32":
        return None
    shut = [each for each in (folder, *folder.parents) if not each.stat().st_mode & 0o001]
    return shut[-1] if shut else None
