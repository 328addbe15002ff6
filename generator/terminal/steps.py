"""How far a run is, where it takes a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


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
