"""How the commands speak: click in Chinese, problems in colour, progress where it takes a while."""

from __future__ import annotations

from .steps import Steps, steps
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
