"""Ctrl-C at any moment leaves things whole, says so, and ends with 130.

A moment is so much processor time after the start of the program, so that it means the same on a busy machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from generator.store import VARIABLE
from tests.campaign import seeds
from tests.place import PROJECT
from tests.workloads import Workload, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="timers of processor time")

_STOPPED = """
import os, runpy, signal, sys
moment, sys.argv = float(sys.argv[1]), ["generator", *sys.argv[2:]]
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started us may have ignored it
signal.signal(signal.SIGPROF, lambda *_: signal.raise_signal(signal.SIGINT))
signal.setitimer(signal.ITIMER_PROF, moment)
try:
    runpy.run_module("generator", run_name="__main__")
finally:
    signal.setitimer(signal.ITIMER_PROF, 0)
"""

_WORDS = "已中断。写完的都是完整的"

_LATEST = {"check": 1.5, "judge": 2.5, "site": 8.0, "publish": 8.0}
"""Seconds of processor time within which each is stopped, about as long as it takes."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small root under git, with a site, verdicts and a published place of before."""
    folder = tmp_path_factory.mktemp("interrupted")
    write(Workload(units=2, months=2, rows=3, register=5), folder)
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "filed"]):
        subprocess.run([*git, *words], check=True)
    return folder


@pytest.mark.parametrize("seed", seeds(1))
@pytest.mark.parametrize("command", _LATEST)
def test_what_is_stopped_leaves_things_whole(
    root: Path, tmp_path: Path, command: str, seed: int
) -> None:
    out = tmp_path / "out"
    (out / "site").mkdir(parents=True)
    for name in ("index.html", "sitemap.xml"):
        (out / "site" / name).write_text("before")
    (out / "results.json").write_text("before")
    words = [command, "--root", str(root)]
    words += {"publish": ["2016-01", "--to", str(out / "place")], "check": []}.get(
        command, ["--out", str(out), "--as-of", "2016-03-25"]
    )
    moment = 0.25 + Random(f"{command} {seed}").random() * _LATEST[command]
    ended = _stopped(moment, words, {VARIABLE: str(tmp_path / "store")})
    assert "Traceback" not in ended.stderr, ended.stderr
    if ended.returncode == 130:
        assert _WORDS in ended.stderr, ended.stderr
    else:  # it was done before
        assert ended.returncode == 0, ended.stderr
    _is_whole(out, done=ended.returncode == 0 and command in ("site", "judge"))
    left = [
        path for path in (*out.iterdir(), *root.iterdir()) if path.name.startswith((".~", ".pages"))
    ]
    assert not left


def _stopped(
    moment: float, words: list[str], more: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, **more, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, "-c", _STOPPED, str(moment), *words],
        capture_output=True, text=True, env=surroundings, check=False, cwd=PROJECT,
    )  # fmt: skip


def _is_whole(out: Path, *, done: bool) -> None:
    """What stood before stands, or in its place all of what is new."""
    results = (out / "results.json").read_text("utf-8")
    assert results == "before" or results.endswith("}\n")
    assert not done or results != "before"
    home = (out / "site/index.html").read_text("utf-8")
    if home != "before":
        assert (out / "site/404.html").exists()
        assert len(list((out / "site").rglob("*.html"))) > 30
    for version in (out / "place").glob("20*"):
        assert (version / "manifest.json").exists()
        assert (version / "index.html").exists()
