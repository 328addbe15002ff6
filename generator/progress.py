"""How far long work is: whoever goes through many things counts them, whoever wants to know listens.

Nothing is handed down for it: a room says ``for thing in counted(things)``, and what listens to the run (the
bar on a terminal) is told. Where nobody listens that costs nothing, and a count within a count is not told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

Part = Callable[[int, int | None], None]
"""Told how many are done of how many; of None where nobody knows beforehand how many there are."""

T = TypeVar("T")

_APART = 0.05
"""Seconds between what is told of one count."""

_EAR: ContextVar[Part | None] = ContextVar("ear", default=None)


@contextmanager
def heard(part: Part | None) -> Iterator[None]:
    """Until the end, whoever counts is heard by ``part``, or by nobody."""
    before = _EAR.get()
    _EAR.set(part)
    try:
        yield
    finally:
        _EAR.set(before)


def counted(things: Iterable[T], total: int | None = None) -> Iterable[T]:
    """The things one after another, each done when the next is asked for.

    ``total`` is how many there are, where the things do not know it themselves.
    """
    part = _EAR.get()
    if part is None:
        return things
    if total is None and isinstance(things, Sized):
        total = len(things)
    return _told(things, total, part)


def told(done: int, total: int | None) -> None:
    """Say how far something is that counts by itself."""
    part = _EAR.get()
    if part is not None:
        part(done, total)


def _told(things: Iterable[T], total: int | None, part: Part) -> Generator[T, None, None]:
    again, done = 0.0, 0
    for done, thing in enumerate(things):
        now = time.monotonic()
        if now >= again:
            part(done, total)
            again = now + _APART
        _EAR.set(None)
        try:
            yield thing
        finally:
            _EAR.set(part)
    part(done + 1 if total is None else total, total)
