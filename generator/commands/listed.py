"""A command as the table of them lists it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from ..terminal import Command
from . import COMMANDS


def command(name: str, help: str = "") -> Callable[[Callable[..., Any]], click.Command]:
    """Makes a function the command of a name, described by its line in the table; ``help`` where its own
    says more."""
    says = COMMANDS[name].says
    return click.command(name, cls=Command, help=help or says, short_help=says)
