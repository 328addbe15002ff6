"""Work on what others send, with no more memory and time than it may take.

What is sent may be made to be dear to look at. So it is looked at in a child whose memory and processor
time the machine holds to, with every git command that it starts, and which is ended after a time on the
clock, or as soon as nobody waits for it any more. A machine without ``resource`` (Windows) does the work
itself, without limits.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from struct import Struct
from threading import Thread
from typing import NoReturn, TypeVar

from .. import disk, progress
from ..frozen import dataclass
from ..problems import Problem
from ..revisions import ExhaustedError
from ..words.sentences import said

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """``memory`` in bytes and ``seconds`` of a processor, both for each process; ``patience``: seconds
    for all of it."""

    memory: int = 3 << 30
    seconds: int = 240
    patience: int = 480


LIMITS = Limits()
"""Ten times what the largest honest request takes; a job of a forge has more, as does whoever waits for
a push to end."""


def bounded(work: Callable[[], T], limits: Limits = LIMITS) -> T | Problem:
    """What the work gives, or that it wanted more than it may have (E407).

    What the work gives or raises has to be such that it can be pickled. It must not print.
    """
    if sys.platform == "win32":
        return work()
    # What the child does not come to clear away, its parent does.
    with disk.scratch() as scratch:
        read, write = os.pipe()
        counts, counting = os.pipe()
        waited_for, waiting = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            os.close(counts)
            os.close(waiting)
            with progress.heard(partial(_count, counting)):
                _child(work, limits, write, waited_for, scratch)
        os.close(write)
        os.close(counting)
        os.close(waited_for)
        try:
            told = _heard(read, counts, time.monotonic() + limits.patience)
        finally:
            code = _ended(child)
            os.close(read)
            os.close(counts)
            os.close(waiting)
    match pickle.loads(told) if told else None:
        case "gave", given:
            result: T = given
            return result
        case "raised", error:
            raise error
        case "exhausted":
            return Problem(*said("E407", memory=limits.memory >> 20))
    if told is None or code == -signal.SIGXCPU:
        return Problem(*said("E407.time", minutes=limits.patience // 60))
    return Problem(*said("E407", memory=limits.memory >> 20))


def _heard(source: int, counts: int, until: float) -> bytes | None:
    """All that comes until the other end is closed, and meanwhile how far the child is; None where it takes
    too long."""
    parts: list[bytes] = []
    ends = [source, counts]
    while ready := select.select(ends, [], [], max(0, until - time.monotonic()))[0]:
        if counts in ready:
            if told := os.read(counts, 64 * _COUNT.size):
                done, total = _COUNT.unpack(told[-_COUNT.size :])
                progress.told(done, None if total < 0 else total)
            else:
                ends.remove(counts)
        if source in ready:
            if not (part := os.read(source, 1 << 20)):
                return b"".join(parts)
            parts.append(part)
    return None


_COUNT = Struct("<qq")
"""How many are done, of how many; -1 where nobody knows."""


def _count(end: int, done: int, total: int | None) -> None:
    """Tell whoever waits how far the child is: so little goes through a pipe whole, and so seldom that it
    never fills."""
    os.write(end, _COUNT.pack(done, -1 if total is None else total))


def _ended(child: int) -> int:
    """End the child and whatever it has started; the code with which it ended, of a signal -number."""
    ended, status = os.waitpid(child, os.WNOHANG)
    try:
        os.killpg(child, signal.SIGKILL)
    except ProcessLookupError:
        pass
    except PermissionError:  # macOS says so of one that has ended
        pass
    return os.waitstatus_to_exitcode(status if ended else os.waitpid(child, 0)[1])


def _child(
    work: Callable[[], T], limits: Limits, answer: int, waited_for: int, scratch: Path
) -> NoReturn:
    try:
        os.setpgid(0, 0)
        tempfile.tempdir = os.environ["TMPDIR"] = str(scratch)
        Thread(target=_end_alone, args=(waited_for, scratch), daemon=True).start()
        _hold(limits)
        try:
            told = pickle.dumps(("gave", work()))
        except (MemoryError, ExhaustedError):
            told = pickle.dumps("exhausted")
        except Exception as error:
            error.add_note(traceback.format_exc())
            told = pickle.dumps(("raised", error))
        while told:
            told = told[os.write(answer, told) :]
    finally:
        os._exit(0)


def _end_alone(waited_for: int, scratch: Path) -> None:
    """When whoever waits was killed, leave nothing of what was sent, and nobody at work on it."""
    os.read(waited_for, 1)  # nothing is ever written: it ends with the last who could
    disk.discard(scratch)
    os.killpg(0, signal.SIGKILL)


def _hold(limits: Limits) -> None:
    import resource

    # More threads than one would each want memory of their own before they do anything.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        try:
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (most if hard < 0 else min(most, hard), hard))
        except (OSError, ValueError):  # macOS holds nobody to RLIMIT_AS
            continue
