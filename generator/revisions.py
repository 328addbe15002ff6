"""A root folder as it was at a git revision, with its history, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UnknownRevisionError(Exception):
    """There is no such revision, or no repository; the text is for the reader."""


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[Path]:
    """The root as of a revision, for as long as the context lasts; the repository is only read.

    A clone that shares the objects brings the history with it, and so the time of arrival of
    filings without a receipt. No hook and no filter of the repository runs.
    """
    try:
        prefix = _git(root, "rev-parse", "--show-prefix").strip()
        top = _git(root, "rev-parse", "--show-toplevel").strip()
    except _FailedError as error:
        raise UnknownRevisionError(f"“{root}”不在 git 仓库中，不能与其他版本比较。") from error
    try:
        commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    except _FailedError as error:
        raise UnknownRevisionError(f"没有“{revision}”这个版本。") from error
    with tempfile.TemporaryDirectory(prefix="taizhang-") as scratch:
        copy = Path(scratch) / "copy"
        quiet = ("-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false")
        _git(Path(scratch), *quiet, "clone", "-q", "--shared", "--no-checkout", top, str(copy))
        _git(copy, *quiet, "checkout", "-q", "--detach", commit.strip())
        folder = copy / prefix
        if not folder.is_dir():
            raise UnknownRevisionError(f"版本“{revision}”里没有“{prefix}”这个文件夹。")
        yield folder


class _FailedError(Exception):
    """A git command that did not succeed."""


def _git(folder: Path, *words: str) -> str:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=True, env=own)
    except (OSError, subprocess.CalledProcessError) as error:
        raise _FailedError from error
    return done.stdout.decode("utf-8", "surrogateescape")
