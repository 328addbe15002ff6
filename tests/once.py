"""Folders that take long to make are made once for all workers of a run, and read or copied by tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from generator import flow
from tests.place import PROJECT

Make = Callable[[Path], None]
"""Fills a folder that is there and empty."""


def made_once(factory: pytest.TempPathFactory, name: str, make: Make) -> Path:
    """The folder of a name, made by whoever asks first; the others wait. Nobody may change it."""
    own = factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, made = shared / name, shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)  # the one who began it failed
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


def shipped_site(factory: pytest.TempPathFactory, day: date) -> Path:
    """The public site of the shipped city on a day."""

    def make(folder: Path) -> None:
        problems = flow.build(PROJECT, lambda _: day, folder, flow.Unwatched())
        assert [problem.code for problem in problems] == ["W542"]

    return made_once(factory, f"shipped-{day}", make) / "site"
