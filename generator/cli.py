"""The commands of ``taizhang``: parse words, call one function, print. No logic.

A command's module is loaded when the command is asked for, so that the check of one filing does not
wait for what only the site needs, and the help of all of them waits for none.

Exit codes: 0 done (warnings allowed), 1 problems found, 2 wrong use or an environment that does not
serve, 3 done without filings that had errors.
"""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from types import ModuleType

import click
from click.exceptions import NoSuchCommand

from . import __version__
from .commands import COMMANDS
from .terminal import Group


class _OnDemand(Group):
    def listed(self, ctx: click.Context) -> list[tuple[str, str]]:
        return [(name, each.says) for name, each in COMMANDS.items()]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = _loaded(f"{__package__}.commands.{COMMANDS[cmd_name].module}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            raise NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)


def _loaded(name: str) -> ModuleType:
    """A module with all that it needs. Nothing of that is ever waste, so nobody looks for waste meanwhile, nor
    later on among what was loaded."""
    if name in sys.modules:
        return sys.modules[name]
    gc.disable()
    try:
        return import_module(name)
    finally:
        collect_seldom()
        gc.enable()


def collect_seldom() -> None:
    """Look for waste among what comes from now on, and after so many objects: a run makes few circles and keeps most of
    what it makes. Whoever measures what a command costs does the same."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


atexit.register(gc.freeze)
"""What is left at the end goes with the process; to look through it first takes as long as a small command."""


@click.group(
    cls=_OnDemand,
    help="台账：通知变成数据，报送变成依据，判定逐项说明理由。",
    epilog="退出码：0 完成；1 有错误，没有完成；2 用法或环境不对；3 完成，但有报送有误、未计入。",
)
@click.version_option(__version__, message="%(version)s", help="显示版本号。")
def main() -> None:
    """The console script."""
