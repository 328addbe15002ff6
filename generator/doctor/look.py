"""What a look is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..frozen import dataclass
from .finding import Finding, State
from .scene import Scene


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that is looked at. ``see`` yields what is worth telling, nothing where all is sound."""

    id: str
    title: str
    see: Callable[[Scene], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Group:
    """Looks of one field; ``order`` is where it comes in the report."""

    order: int
    title: str
    looks: tuple[Look, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a look; at least one finding."""

    group: str
    look: Look
    findings: tuple[Finding, ...]

    @property
    def state(self) -> State:
        """The gravest of what was found."""
        return min((each.state for each in self.findings), key=lambda state: state.gravity)
