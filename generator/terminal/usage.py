"""Click in Chinese: commands, their groups, and how a run ends."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from ..words.faults import INTERRUPTED, fault, settled
from .help import Context, described
from .mistakes import EmptyValueError, ExtraArgumentsError, in_chinese
from .telling import FAILED, USAGE_ERROR, complain, say, show, speak_utf8

_STOPPED = 130
"""Exit code of what Ctrl-C ends."""

_UNREAD = 141
"""Exit code where nobody reads what is said any more, as of what SIGPIPE ends."""


class Refusal(click.ClickException):
    """What was asked for cannot be done here; the message is for the reader."""

    exit_code = USAGE_ERROR


class Command(click.Command):
    """A command whose help and whose errors are Chinese."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[选项]", **kwargs})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Click's, but an empty value is wrong wherever one is needed, and what is left over is told by an
        error of its own, to be said in Chinese."""
        try:
            given, _, _ = self.make_parser(ctx).parse_args(list(args))
        except click.UsageError as error:
            error.ctx = ctx  # the parser does not say whose option it is
            raise
        for param in self.get_params(ctx):
            if "" in _values(given.get(param.name or "")) and param.default != "":
                raise EmptyValueError("", ctx, param)
        strict, ctx.allow_extra_args = not ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        if strict and rest:
            raise ExtraArgumentsError("、".join(rest), ctx)
        return rest

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Click's table of options under a Chinese heading; nothing where there are none."""
        records = [described(param, ctx) for param in self.get_params(ctx)]
        rows = [record for record in records if record]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's ``--help``, described in Chinese; None where a command has none."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明。"
        return option


class Group(Command, click.Group):
    """A group of commands; every misuse is told in Chinese and ends with code 2."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"subcommand_metavar": "命令 [参数]…", **kwargs})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then each command with what it does."""
        Command.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(self.listed(ctx))

    def listed(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Each command with what it does in a line."""
        known = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        return [(name, command.get_short_help_str(80)) for name, command in known if command]

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Leave the process with the command's code, 1 for a problem that ends it, 2 for wrong use,
        unusable files and bugs of ours (raised under TAIZHANG_DEBUG), 130 when interrupted."""
        speak_utf8()
        # Else Windows would run a git.exe that lies in the folder of the data before the one installed.
        os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            say(error.format_message())
            sys.exit(USAGE_ERROR)
        except click.UsageError as error:
            complain(in_chinese(error))
            sys.exit(USAGE_ERROR)
        except click.ClickException as error:
            complain(error.format_message())
            sys.exit(error.exit_code)
        except click.Abort:
            complain(INTERRUPTED)
            sys.exit(_STOPPED)
        except BrokenPipeError:  # whoever read on has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(_UNREAD)
        except OSError as error:
            known = settled(error)
            where = f"“{known.filename}”" if known.filename else ""
            complain(f"读写文件时出错：{where}{fault(known)}。")
            sys.exit(USAGE_ERROR)
        except Exception as error:
            from ..problems import ProblemError

            if isinstance(error, ProblemError):
                show([error.problem])
                sys.exit(FAILED)
            if os.environ.get("TAIZHANG_DEBUG"):
                raise
            complain(f"程序自身出错：{type(error).__name__}：{error}")
            complain(
                "这是程序的缺陷，已有的产物没有改动。设 TAIZHANG_DEBUG=1 再运行可看到详情，请发给维护人员。"
            )
            sys.exit(USAGE_ERROR)
        sys.exit(code if isinstance(code, int) else 0)


def _values(given: Any) -> tuple[Any, ...]:
    """What was written for a parameter: nothing, one value, or several."""
    return tuple(given) if isinstance(given, tuple | list) else (given,)
