"""How the commands speak: click in Chinese, problems in colour, progress where it takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .telling import (
    FAILED,
    LEFT_OUT,
    USAGE_ERROR,
    complain,
    concluded,
    lay_out,
    remind,
    say,
    show,
    show_beside,
    speak_utf8,
)
from .usage import Command, Group, Refusal

if TYPE_CHECKING:
    from .stepping import Steps, steps

__all__ = [
    "FAILED",
    "LEFT_OUT",
    "USAGE_ERROR",
    "Command",
    "Group",
    "Refusal",
    "Steps",
    "complain",
    "concluded",
    "lay_out",
    "remind",
    "say",
    "show",
    "show_beside",
    "speak_utf8",
    "steps",
]


def __getattr__(name: str) -> Any:
    """What tells how far a run is, loaded when something is run that takes a while."""
    if name not in ("Steps", "steps"):
        raise AttributeError(name)
    from . import stepping

    return getattr(stepping, name)
