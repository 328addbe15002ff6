"""Processes and what they cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.store import VARIABLE
from tests.place import PROJECT


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, megabytes of memory at most, and what a piece of work says of itself."""

    cpu: float
    peak: float
    told: Mapping[str, Any] = field(default_factory=dict)


def process(
    words: Sequence[str], store: Path | None = None, sound: Sequence[int] = (0,)
) -> tuple[Cost, str]:
    """A process from beginning to end, with all that it waits for; and what it prints.

    ``store`` is where it keeps what it makes; None for nowhere. RuntimeError when it ends otherwise than
    is ``sound``.
    """
    surroundings = {**os.environ, VARIABLE: str(store) if store else "-", "PYTHONPATH": str(PROJECT),
                    "PYTHONHASHSEED": "0"}  # fmt: skip
    with tempfile.NamedTemporaryFile("r") as used:
        launched = [sys.executable, "-S", "-E", "-c", _LAUNCH, used.name, *words]
        ended = subprocess.run(
            launched, capture_output=True, env=surroundings, cwd=PROJECT, check=False
        )
        if ended.returncode not in sound:
            told = ended.stderr.decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(words)}: {ended.returncode}\n{told}")
        cpu, peak = map(float, used.read().split())
    return Cost(cpu, peak / 1024), ended.stdout.decode(errors="replace")


_LAUNCH = """
import os, sys
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(pid, 0)
open(sys.argv[1], "w").write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status))
"""
"""Started in between, for a process is told to have had at least the memory of whoever started it."""


def taizhang(*words: str, store: Path | None = None, sound: Sequence[int] = (0, 3)) -> Cost:
    """A whole command."""
    return process([sys.executable, "-m", "generator", *words], store, sound)[0]


def work(name: str, python: str = sys.executable, store: Path | None = None, **given: Any) -> Cost:
    """A piece of ``work`` (or of ``peers_there`` in an interpreter of peers) in a process of its own,
    which tells the processor time of what matters in it; the memory is that of all of it."""
    own = python == sys.executable
    module = (
        ["-m", "tests.bench.work"] if own else [str(Path(__file__).with_name("peers_there.py"))]
    )
    whole, printed = process([python, *module, name, json.dumps(given)], store)
    told = json.loads(printed.strip().rpartition("\n")[2])
    return Cost(told.pop("cpu"), whole.peak, told)


def least(costs: Sequence[Cost]) -> Cost:
    """The one that was disturbed least."""
    return min(costs, key=lambda cost: cost.cpu)
