"""How the commands speak: click in Chinese, problems in colour, progress where it takes a while."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console, RenderableType
from rich.text import Text

from .problems import Problem, alike, as_text, count, has_errors, nearest
from .words.faults import fault
from .words.sentences import Shown

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

FAILED = 1
"""Exit code for problems that stood in the way."""

USAGE_ERROR = 2
"""Exit code for wrong use and for an environment that does not serve."""

LEFT_OUT = 3
"""Exit code for what was made although filings with errors had to be left out."""


_UNWATCHED = 200
"""Columns of what is not shown on a terminal."""

_SAME = 8
"""So many cells with the same finding are named."""


class Refusal(click.ClickException):
    """What was asked for cannot be done here; the message is for the reader."""

    exit_code = USAGE_ERROR


class ExtraArgumentsError(click.UsageError):
    """Words that a command has no use for."""


class Command(click.Command):
    """A command whose help has Chinese headings."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Click's, but what is left over is told by an error of its own, to be said in Chinese."""
        strict, ctx.allow_extra_args = not ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        if strict and rest:
            raise ExtraArgumentsError("、".join(rest), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Click's usage line under a Chinese heading."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Click's table of options under a Chinese heading; nothing where there are none."""
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
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

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then each command with its short help of at most 80 characters."""
        Command.format_options(self, ctx, formatter)
        with formatter.section("命令"):
            formatter.write_dl(
                [
                    (name, command.get_short_help_str(80))
                    for name in self.list_commands(ctx)
                    if (command := self.get_command(ctx, name))
                ]
            )

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Leave the process with the command's code, 2 for wrong use, unusable files and bugs of
        ours (raised under TAIZHANG_DEBUG), 130 when interrupted."""
        speak_utf8()
        # Else Windows would run a git.exe that lies in the folder of the data before the one installed.
        os.environ.setdefault("NoDefaultCurrentDirectoryInExePath", "1")
        try:
            code = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            say(error.format_message())
            sys.exit(USAGE_ERROR)
        except click.UsageError as error:
            complain(_in_chinese(error))
            sys.exit(USAGE_ERROR)
        except click.ClickException as error:
            complain(error.format_message())
            sys.exit(error.exit_code)
        except click.Abort:
            complain("已中断。")
            sys.exit(130)
        except OSError as error:
            where = f"“{error.filename}”" if error.filename else ""
            complain(f"读写文件时出错：{where}{fault(error)}。")
            sys.exit(USAGE_ERROR)
        except Exception as error:
            if os.environ.get("TAIZHANG_DEBUG"):
                raise
            complain(f"程序自身出错：{type(error).__name__}：{error}")
            complain(
                "这是程序的缺陷，已有的产物没有改动。设 TAIZHANG_DEBUG=1 再运行可看到详情，请发给维护人员。"
            )
            sys.exit(USAGE_ERROR)
        sys.exit(code if isinstance(code, int) else 0)


def speak_utf8() -> None:
    """Our words in UTF-8 whatever the locale; what a console cannot show becomes “?”."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def say(text: str) -> None:
    """A line for the person at the terminal, apart from what a program reads."""
    click.echo(text)


def lay_out(*parts: RenderableType) -> None:
    """Tables and trees, an empty line between them; as wide as they need where nobody watches."""
    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console = Console(highlight=False, soft_wrap=True, width=_UNWATCHED)
    for index, part in enumerate(parts):
        if index:
            console.print()
        console.print(part)


def complain(text: str) -> None:
    """Say on standard error what went wrong, behind a ✗; what an exception or git says may hold anything."""
    click.echo(f"✗ {Shown(text)}", err=True)


def show(problems: Sequence[Problem]) -> None:
    """Every problem with its place, source line and hint, errors in red, and the sum."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for problem, *others in alike(problems):
        colour = "red" if problem.is_error else "yellow"
        head, *rest = as_text(problem).split("\n")
        console.print(Text(f"{problem.severity.mark} {head}", style=colour))
        if others:
            cells = [problem.cell or "" for problem in others]
            shown = "、".join(cells[:_SAME]) + ("……" if len(cells) > _SAME else "")
            rest.insert(0, f"  同样的问题还有 {len(cells)} 处：{shown}")
        for line in rest:
            console.print(Text(f"  {line}"))
    if problems:
        counts = [f"{number} 处{severity.word}" for severity, number in count(problems).items()]
        console.print(Text(f"共 {'、'.join(counts)}。"))


def concluded(problems: Iterable[Problem]) -> int:
    """The exit code of a run that found some problems; of filings left out a line says so as well."""
    found = list(problems)
    if has_errors(found):
        return FAILED
    files = {(problem.file, problem.sheet) for problem in found if problem.left_out}
    if not files:
        return 0
    complain(
        f"{len(files)} 份报送有误，未计入：以前有合格版本的沿用，没有的按未报送。"
        "结果已照此生成；改正后请重新运行（--strict 遇到这种情况就停）。"
    )
    return LEFT_OUT


@contextmanager
def steps(total: int | None = None) -> Iterator[Steps]:
    """A bar that names the step under way; without a terminal each step is a line.

    ``total`` is None where nobody knows beforehand how many there are.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.fields[number]}"),
        BarColumn(bar_width=24),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        yield Steps(bar, bar.add_task("", total=total, number=""), total, 0, console.is_terminal)


class Steps:
    """The steps of a run, counted as they begin."""

    def __init__(
        self, bar: Progress, task: TaskID, total: int | None, done: int, drawn: bool
    ) -> None:
        self._bar, self._task, self._total = bar, task, total
        self._begun, self._drawn = done, drawn

    def part(self, done: int, total: int) -> None:
        """So much of the step under way is done."""
        if self._total is not None:
            self._bar.update(self._task, completed=self._begun - 1 + done / total)

    def begin(self, name: str) -> None:
        """The step before has ended, this one begins."""
        counted = f"{self._begun + 1}" + (f"/{self._total}" if self._total is not None else "")
        completed = self._begun if self._total is not None else None
        self._bar.update(self._task, completed=completed, number=counted, description=name)
        self._begun += 1
        if not self._drawn:
            click.echo(f"  [{counted}] {name}", err=True)


def _in_chinese(error: click.UsageError) -> str:
    match error:
        case click.exceptions.NoSuchCommand():
            return _unknown("命令", error.command_name, error.possibilities)
        case click.NoSuchOption():
            return _unknown("选项", error.option_name, error.possibilities)
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少{_named(param).rstrip()}。（--help 显示用法）"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要有一个值。"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_named(param).lstrip()}的值不对：{error.message}"
        case ExtraArgumentsError():
            return f"命令写法不对：多写了“{error.message}”（--help 显示用法）"
        case _:
            return f"命令写法不对：{error.format_message()}（--help 显示用法）"


def _named(param: click.Parameter) -> str:
    """An option as it is written, what has no option by the name that the help gives it."""
    if isinstance(param, click.Argument) and param.metavar:
        return f"“{param.metavar}”"
    return f" {param.opts[0]} "


def _unknown(what: str, name: str, known: Iterable[str] | None) -> str:
    meant = nearest(name, known or ())
    guess = f"；是否为“{meant}”？" if meant else "。"
    return f"没有“{name}”这个{what}{guess}（--help 显示用法）"
