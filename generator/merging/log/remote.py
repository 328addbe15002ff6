"""Recording at a forge: fetch, append, push, and again when somebody else was faster.

The log is on the main branch, or, where nothing may push to that, on a branch of receipts. That is main
plus the log: main is merged into it before every line, and of its own it has nothing else.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from ... import receipts, revisions
from ...frozen import dataclass
from ...receipts import LOG, SUPERSEDED
from ...revisions import GitError
from ...words.characters import lines
from .recording import (
    PATIENCE,
    WHO,
    Brought,
    Recorded,
    UnrecordedError,
    brought,
    grown,
    log_at,
    tried,
)

_RECEIPTS = "receipts/"
_ASKED = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS")
"""How a job says with which key it speaks to the forge."""

_REFUSED = (
    "{branch} 推送不上去，收到时间没有登记。主分支受保护的，请允许登记用的账号或密钥推送，"
    "或设 TAIZHANG_RECEIPTS_BRANCH 登记到另一个分支（见 deploy/README.md“登记写到哪里”）；"
    "连不上的，请稍后重新运行这一步。"
)


@dataclass(frozen=True, slots=True)
class Forge:
    """A remote as a repository knows it, its main branch, and the branch of receipts, '' without one."""

    repository: Path
    remote: str
    main: str
    receipts: str = ""

    @property
    def written(self) -> str:
        """The branch that has the log."""
        return self.receipts or self.main


def record_at(forge: Forge, head: str | None, at: datetime, patience: float = PATIENCE) -> Recorded:
    """Log at a forge what a commit brought at a moment; without a commit, only bring the branch of
    receipts up to main. UnrecordedError when it was not done."""
    repository = forge.repository
    found: Brought | None = None

    def attempt() -> Recorded | None:
        nonlocal found
        main, own = _tips(forge)
        if found is None:
            found = brought(repository, main, own or main, head, at)
        tip = upon(forge, main, own) if forge.receipts else main
        told = grown(repository, found, tip)
        new, stands = told.commit or tip, own if forge.receipts else main
        done = replace(told, commit=new if new != stands else "")
        return done if new == stands or _pushed(forge, stands, new) else None

    return tried(attempt, _REFUSED.format(branch=forge.written), patience)


def _tips(forge: Forge) -> tuple[str, str]:
    """The tips of both branches, fetched; '' for a branch of receipts that is not there yet."""
    wanted = [f"refs/heads/{name}" for name in (forge.main, forge.receipts) if name]
    told = _speak(forge, "ls-remote", "--", forge.remote, *wanted).decode()
    known = {ref: id_ for id_, ref in (line.split("\t") for line in lines(told))}
    if wanted[0] not in known:
        raise UnrecordedError(f"{forge.remote} 上没有分支 {forge.main}，没有登记。请核对名称。")
    there = [ref for ref in wanted if ref in known]
    # No ref of the clone is written, so that jobs in one clone are not in each other's way.
    quiet = ("-q", "--no-tags", "--no-write-fetch-head", "--no-auto-gc", "--refmap=")
    _speak(forge, "fetch", *quiet, "--", forge.remote, *there)
    return known[wanted[0]], known.get(wanted[-1], "") if forge.receipts else ""


def _pushed(forge: Forge, tip: str, commit: str) -> bool:
    """Whether the branch moved from a tip to the commit; not when somebody else was faster."""
    try:
        _push(forge, commit)
    except GitError:
        main, own = _tips(forge)
        stands = own if forge.receipts else main
        if stands == tip:
            raise
        return bool(stands) and revisions.holds(forge.repository, stands, commit)
    return True


def _push(forge: Forge, commit: str) -> None:
    """Push to the one branch that is meant, by a pattern: of a name git takes also a branch whose name
    ends in it, such as ``refs/heads/refs/heads/main``, or cannot tell which it is and pushes nothing."""
    outgoing = f"refs/taizhang/{uuid4().hex}"
    own = f"{outgoing}/{forge.written}"
    revisions.git(forge.repository, "update-ref", own, commit)
    try:
        _speak(forge, "push", "-q", "--", forge.remote, f"{outgoing}/*:refs/heads/*")
    finally:
        revisions.git(forge.repository, "update-ref", "-d", own)


def _speak(forge: Forge, *words: str) -> bytes:
    known = {name: os.environ[name] for name in _ASKED if name in os.environ}
    return revisions.git(forge.repository, *words, env=known)


# --- the branch of receipts ----------------------------------------------------------------------


def upon(forge: Forge, main: str, own: str) -> str:
    """The commit upon which the log of the branch grows: its tip, with main in it."""
    root = forge.repository
    if not own or revisions.holds(root, main, own):
        return main
    _has_nothing_else(forge, main, own)
    if revisions.holds(root, own, main):
        return own
    files = revisions.files_in(root, own, SUPERSEDED)
    for path, blob in revisions.files_in(root, main, SUPERSEDED).items():
        files[_free(path, blob, files)] = blob
    before = log_at(root, revisions.fork_point(root, main, own))
    log = receipts.united(log_at(root, own), log_at(root, main), before)
    if log:
        files[LOG] = revisions.stored(root, log)
    tree = revisions.tree_with(root, main, files)
    return revisions.commit_tree(root, tree, [own, main], f"并入 {forge.main}", WHO)


def _has_nothing_else(forge: Forge, main: str, own: str) -> None:
    """UnrecordedError where the branch has anything but receipts that main has not: it would be lost."""
    root = forge.repository
    changed = revisions.changes(root, revisions.fork_point(root, main, own), own)
    strange = [change.path for change in changed if not change.path.startswith(_RECEIPTS)]
    if strange:
        raise UnrecordedError(
            f"分支 {forge.receipts} 里改了登记以外的文件（{len(strange)} 个），没有登记。"
            f"这个分支只由程序写：请把改动经合并请求并入 {forge.main}，在 {forge.receipts} 中撤回。"
        )


def _free(path: str, blob: str, taken: dict[str, str]) -> str:
    """The path for a version kept on both sides; another number where the other side has another one."""
    stem, number, suffix = path.rsplit(".", 2)
    count = int(number) if number.isdigit() else 1
    while taken.get(path, blob) != blob:
        count += 1
        path = f"{stem}.{count}.{suffix}"
    return path
