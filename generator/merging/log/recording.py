"""A receipt becomes a commit: the log of a ref grows by what a commit brought, and by nothing else.

It is done with git's objects alone: no worktree, no index, no lock of ours. Whoever is killed on the way
leaves objects that nothing points to, which git clears. A ref moves from the tip that was read or not at
all; whoever was overtaken reads the new tip and tries again, after a wait that is longer each time and
by chance, so that many who come at once do not meet again.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ... import catalogue, receipts, revisions
from ...catalogue.model import Catalogue
from ...frozen import dataclass
from ...intake.telling import short
from ...judging.kinds import KINDS
from ...problems import Problem
from ...receipts import LOG, Receipt
from ...revisions import GitError
from ...words.characters import lines
from ..held import held
from .receive import arrivals, superseded_at, unsettled

PATIENCE = 300.0
"""Seconds for which a recording is tried."""

_LONGEST_WAIT = 15.0
_REFUSALS = 8
"""So many times in a row without anybody having been faster, and it is not by chance."""

_LOGIN = re.compile(r"://[^/@\s]*@")
"""A token in an address, which nobody is to read."""

_SAID = "登记收到时间"
WHO = ("台账", "taizhang@localhost")
"""Who writes the log."""


class UnrecordedError(Exception):
    """Nothing was logged, and why; ``problems`` are those of what is declared, if it is they."""

    def __init__(self, why: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(why)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was logged, the files that were kept beside, and the commit, '' where nothing was to do.

    ``catalogue`` is that by which it was looked at; ``odd`` is what does not fit to what the office logged.
    """

    catalogue: Catalogue
    receipts: Sequence[Receipt] = ()
    kept: Sequence[str] = ()
    commit: str = ""
    odd: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """The sound filings that a commit brought, as receipts that may be in the log already."""

    catalogue: Catalogue
    receipts: Sequence[Receipt]


def record(repository: Path, ref: str, base: str, head: str, at: datetime) -> Recorded:
    """Log on a local ref, such as ``refs/heads/main``, what a commit brought at a moment.

    ``base`` is what the commit is held against: the main branch of then, or what the ref pointed to
    before a push; whether the commit has been merged since makes no difference. UnrecordedError when
    it could not be logged, UnknownRevisionError when there is no such commit.
    """
    found = brought(repository, ref, base, head, at)

    def attempt() -> Recorded | None:
        tip = revisions.commit_of(repository, ref)
        told = grown(repository, found, tip)
        return told if not told.commit or moved(repository, ref, tip, told.commit) else None

    return tried(attempt, f"写不了 {ref}，收到时间没有登记。请看能不能写这个仓库，再重新登记。")


def brought(repository: Path, rules: str, base: str, head: str | None, at: datetime) -> Brought:
    """What a commit brought, by the rules of a revision; nothing without a commit."""
    with revisions.checked_out(repository, rules) as folder:
        declared, problems = catalogue.read(folder, KINDS, held(repository))
    if declared is None:
        why = "主分支的任务清单或规则有误，没有登记。请先改正，再重新登记。"
        raise UnrecordedError(why, problems)
    if head is None:
        return Brought(declared, ())
    if revisions.is_shallow(repository):
        why = "这是浅克隆，看不出送来的是哪些报送，没有登记。请先运行 git fetch --unshallow。"
        raise UnrecordedError(why)
    end = revisions.commit_of(repository, head)
    start = _start(repository, revisions.commit_of(repository, base), end)
    with revisions.checked_out(repository, end) as folder:
        return Brought(declared, arrivals(repository, folder, start, end, at, declared))


