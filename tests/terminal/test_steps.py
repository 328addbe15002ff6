"""Long work tells how far it is: a bar on a terminal, lines elsewhere, and nothing of what is quick."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.progress import counted, heard
from generator.terminal import steps as making
from tests.place import PROJECT
from tests.workloads import Workload, write

pty = pytest.importorskip("pty", reason="nothing but Unix has terminals of this kind")

_SLOW = """
import time
from generator.progress import counted, heard
from generator.terminal import steps
with steps(2, terse={terse}) as bar:
    bar.begin("读取并合并报送")
    for _ in counted(range(1_200)):
        time.sleep({pause})
    bar.begin("写出页面")
"""


def on_terminal(script: str) -> str:
    """What a script shows on a terminal of 100 columns."""
    master, slave = pty.openpty()
    surroundings = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONPATH": str(PROJECT)}
    child = subprocess.Popen([sys.executable, "-c", script], stderr=slave, stdout=slave,
                             stdin=slave, env=surroundings, close_fds=True)  # fmt: skip
    os.close(slave)
    shown = b""
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:
            break
        if not data:
            break
        shown += data
    os.close(master)
    assert child.wait() == 0, shown.decode(errors="replace")
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())


def test_a_bar_with_counts_and_what_remains() -> None:
    shown = on_terminal(_SLOW.format(pause=0.0025, terse=False))
    assert "[1/2] 读取并合并报送" in shown
    assert re.search(r"[1-9][0-9,]*/1,200", shown)
    assert re.search(r"约剩[0-9]+秒", shown)


def test_what_is_quick_shows_no_bar() -> None:
    assert on_terminal(_SLOW.format(pause=0, terse=False)) == ""


def test_a_line_for_each_step_without_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with making(2) as bar:
        bar.begin("读取并合并报送")
        for _ in counted(range(100)):
            pass
        bar.begin("写出页面")
    assert capfd.readouterr().err == "  [1/2] 读取并合并报送\n  [2/2] 写出页面\n"


def test_terse_says_nothing_of_what_is_quick(capfd: pytest.CaptureFixture[str]) -> None:
    with making(terse=True) as bar:
        bar.begin("检查")
        for _ in counted(range(100)):
            pass
    assert capfd.readouterr().err == ""


def test_now_and_then_a_line_of_what_takes_long(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 3))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    with making(2) as bar:
        bar.begin("读取并合并报送")
        for _ in counted(range(12)):
            pass
    lines = capfd.readouterr().err.splitlines()
    assert lines[0] == "  [1/2] 读取并合并报送"
    assert 1 < len(lines) < 12
    assert re.fullmatch(r"  \[1/2\] 读取并合并报送：[0-9]+/12，约剩[0-9分秒]+", lines[1])


def test_site_tells_what_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every room that takes long is heard: filings, provisions, months, pages; the builder has its own test."""
    monkeypatch.setattr("generator.publishing.build", lambda *_, **__: [])
    from datetime import date

    from generator import flow

    write(Workload(units=2, months=2, rows=3, register=5), tmp_path)
    counts: dict[str, set[int | None]] = {}

    class Listening:
        def begin(self, name: str) -> None:
            self.step = counts.setdefault(name, set())

        def part(self, done: int, total: int | None) -> None:
            self.step.add(total)

    listening = Listening()
    with heard(listening.part):
        flow.build(tmp_path, lambda _: date(2016, 3, 25), tmp_path / "build", listening)
    assert tuple(counts) == flow.STEPS
    assert 12 in counts["读取并合并报送"]
    assert all(counts[name] for name in flow.STEPS[1:5])


def test_pages_and_files_of_a_city_of_the_same_shape_are_expected(tmp_path: Path) -> None:
    from generator.judging.bench import judge
    from generator.look import ours
    from generator.pages.writing import write as write_pages
    from generator.store import Store
    from tests.world import opened

    small = Workload(units=1, months=1, rows=1, few=1, register=2)
    write(small, tmp_path)
    results = judge(*opened(tmp_path), small.day)
    told: list[list[tuple[int, int | None]]] = [[], []]
    for run, found in enumerate(told):
        with heard(lambda *part, found=found: found.append(part)):
            write_pages(results, ours() / "site", tmp_path / f"docs{run}", held=Store(tmp_path))
    pages = len(list((tmp_path / "docs0").rglob("*.md")))
    files = len(list((tmp_path / "docs0" / "filing").rglob("*.*")))
    first, again = told
    assert [done for done, _ in first] == [*range(1, len(first) + 1)]
    assert len(first) > pages + files - 1
    assert {total for _, total in first} == {None}
    assert {total for _, total in again} == {len(first)}


def test_what_is_made_is_told_of_as_it_is_made(tmp_path: Path) -> None:
    """And not when all of it is there."""
    from generator.pages import keeping
    from generator.store import Store

    made: list[str] = []

    def make() -> Iterator[tuple[str, bytes]]:
        for name in "abc":
            made.append(name)
            yield name, name.encode()

    site = SimpleNamespace(held=Store(tmp_path))
    ahead = iter(keeping.files(site, "key", make))  # type: ignore[arg-type]
    assert next(ahead) == ("a", b"a")
    assert made == ["a"]
    assert [*ahead] == [("b", b"b"), ("c", b"c")]
    assert dict(keeping.files(site, "key", make)) == {"a": b"a", "b": b"b", "c": b"c"}  # type: ignore[arg-type]
    assert len(made) == 3
