"""Versions for many tests: a plan and a commit give the same bytes, so each is made once in a run.

What is promised of the making itself (that it gives the same bytes again, what a disk does to it, which
modes its files have) is tested where nothing is remembered.
"""

from __future__ import annotations

import pickle
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from generator.flow import Watcher
from generator.problems import Problem, has_errors
from generator.releases import making
from generator.releases.making import Checkout, Plan
from tests.once import made_once


class _RefusedError(Exception):
    """There is no version; its problems are the argument."""


def remember(patch: pytest.MonkeyPatch, factory: pytest.TempPathFactory) -> None:
    """Have whatever is made of a plan be a copy of what any worker truly made of it first."""
    truly = making.make

    def make(source: Checkout, plan: Plan, out: Path, watcher: Watcher) -> list[Problem]:
        def once(kept: Path) -> None:
            problems = truly(source, plan, out, watcher)
            if has_errors(problems):
                raise _RefusedError(problems)
            shutil.copytree(out / "site", kept / "site")
            (kept / "problems").write_bytes(pickle.dumps(problems))

        name = sha256(f"{plan} {source.strict}".encode()).hexdigest()[:16]
        try:
            kept = made_once(factory, f"version-{name}", once)
        except _RefusedError as refused:
            problems: list[Problem] = refused.args[0]
            return problems
        if not (out / "site").exists():
            shutil.copytree(kept / "site", out / "site")
        problems = pickle.loads((kept / "problems").read_bytes())
        return problems

    patch.setattr(making, "make", make)
