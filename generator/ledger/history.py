"""What git knows of filings for which there is no receipt: when each version first came in.

The committer date is used: of the dates git keeps it is the one nearest to reception. Receipts
always go before it, because any date in a commit can be set at will.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.calendar import SHANGHAI
from generator.intake.find import FOLDER
from generator.revisions import GitError, git

_NO_BLOB = "0" * 40


@dataclass(frozen=True, slots=True)
class Committed:
    """A version of a file: its path below root, blob id, committer date (+08:00) and commit."""

    path: str
    blob: str
    committed_at: datetime
    commit: str


def versions(root: Path) -> list[Committed]:
    """Every version of every filing in the history of HEAD, oldest first; [] outside git.

    A shallow clone pretends that its oldest commit brought every file, so nothing is told by it.
    """
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"false":
        return []
    log = _git(
        root, "log", "--reverse", "--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames",
        "--relative", "-z", "--format=%x01%cI %H", "--", FOLDER,
    )  # fmt: skip
    return list(_parse(log.decode("utf-8", "surrogateescape"))) if log else []


def _parse(log: str) -> Iterator[Committed]:
    """Commits begin with \\x01, their date and their id; each change is ``:modes blobs status\\0path``."""
    newest: dict[str, str] = {}
    for commit in log.split("\x01")[1:]:
        head, _, rest = commit.replace("\n", "\0").partition("\0")
        date, _, name = head.strip().partition(" ")
        when = datetime.fromisoformat(date).astimezone(SHANGHAI)
        fields = [part for part in rest.split("\0") if part]
        for change, path in zip(fields[::2], fields[1::2], strict=False):
            blob = change.split(" ")[3]
            if blob not in (_NO_BLOB, newest.get(path)):
                yield Committed(path, blob, when, name)
            newest[path] = blob


def _git(root: Path, *words: str) -> bytes:
    """A git command's output; empty when there is no git or no repository."""
    try:
        return git(root, *words)
    except GitError:
        return b""
