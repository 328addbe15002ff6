"""Where processor time goes: ``python -m tests.bench.sampling OUT generator WORDS`` runs a command and looks.

A look is taken after every two milliseconds of processor time of the process (children are not looked at). It goes
to the innermost function of our own that is being called, whatever library works for it, so that what is told is
what we could do without; what happens while a module is being loaded goes to ``imports``. No call is made dearer
by being counted, as it would be by a tracing profiler.
"""

from __future__ import annotations

import json
import re
import runpy
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import generator

_OURS = f"{Path(generator.__file__).parent}/"
_EVERY = 0.002
_WITHIN = re.compile(r"\.<\w+>")
"""What a function is told to be in, or is when it has no name: a comprehension is part of who writes it."""

IMPORTS, OTHERS = "imports", "outside"


def place(frame: FrameType | None, ours: str = _OURS) -> str:
    """The innermost function of our own that a stack is in, as ``pages/site.py: made``."""
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith("<frozen importlib"):
            return IMPORTS
        if code.co_filename.startswith(ours):
            own = code.co_filename.removeprefix(ours)
            return (
                IMPORTS
                if code.co_name == "<module>"
                else f"{own}: {_WITHIN.sub('', code.co_qualname)}"
            )
        frame = frame.f_back
    return OTHERS


@contextmanager
def sampled(every: float = _EVERY) -> Iterator[Counter[str]]:
    """How often each place was looked at, until the end."""
    looks: Counter[str] = Counter()

    def look(_: int, frame: FrameType | None) -> None:
        looks[place(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, every, every)
    try:
        yield looks
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def main() -> None:
    """Run a module as a command, and leave what was seen as JSON in a file."""
    out, module, *words = sys.argv[1:]
    sys.argv = [module, *words]
    with sampled() as looks:
        try:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        finally:
            Path(out).write_text(json.dumps(looks), "utf-8")


if __name__ == "__main__":
    main()