def tried(
    attempt: Callable[[], Recorded | None], refused: str, patience: float = PATIENCE
) -> Recorded:
    """What the first attempt gives that is not overtaken (None) and not refused (GitError).

    UnrecordedError when the time is over, or when it is refused again and again; ``refused`` says what
    to do then.
    """
    until, wait, refusals = time.monotonic() + patience, 0.2, 0
    while True:
        try:
            done, why = attempt(), ""
        except GitError as error:
            done, why = None, _reason(error)
        if done is not None:
            return done
        refusals = refusals + 1 if why else 0
        if refusals == _REFUSALS:
            raise UnrecordedError(f"{refused}git 说：{why}")
        if time.monotonic() > until:
            raise UnrecordedError(
                f"同时登记的太多，{patience:.0f} 秒内没有轮到，收到时间没有登记。请重新运行这一步。"
            )
        time.sleep(random.uniform(wait / 2, wait))
        wait = min(wait * 1.6, _LONGEST_WAIT)


def _reason(error: GitError) -> str:
    """What git says, without its advice and without a token."""
    told = [line for line in lines(str(error)) if not line.startswith("hint:")]
    return short(_LOGIN.sub("://", " ".join(told)).strip(), 400)


def grown(repository: Path, found: Brought, tip: str) -> Recorded:
    """A commit upon a tip whose log has what was found; none when the log has it all already."""
    declared = found.catalogue
    log = log_at(repository, tip)
    lines, problems = receipts.parse(log, declared)
    unread = [problem for problem in problems if problem.line in (None, 1)]
    if unread:
        raise UnrecordedError("收件登记读不出来，没有登记。请先改正，再重新登记。", unread)
    new = unsettled(found.receipts, lines)
    after, _ = receipts.parse(receipts.extended(log, new), declared)
    kept = superseded_at(repository, tip, receipts.in_force(after))
    if not new and not kept:
        return Recorded(declared)
    files = {**kept, **({LOG: receipts.extended(log, new)} if new else {})}
    blobs = {path: revisions.stored(repository, data) for path, data in files.items()}
    tree = revisions.tree_with(repository, tip, blobs)
    commit = revisions.commit_tree(repository, tree, [tip], _SAID, WHO)
    odd = [
        problem
        for problem in receipts.doubts(after)
        if problem.line in _places(after[len(lines) :])
    ]
    return Recorded(declared, new, list(kept), commit, odd)


def _places(lines: Sequence[Receipt]) -> set[int | None]:
    return {line.line for line in lines}


def log_at(repository: Path, tip: str) -> bytes:
    """The log as a commit has it; empty where it has none."""
    blobs = revisions.files_in(repository, tip, LOG)
    return revisions.contents(repository, blobs.values()).get(blobs.get(LOG, ""), b"")


def moved(repository: Path, ref: str, tip: str, commit: str) -> bool:
    """Whether the ref could be moved from the tip to the commit; not when somebody else was faster."""
    try:
        revisions.git(repository, "update-ref", "-m", _SAID, "--end-of-options", ref, commit, tip)
    except GitError:
        if revisions.commit_of(repository, ref) == tip:
            raise  # it cannot be moved, or is just being moved
        return False
    return True


def _start(repository: Path, base: str, head: str) -> str:
    """The commit against which a head is held: where its branch went its own way.

    When base holds the head already, it is the base of before that is asked. Where the head became base
    itself, without a merge, that is the last on the way to it that wrote the log: what came after has no
    receipt, or one that stays as it is.
    """
    if not revisions.holds(repository, base, head):
        return revisions.fork_point(repository, base, head)
    line = revisions.first_parents(repository, base)
    low, high = 0, len(line) - 1  # newest first: line[0] holds the head
    while low < high:
        middle = (low + high + 1) // 2
        if revisions.holds(repository, line[middle], head):
            low = middle
        else:
            high = middle - 1
    if line[low] != head:
        return revisions.fork_point(repository, line[low + 1], head)
    logged = revisions.first_parents(repository, head, LOG)
    earlier = [commit for commit in logged if commit != head]
    return earlier[0] if earlier else (line[low + 1] if low + 1 < len(line) else head)
