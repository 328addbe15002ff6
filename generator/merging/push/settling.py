"""What waits to be logged, logged: a push that has just come in, and whatever an earlier hook was killed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path

from ... import disk, revisions
from ...frozen import dataclass
from ..log import recording, remote
from ..log.recording import Recorded, UnrecordedError
from . import pending, refs, settings
from .pending import Pending
from .refs import BRANCH
from .settings import Settings

_WORK = "taizhang-recording"
_FAULTS = (UnrecordedError, revisions.UnknownRevisionError, revisions.GitError, OSError)


@dataclass(frozen=True, slots=True)
class Settled:
    """``logged`` in the order of arrival; ``failed`` stays noted, with the reason, for the next time."""

    logged: list[Recorded] = field(default_factory=list)
    failed: list[tuple[Pending, str]] = field(default_factory=list)


def settle(
    root: Path,
    arrived: Sequence[Pending],
    setup: Settings,
    now: datetime,
    waiting: Callable[[], None],
) -> Settled:
    """Log what git has just taken and what is still noted, each at its own time; one run at a time.

    Others may write to the log's branch meanwhile: the branch moves from the commit that was read or not
    at all. A note goes when the log has it.
    """
    pending.take(root, arrived)
    settled = Settled()
    with disk.alone(settings.folder_of(root) / _WORK, waiting):
        for each in pending.arrived(root, now):
            try:
                done = _recorded(root, each, setup)
            except _FAULTS as error:
                settled.failed.append((each, str(error)))
            else:
                settled.logged.append(done)
                pending.done(root, [each])
    return settled


def _recorded(root: Path, each: Pending, setup: Settings) -> Recorded:
    """Log what came on the main branch, or on the branch of receipts, which has main merged into it."""
    if not setup.receipts:
        return recording.record(root, BRANCH + setup.main, each.base, each.new, each.at)
    main, own = BRANCH + setup.main, BRANCH + setup.receipts
    found = recording.brought(root, main, each.base, each.new, each.at)
    forge = remote.Forge(root, "", setup.main, setup.receipts)

    def attempt() -> Recorded | None:
        standing = refs.standing(root)
        tip = remote.upon(forge, standing[main], standing.get(own, ""))
        told = recording.grown(root, found, tip)
        new, stands = told.commit or tip, standing.get(own, "")
        if new == stands or recording.moved(root, own, stands, new):
            return replace(told, commit=new if new != stands else "")
        return None

    refused = f"写不了分支 {setup.receipts}，收到时间没有登记。请看能不能写这个仓库。"
    return recording.tried(attempt, refused)
