"""Putting a finished site in the place of the last one, all or nothing."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

from .. import disk
from ..problems import Problem
from ..words import faults
from ..words.sentences import Shown, said

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
        with disk.renewed(out) as new:
            problems = _foreign(out) or make(new)
            if problems:
                shutil.rmtree(new, ignore_errors=True)
            return problems
    except OSError as fault:
        return [unwritable(out, fault)]


def unwritable(out: Path, fault: OSError) -> Problem:
    """What the machine says of a folder, in our words."""
    fault = faults.settled(fault)
    where = fault.filename or out
    help_ = Shown(_HINTS.get(fault.errno or 0, "请检查磁盘和文件夹后再试。"))
    words = said("E606", where=Shown(where), why=Shown(faults.fault(fault)), help=help_)
    return Problem(*words, file=str(out))


def _foreign(out: Path) -> list[Problem]:
    """What keeps us from throwing away the content of ``out``."""
    if not out.exists() or (out / _SIGN).is_file():
        return []
    if out.is_dir() and not any(out.iterdir()):
        return []
    return [Problem(*said("E606.foreign"), file=str(out))]
