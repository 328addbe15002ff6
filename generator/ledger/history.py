"""What git knows of filings for which there is no receipt: when each version first came in.

The committer date is used: of the dates git keeps it is the one nearest to reception. Receipts
always go before it, because any date in a commit can be set at will.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.calendar import SHANGHAI
from generator.intake.find import FOLDER

_NO_BLOB = "0" * 40
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY")
"""What git tells its hooks of a repository, which need not be the one asked about."""


@dataclass(frozen=True, slots=True)
class Committed:
    """A version of a file: its path below root, blob id and committer date (+08:00)."""

    path: str
    blob: str
    committed_at: datetime


def versions(root: Path) -> list[Committed]:
    """Every version of every filing in the history of HEAD, oldest first; [] outside git.

    A shallow clone pretends that its oldest commit brought every file, so nothing is told by it.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return []
    log = _git(
        root, "log", "--reverse", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames",
        "--relative", "-z", "--format=%x01%cI", "--", FOLDER,
    )  # fmt: skip
    return list(_parse(log.decode("utf-8", "surrogateescape"))) if log else []


def contents(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The bytes of blobs, as far as git has them."""
    wanted = sorted(set(blobs))
    if not wanted:
        return {}
    output = _git(root, "cat-file", "--batch", stdin="\n".join(wanted).encode() + b"\n")
    found: dict[str, bytes] = {}
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        head = output[position:end].decode().split()
        position = end + 1
        if len(head) == 3:
            size = int(head[2])
            found[head[0]] = output[position : position + size]
            position += size + 1
    return found


def _parse(log: str) -> Iterator[Committed]:
    """Commits begin with \\x01 and their date; each change is ``:modes blobs status\\0path``."""
    newest: dict[str, str] = {}
    for commit in log.split("\x01")[1:]:
        date, _, rest = commit.replace("\n", "\0").partition("\0")
        when = datetime.fromisoformat(date.strip()).astimezone(SHANGHAI)
        fields = [part for part in rest.split("\0") if part]
        for change, path in zip(fields[::2], fields[1::2], strict=False):
            blob = change.split(" ")[3]
            if blob not in (_NO_BLOB, newest.get(path)):
                yield Committed(path, blob, when)
            newest[path] = blob


def _git(root: Path, *words: str, stdin: bytes | None = None) -> bytes:
    """A git command's output; empty when there is no git or no repository."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=false", *words]
    own = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, check=True, env=own)
    except (OSError, subprocess.CalledProcessError):
        return b""
    return done.stdout
