"""Trees that no ordinary tool makes: what lies in them is shown by no list of files, or differently by
each program."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from ... import revisions
from ...intake.telling import file_path
from ...problems import Problem
from ...words.sentences import Shown, revision, said

_MODES = {b"40000", b"100644", b"100755", b"120000", b"160000"}
_OWN = re.compile("\\.git|git~[0-9]+")
"""What git keeps for itself, as disks may spell it."""


def odd(root: Path, base: str, head: str, commits: Mapping[str, bytes]) -> list[Problem]:
    """What is wrong with the trees that the commits between two bring, each with its place."""
    faults = {
        id_: fault
        for id_, raw in revisions.trees(root, base, head).items()
        if (fault := _fault(raw, len(id_) // 2, revisions.empty_tree(head)))
    }
    return [
        Problem(
            *said("E428", commit=revision(commit[:8]), fault=Shown(faults[id_])),
            file=file_path(path),
        )
        for id_, commit, path in (revisions.where(root, faults, commits) if faults else ())
    ]


def _fault(raw: bytes, width: int, empty: str) -> str | None:
    try:
        rows = list(revisions.entries(raw, width))
    except ValueError:
        return "内容残缺"
    order = [row.name + b"/" if row.mode == b"40000" else row.name for row in rows]
    if order != sorted(order) or len({row.name for row in rows}) < len(rows):
        return "文件重名或次序颠倒"
    if any(row.mode not in _MODES for row in rows):
        return "文件的类型写法不对"
    if any(row.id == empty for row in rows):
        return "有空文件夹"
    if any(map(_is_own, (row.name for row in rows))):
        return "有 git 自己用的名称，取不出来"
    return None


def _is_own(name: bytes) -> bool:
    seen = "".join(char for char in os.fsdecode(name).casefold() if char.isprintable())
    return (
        name in (b"", b".", b"..")
        or b"/" in name
        or _OWN.fullmatch(seen.partition(":")[0].rstrip(". ")) is not None
    )
