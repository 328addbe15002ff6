"""What waits to be logged, logged: a push that has just come in, and whatever an earlier hook was killed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from .. import disk, revisions
from . import pending, recording, settings
from .pending import Pending
from .recording import Recorded, UnrecordedError
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
                done = recording.record(root, setup.log, each.base, each.new, each.at)
            except _FAULTS as error:
                settled.failed.append((each, str(error)))
            else:
                settled.logged.append(done)
                pending.done(root, [each])
    return settled
