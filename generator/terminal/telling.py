"""What the commands say: lines, papers, problems in colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ..problems import Problem

FAILED = 1
"""Exit code for problems that stood in the way."""

USAGE_ERROR = 2
"""Exit code for wrong use and for an environment that does not serve."""

LEFT_OUT = 3
"""Exit code for what was made although filings with errors had to be left out."""

_UNWATCHED = 100_000
"""Columns of what is not shown on a terminal: a row stays a line."""

_SAME = 8
"""So many cells with the same finding are named."""


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
    """Tables and trees, an empty line between them; as wide as they need where nobody watches or says how
    wide."""
    import shutil

    from rich.console import Console  # a tenth of a second

    class Whole(Console):
        def on_broken_pipe(self) -> None:
            """Left to the one place that ends a run."""
            raise BrokenPipeError

    console = Whole(highlight=False, soft_wrap=True)
    seen = console.is_terminal or os.environ.get("COLUMNS")
    console.width = shutil.get_terminal_size().columns if seen else _UNWATCHED
    for index, part in enumerate(parts):
        if index:
            console.print()
        console.print(part)


def complain(text: str) -> None:
    """Say on standard error what went wrong, behind a ✗; what an exception or git says may hold anything."""
    from ..words.sentences import Shown  # with all that is known of personal data

    click.echo(f"✗ {Shown(text)}", err=True)


def show(problems: Sequence[Problem]) -> None:
    """Every problem with its place, source line and hint, errors in red, and the sum."""
    if not problems:
        return
    from ..problems import alike, as_text, count

    coloured = _coloured()
    for problem, *others in alike(problems):
        colour = "red" if problem.is_error else "yellow"
        head, *rest = as_text(problem).split("\n")
        told = f"{problem.severity.mark} {head}"
        click.echo(click.style(told, fg=colour) if coloured else told, err=True, color=coloured)
        if others:
            cells = [problem.cell or "" for problem in others]
            shown = "、".join(cells[:_SAME]) + ("……" if len(cells) > _SAME else "")
            rest.insert(0, f"  同样的问题还有 {len(cells)} 处：{shown}")
        for line in rest:
            click.echo(f"  {line}", err=True)
    counts = [f"{number} 处{severity.word}" for severity, number in count(problems).items()]
    click.echo(f"共 {'、'.join(counts)}。", err=True)


def _coloured() -> bool:
    """Whether errors are red: on a terminal that has colours, unless somebody says otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


def show_beside(problems: Iterable[Problem]) -> None:
    """What a command tells of a root beside what it was asked for: errors and what is its own.

    What stands until somebody mends the root (``Problem.standing``) is told by ``check``, and not before
    every answer.
    """
    show([problem for problem in problems if not problem.standing])


def remind(problems: Iterable[Problem]) -> None:
    """After something was made: how many warnings stand, and how to see them."""
    standing = sum(problem.standing for problem in problems)
    if standing:
        click.echo(f"▲ 数据里另有 {standing} 处提醒，运行 taizhang check 逐处查看。", err=True)


def concluded(problems: Iterable[Problem]) -> int:
    """The exit code of a run that found some problems; of filings left out a line says so as well."""
    from ..problems import has_errors

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
