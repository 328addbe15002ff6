"""What a merge of a branch would do to its base, and whether there is one to make.

A branch is judged by the tip of what it goes into, not by where it left it: what it takes back or alters
there by way of an old version or of a merge the wrong way round is its doing like anything else. Merging,
squashing and rebasing give the same files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ... import revisions
from ...frozen import dataclass
from ...intake.telling import file_path
from ...problems import Problem
from ...revisions import Changed
from ...words.sentences import revision, said

CONFLICT = "E432"
"""Somebody has to decide what stays: the branch alone does not say."""

_TOLD = 20
"""So many conflicts are named."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The commits ``base`` and ``head``, and what their merge comes to.

    ``changes`` are between the commits ``start`` and ``end``, all to be read in ``root``: from the base to
    what it would be after the merge, or, where no merge comes about, from where both parted to the head.
    ``departs`` is what the head has otherwise than wherever it parted from the base: all that the branch
    itself can be said to have changed, also where the base happens to be the same today. ``problems`` say
    why no merge comes about, or that there is nothing to merge.
    """

    root: Path
    base: str
    head: str
    start: str
    end: str
    changes: Sequence[Changed]
    departs: Sequence[Changed]
    problems: Sequence[Problem]

    @property
    def touched(self) -> Sequence[Changed]:
        """Each path that the merge or the branch itself changes, once, by path."""
        either = {change.path: change for change in (*self.departs, *self.changes)}
        return [either[path] for path in sorted(either)]


@contextmanager
def merged(root: Path, base: str, head: str) -> Iterator[Merged]:
    """What merging a head into a base comes to, for as long as the context lasts.

    UnknownRevisionError where a commit is not there, or git cannot try a merge.
    """
    with revisions.merge(root, base, head) as merge:
        parted = merge.forks[0] if merge.forks else merge.base
        start, end = (merge.base, merge.commit) if merge.commit else (parted, merge.head)
        changes = revisions.changes(merge.root, start, end)
        departs = _departs(merge)
        problems = [*_obstacles(root, merge), *_idle(merge, changes)]
        yield Merged(merge.root, merge.base, merge.head, start, end, changes, departs, problems)


def _departs(merge: revisions.Merge) -> Sequence[Changed]:
    """What the head has otherwise than each of the commits where it parted from the base."""
    each = [revisions.changes(merge.root, fork, merge.head) for fork in merge.forks]
    if not each:
        return revisions.changes(merge.root, merge.base, merge.head)
    everywhere = set.intersection(*({change.path for change in changed} for changed in each))
    return [change for change in each[0] if change.path in everywhere]


def _obstacles(root: Path, merge: revisions.Merge) -> Iterator[Problem]:
    if not merge.forks:
        variant = ".shallow" if revisions.is_shallow(root) else ""
        yield Problem(*said(f"E433{variant}"))
    for path in merge.conflicts[:_TOLD]:
        yield Problem(*said("E432"), file=file_path(path))
    if len(merge.conflicts) > _TOLD:
        yield Problem(*said("E432.more", count=len(merge.conflicts) - _TOLD))


def _idle(merge: revisions.Merge, changes: Sequence[Changed]) -> Iterator[Problem]:
    if merge.commit == merge.base:
        yield Problem(*said("W432", head=revision(merge.head[:8])))
    elif merge.commit and not changes:
        yield Problem(*said("W432.empty"))
