"""The program that a version was made by, where this one is another: found, never fetched.

It is known by its digest, which the manifest names and which is taken of its files before any of them
is run. It is run only from two places, both the office's own: a commit that the main branch holds, or a
wheel in the root's ``wheelhouse/``. A manifest may name any commit, and so decides nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ... import look, revisions
from ...frozen import dataclass
from ...revisions import GitError
from ...words.characters import lines
from .. import making, manifest
from ..manifest import Manifest, Tool
from .seen import Seen

_AS_IS = "TAIZHANG_VERIFY_AS_IS"
"""Set for a program that is run here: it is to look for no other."""

_PATIENCE = 1800
"""Seconds that making a version again may take."""

_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Program:
    """A package by its name, in a folder that holds it and nothing that belongs to no program."""

    package: str
    folder: Path


def is_accepted(root: Path, commit: str) -> bool:
    """Whether a commit is one that the main branch holds, here or where this was cloned from, or the
    branch of the receipts."""
    receipts = os.environ.get("TAIZHANG_RECEIPTS_BRANCH")
    tips = ["HEAD", *_default_branches(root)]
    if receipts:
        tips += [f"refs/heads/{receipts}", f"refs/remotes/origin/{receipts}"]
    return any(_holds(root, tip, commit) for tip in tips)


def _default_branches(root: Path) -> list[str]:
    told = revisions.git(root, "for-each-ref", "--format=%(refname)", "refs/remotes/*/HEAD")
    return lines(told.decode("utf-8", "surrogateescape"))


def _holds(root: Path, tip: str, commit: str) -> bool:
    try:
        revisions.git(root, "merge-base", "--is-ancestor", commit, tip)
    except GitError:
        return False
    return True


def of(told: Tool, root: Path, commit: str, folder: Path, scratch: Path) -> Program | None:
    """The program of a manifest, laid out in ``scratch``; None for this one, and where it is not found.

    ``folder`` holds the version's commit.
    """
    if told.digest == making.tool().digest or os.environ.get(_AS_IS):
        return None
    found = _committed(told, root, commit, folder, scratch / "program")
    return found or next(_wheels(told, root / "wheelhouse", scratch), None)


def _committed(told: Tool, root: Path, commit: str, folder: Path, to: Path) -> Program | None:
    """From the version's own commit, where the repository is that of the program too."""
    package = folder / "generator"
    if not package.is_dir() or not is_accepted(root, commit):
        return None
    if told.digest not in making.program_digests(package, folder):
        return None
    shutil.copytree(package, to / "generator", symlinks=True)
    for path, file in look.files(folder).items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, to / path)
    return Program("generator", to)


def _wheels(told: Tool, house: Path, scratch: Path) -> Iterator[Program]:
    for number, wheel in enumerate(sorted(house.glob("taizhang-*.whl"))):
        to = scratch / f"wheel-{number}"
        try:
            _unpack(wheel, to)
        except (OSError, zipfile.BadZipFile, RuntimeError, ValueError):
            continue
        package = to / "taizhang"
        if told.digest in making.program_digests(package, package / look.SHIPPED):
            yield Program("taizhang", to)


def _unpack(wheel: Path, to: Path) -> None:
    """The package alone, and of that only what a digest is taken of, or what is never run."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith("taizhang/") and Path(name).suffix in making.CARRIED:
                archive.extract(name, to)


def verified(
    program: Program, told: Manifest, copy: Seen, root: Path, scratch: Path
) -> list[str] | None:
    """What a program says against a version that it made; None where it does not run on this machine.

    It is given a copy of the version, and does what the ``verify`` of its time did.
    """
    folder = scratch / "copy" / told.version
    for path, found in copy.many([*told.files, manifest.FILE]):
        if isinstance(found, bytes):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(found)
    known = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    told_so = {"PYTHONPATH": str(program.folder), "PYTHONDONTWRITEBYTECODE": "1", _AS_IS: "1"}
    words = ("verify", str(folder), "--root", str(root.resolve()))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", program.package, *words],
            cwd=program.folder,
            env={**known, **told_so},
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = done.stderr.decode("utf-8", "replace")
    faults = [line.strip(" ✗") for line in lines(said) if line.startswith("✗")]
    if done.returncode == 0:
        return []
    return faults[:_SHOWN] if done.returncode == 1 and faults else None  # else it broke down
