"""Two set-ups at once in one clone: the second waits and finds what the first has made."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path
from threading import Event, Thread
from types import ModuleType

import pytest

from tests.place import PROJECT


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", PROJECT / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "LOCK", tmp_path / ".~venv.lock")
    return module


def test_the_second_waits_for_the_first(make: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, waits = Event(), Event()
    made: list[str] = []
    said: list[str] = []

    def prepare(profile: str, sources: list[str]) -> None:
        begun.set()
        assert waits.wait(20)
        made.append(profile)

    def say(text: str) -> None:
        said.append(text)
        if "另一个准备正在进行" in text:
            waits.set()

    monkeypatch.setattr(make, "prepare", prepare)
    monkeypatch.setattr(make, "is_ready", lambda profile: profile in made)
    monkeypatch.setattr(make, "say", say)
    monkeypatch.setattr(time, "sleep", lambda seconds: waits.wait(0.01))
    runs = [Thread(target=make.set_up, args=("site",)) for _ in range(2)]
    runs[0].start()
    assert begun.wait(20)
    runs[1].start()
    for run in runs:
        run.join(20)
    assert made == ["site"]
    assert said == ["① 另一个准备正在进行，等待……", "① 运行环境已就绪"]


def test_a_lock_of_one_that_was_killed_holds_nobody(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.LOCK.write_text("")
    made: list[str] = []
    monkeypatch.setattr(make, "prepare", lambda profile, sources: made.append(profile))
    monkeypatch.setattr(make, "is_ready", lambda profile: False)
    make.set_up("site")
    assert made == ["site"]
