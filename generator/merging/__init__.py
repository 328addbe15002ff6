"""From a branch to the main one: who may change what, what it brings, and when it came in.

What a branch brings is only ever read, by the rules of the branch that it wants to go into.
"""

from __future__ import annotations

from .branch.guard import guard
from .log.entering import Entered, Entry, enter
from .log.receive import keep_superseded, receive
from .log.recording import Recorded, UnrecordedError, record
from .log.remote import Forge, record_at
from .owners import code_owners
from .review import Review, review

__all__ = [
    "Entered",
    "Entry",
    "Forge",
    "Recorded",
    "Review",
    "UnrecordedError",
    "code_owners",
    "enter",
    "guard",
    "keep_superseded",
    "receive",
    "record",
    "record_at",
    "review",
]
