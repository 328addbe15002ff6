"""Rule kind ``register``: things that go through prescribed states, such as problems to be put right.

Each record is told anew as it moves on. A step that the rule does not allow, or one without what it
needs, does not count: the record stays open. What was sent back is open again, and stays so until it
has passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ....catalogue.model import Scoped


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A state of a record: what it needs, where it leads, whether it closes or reopens."""

    state: str
    needs: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    closed: bool = False
    reopens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Scoped):
    """The fields that this kind adds to a rule."""

    form: str
    record: str
    status: str
    states: tuple[Stance, ...]
    parties: Mapping[str, str] = field(default_factory=dict)
