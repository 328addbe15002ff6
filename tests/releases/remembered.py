"""Versions made again for many tests: a plan and a commit give the same bytes, so each is made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.flow import Watcher
from generator.problems import Problem
from generator.releases import making
from generator.releases.making import Plan


def remember(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Have whatever is made again of a plan be a copy of what was truly made of it first."""
    truly = making.make
    known: dict[Plan, list[Problem]] = {}

    def make(
        root: Path, plan: Plan, out: Path, watcher: Watcher, *, strict: bool = False
    ) -> list[Problem]:
        kept = folder / f"{plan.version}-{plan.commit}-{plan.as_of}"
        if plan not in known:
            problems = truly(root, plan, out, watcher, strict=strict)
            if not (out / "site").is_dir():
                return problems
            shutil.copytree(out / "site", kept)
            known[plan] = problems
        else:
            shutil.copytree(kept, out / "site")
        return known[plan]

    patch.setattr(making, "make", make)
