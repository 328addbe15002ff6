"""Whatever is sent, its check ends in time and with words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from generator.merging.bounded import Limits, bounded
from generator.merging.branch import amounts
from generator.merging.branch.amounts import too_much
from generator.problems import Problem
from generator.revisions import ExhaustedError, UnknownRevisionError
from tests.factory import declared_harbour
from tests.merging.histories import Histories
from tests.merging.repository import git
from tests.place import PROJECT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limits there")

FEW = Limits(memory=1 << 40, seconds=60, patience=60)


def _sentence(found: object) -> str:
    assert isinstance(found, Problem)
    assert found.code == "E407"
    return found.message


def test_what_keeps_to_its_limits_is_given_back_as_it_is() -> None:
    assert bounded(lambda: {"a": [1, 2]}, FEW) == {"a": [1, 2]}
    with pytest.raises(UnknownRevisionError, match="没有"):
        bounded(lambda: _raise(UnknownRevisionError("没有这个版本。")), FEW)


def _raise(error: Exception) -> None:
    raise error


def test_memory_is_bounded_for_the_work_and_for_git() -> None:
    tight = Limits(memory=(1 << 30) + _taken(), seconds=60, patience=60)
    assert "内存" in _sentence(bounded(lambda: len(bytearray(2 << 30)), tight))
    assert "内存" in _sentence(bounded(lambda: _raise(ExhaustedError("out of memory")), FEW))
    assert "内存" in _sentence(bounded(lambda: os._exit(3), FEW))


def _taken() -> int:
    """Bytes of addresses that this process has in use."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGESIZE")


def test_time_is_bounded_on_the_clock_and_on_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spin() -> None:
        while True:
            pass

    assert "时间" in _sentence(bounded(spin, Limits(1 << 40, 1, 60)))
    mark = tmp_path / "late"

    def wait() -> None:
        Path(tempfile.mkdtemp()).joinpath("left").touch()
        subprocess.run(["sh", "-c", f"sleep 2; touch {mark}"], check=True)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    begun = time.monotonic()
    assert "时间" in _sentence(bounded(wait, Limits(1 << 40, 60, 1)))
    assert time.monotonic() - begun < 30
    time.sleep(2)
    assert not mark.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Histories()
    base = made.commit({"a": b"a"})
    for tag, last in {
        "base": base,
        "small": made.commit({"a": b"a", "submissions/2027-03/beigang/outlets.csv": b"x"}, base),
        "long": made.commit({"/".join(["submissions"] + ["y" * 200] * 6): b"x"}, base),
        "deep": made.commit({"d/" * 60 + "x": b"x"}, base),
        "many": made.chain([{"a": b"%d" % n} for n in range(120)], base),
        "wide": made.commit({f"f{n}": b"%d" % n for n in range(300)}, base),
    }.items():
        made.stream.append(f"reset refs/tags/{tag}\nfrom :{last}\n".encode())
    folder = made.made(tmp_path_factory.mktemp("amounts") / "repository")
    _bomb(folder)
    return folder


def _bomb(folder: Path) -> None:
    """Ten folders, each of which holds the next one ten times."""
    blob = git(folder, "rev-parse", "base:a").stdout.strip()
    below = f"100644 blob {blob}"
    for _ in range(10):
        entries = "".join(f"{below}\tf{n}\n" for n in range(10))
        done = subprocess.run(
            ["git", "mktree"], cwd=folder, input=entries, capture_output=True, text=True, check=True
        )
        below = f"040000 tree {done.stdout.strip()}"
    head = git(folder, "-c", "user.name=x", "-c", "user.email=x@x.invalid", "commit-tree",
               done.stdout.strip(), "-p", "base", "-m", "x").stdout.strip()  # fmt: skip
    git(folder, "tag", "bomb", head)


def test_whoever_waited_is_killed_and_nothing_of_what_was_sent_stays(tmp_path: Path) -> None:
    work = (
        "import os, pathlib, subprocess, tempfile\n"
        "from generator.merging.bounded import bounded\n"
        "def work():\n"
        "    (pathlib.Path(tempfile.mkdtemp()) / 'sent').write_text('x')\n"
        "    print(os.getpid(), flush=True)\n"
        "    subprocess.run(['sleep', '60'])\n"
        "bounded(work)\n"
    )
    for how in (signal.SIGKILL, signal.SIGTERM):
        waiting = subprocess.Popen(
            [sys.executable, "-c", work], stdout=subprocess.PIPE, text=True, cwd=PROJECT,
            env={**os.environ, "TMPDIR": str(tmp_path)},
        )  # fmt: skip
        assert waiting.stdout
        child = int(waiting.stdout.readline())
        assert [*tmp_path.rglob("sent")]
        waiting.send_signal(how)
        waiting.wait()
        for _ in range(500):
            if not [*tmp_path.iterdir()] and not _at_work(child):
                break
            time.sleep(0.02)
        assert ([*tmp_path.iterdir()], _at_work(child)) == ([], False)


def _at_work(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("small", []),
        ("base", []),
        ("long", ["路径过长"]),
        ("deep", ["路径过长"]),
        ("many", ["100 个以上的提交"]),
        ("wide", ["新增的提交、文件夹和文件在 200 个以上"]),
        ("bomb", ["文件夹里的文件在 100000 个以上"]),
    ],
)
def test_amounts_are_counted_before_anything_is_read(
    head: str, told: list[str], repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amounts, "COMMITS", 100)
    monkeypatch.setattr(amounts, "OBJECTS", 200)
    found = too_much(repository, "base", head, declared_harbour().filing)
    assert [p.code for p in found] == ["E407"] * len(told)
    for problem, words in zip(found, told, strict=True):
        assert words in problem.message
        assert len(problem.file) < 100


def test_bytes_are_counted_by_what_a_city_allows_for_a_file(repository: Path) -> None:
    tiny = replace(declared_harbour().filing, max_file_bytes=10)
    (found,) = too_much(repository, "base", "wide", tiny)
    assert "新增的文件共" in found.message
