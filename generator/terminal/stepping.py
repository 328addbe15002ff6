"""How far a run is, where it takes a while.

On a terminal the step under way has a bar, how many are done of how many, and how long the rest will take,
all of it only once two seconds are over: what is quicker needs no telling. Elsewhere a step is a line, and
what takes long a further line now and then.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import RLock, Timer
from typing import TYPE_CHECKING

import click

from ..progress import heard

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, TaskID

SOON = 2.0
"""Seconds after which a run, and what remains of a step, is shown on a terminal."""

_OFTEN = 0.05
"""Seconds between what a bar is told: some count one by one."""

_RARELY = 10.0
"""Seconds between lines where there is no terminal."""


@contextmanager
def steps(total: int | None = None, *, terse: bool = False) -> Iterator[Steps]:
    """Tell of the steps of a run on standard error, and of what is counted within them.

    ``total`` is None where nobody knows beforehand how many there are. ``terse``: a line is only for what
    takes long, as of commands that mostly answer at once.
    """
    shown = Steps(total, drawn=_is_terminal(), terse=terse)
    shown.start()
    try:
        with heard(shown.part):
            yield shown
    finally:
        shown.stop()


def _is_terminal() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")


@dataclass(slots=True)
class Steps:
    """The steps of a run, counted as they begin; safe to be told of by any thread."""

    total: int | None
    drawn: bool
    terse: bool
    _begun: int = 0
    _name: str = ""
    _done: int = 0
    _of: int | None = None
    _since: float = field(default_factory=time.monotonic)
    _said: float = field(default_factory=time.monotonic)
    _bar: tuple[Progress, TaskID] | None = None
    _timer: Timer | None = None
    _ended: bool = False
    _lock: RLock = field(default_factory=RLock)

    def start(self) -> None:
        """Draw what there is once it has taken long enough."""
        if self.drawn:
            self._timer = Timer(SOON, self._draw)
            self._timer.daemon = True
            self._timer.start()

    def stop(self) -> None:
        """Leave the terminal as it was."""
        with self._lock:
            self._ended = True
            if self._timer:
                self._timer.cancel()
            if self._bar:
                self._bar[0].stop()

    def begin(self, name: str) -> None:
        """The step before has ended, this one begins."""
        with self._lock:
            self._begun += 1
            self._name, self._done, self._of = name, 0, None
            self._since = self._said = time.monotonic()
            if self._bar:
                bar, task = self._bar
                bar.reset(task, total=None, description=self._title, of="")
            elif not self.drawn and not self.terse:
                click.echo(f"  {self._title}", err=True)

    def part(self, done: int, total: int | None) -> None:
        """So much of the step under way is done."""
        with self._lock:
            now = time.monotonic()
            if total != self._of or done < self._done:  # another count within the step
                self._since = now
            self._done, self._of = done, total
            if self._bar and (done == total or now - self._said >= _OFTEN):
                self._said = now
                bar, task = self._bar
                bar.update(task, completed=done, total=total, of=self._count)
            elif not self.drawn and now - self._said >= _RARELY:
                self._said = now
                click.echo(f"  {self._title}：{self._count}，{self.rest(now)}", err=True)

    @property
    def _title(self) -> str:
        if self.terse or not self._begun:
            return self._name
        number = f"{self._begun}" + (f"/{self.total}" if self.total is not None else "")
        return f"[{number}] {self._name}"

    @property
    def _count(self) -> str:
        if self._of is None:
            return f"{self._done:,}" if self._done else ""
        return f"{self._done:,}/{self._of:,}"

    def rest(self, now: float) -> str:
        """How long the rest of the step will take if it goes on like this; how long it has taken where that
        cannot be told yet."""
        taken = now - self._since
        if not self._of or not self._done or taken < SOON:
            return f"已用{_span(taken)}"
        return f"约剩{_span(taken / self._done * (self._of - self._done))}"

    def _draw(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        with self._lock:
            if self._ended:
                return
            bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(bar_width=24),
                TextColumn("{task.fields[of]}"),
                _rest(self),
                console=Console(stderr=True),
                transient=True,
            )
            task = bar.add_task(self._title, total=self._of, completed=self._done, of=self._count)
            self._bar = bar, task
            bar.start()


def _rest(shown: Steps) -> ProgressColumn:
    """What remains of the step under way, asked for anew whenever the bar is drawn."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Rest(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(shown.rest(time.monotonic()))

    return Rest()


def _span(seconds: float) -> str:
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole}秒"
    minutes = whole // 60
    return f"{minutes}分{whole % 60}秒" if minutes < 60 else f"{minutes // 60}小时{minutes % 60}分"
