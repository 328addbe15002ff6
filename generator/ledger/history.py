"""What git knows of filings for which there is no receipt: when each version first came in.

The committer date is used: of the dates git keeps it is the one nearest to reception. Receipts
always go before it, because any date in a commit can be set at will. For the same reason it counts
only for what came before receipts were kept at all, and that is seen from the order of the commits and
not from any date: from the first receipt on, what has none is not registered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from .. import receipts, revisions
from ..calendar import SHANGHAI
from ..frozen import dataclass
from ..intake.find import FOLDER
from ..intake.telling import file_path, is_unseen
from ..problems import Problem
from ..revisions import Commit, GitError
from ..words.sentences import Said, revision, said

_TOLD = 20
"""So many oddities of the history are told."""


@dataclass(frozen=True, slots=True)
class Committed:
    """A version of a file: its path below root, blob id, committer date (+08:00) and commit.

    The date is None where the commit has none that can be read. ``registering``: receipts were kept by
    then, so that the date does not count.
    """

    path: str
    blob: str
    committed_at: datetime | None
    commit: str
    registering: bool


@dataclass(frozen=True, slots=True)
class History:
    """Every version of every filing, oldest first, whether receipts were ever kept, and what is odd.

    ``whole`` is False where git has only the newest part, so that nothing of this can be told.
    """

    versions: Sequence[Committed] = ()
    registering: bool = False
    odd: Sequence[Problem] = ()
    whole: bool = True


def read(root: Path) -> History:
    """The history of HEAD; an empty one outside git.

    A shallow clone pretends that its oldest commit brought every file, so nothing is told by it.
    """
    try:
        if revisions.is_shallow(root):
            return History(whole=False)
        commits = revisions.mainline(root, FOLDER, receipts.LOG)
    except GitError:
        return History()
    begun = _first_receipt(root, commits)
    return History(list(_versions(commits, begun)), begun < len(commits), list(_odd(commits)))


def _first_receipt(root: Path, commits: Sequence[Commit]) -> int:
    """The place of the commit that brought the first receipt; behind them all where none did."""
    for place, commit in enumerate(commits):
        logs = [c.blob for c in commit.changes if c.path == receipts.LOG and c.blob]
        if any(map(receipts.holds_any, revisions.contents(root, logs).values())):
            return place
    return len(commits)


def _versions(commits: Sequence[Commit], begun: int) -> Iterator[Committed]:
    newest: dict[str, str | None] = {}
    for place, commit in enumerate(commits):
        when = commit.committed_at and commit.committed_at.astimezone(SHANGHAI)
        for change in commit.changes:
            if change.path == receipts.LOG:
                continue
            if change.blob and change.blob != newest.get(change.path):
                yield Committed(change.path, change.blob, when, commit.id, place >= begun)
            newest[change.path] = change.blob


def _odd(commits: Sequence[Commit]) -> Iterator[Problem]:
    """What stands in the history and can be read by nobody: told, and read past."""
    found = [(commit.id, what) for commit in commits for what in _oddities(commit)]
    for id_, what in found[:_TOLD]:
        yield Problem(*what, value=id_)
    if len(found) > _TOLD:
        yield Problem(*said("W412.more", count=len(found) - _TOLD))


def _oddities(commit: Commit) -> Iterator[Said]:
    id_ = revision(commit.id[:8])
    for change in commit.changes:
        if change.blob and any(map(is_unseen, change.path)):
            yield said("W412.name", commit=id_, text=file_path(change.path))
    if commit.committed_at is None:
        yield said("W412.time", commit=id_)
