"""Whole runs: a site made cold and after one change, versions published, and how soon ``serve`` has turned."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from generator.look import ours
from generator.store import VARIABLE
from tests.bench.measure import Cost, taizhang
from tests.bench.rows import Bench, Row
from tests.place import PROJECT
from tests.workloads import Workload

Edit: TypeAlias = tuple[str, str, Callable[[Path], None]]
"""What a change of a root is called, what it is in words, and what makes it."""

TEMPLATE = "site/templates/unit.md.j2"


def rows(bench: Bench) -> Iterator[Row]:
    """A cold site is the floor of everything here."""
    root = laid(bench)
    workload = city(bench)
    store, day = bench.scratch / "store-running", str(workload.day)
    words, cold = _made(bench, store)
    pages = len(list(site(bench).rglob("*.html")))
    yield Row("site cold", f"{pages} pages, nothing kept", cold.cpu, cold.peak)
    yield from changed("site", root, words, store, cold.cpu, _EDITS)
    judged = taizhang("judge", *words[1:], store=store)
    yield Row("judge warm", "judge after the site", judged.cpu, judged.peak, "site cold",
              judged.cpu / cold.cpu)  # fmt: skip
    yield from _published(root, bench, cold.cpu, workload.months)
    served = bench.scratch / "served"
    words = ("--root", str(root), "--out", str(served), "--as-of", day)
    turn = replaced("submissions/2016-03/u0002/words.csv", "第2处", "第二处又添")
    yield from turned(
        "serve turn", words, served, store, lambda: turn(root), ("site cold", cold.cpu)
    )


def changed(
    name: str, root: Path, words: Sequence[str], store: Path, cold: float, edits: Sequence[Edit]
) -> Iterator[Row]:
    """What the words cost after each of some changes, over what they cost when nothing was kept."""
    for change, what, edit in edits:
        edit(root)
        cost = taizhang(*words, store=store)
        yield Row(f"{name}: {change}", what, cost.cpu, cost.peak, f"{name} cold", cost.cpu / cold)


def site(bench: Bench) -> Path:
    """A built site, made where there is none yet."""
    built = bench.scratch / "built/site"
    if not built.exists():
        _made(bench, bench.scratch / "store-running")
    return built


def city(bench: Bench) -> Workload:
    """What is built."""
    return Workload(units=bench.size(6, 22), months=bench.size(4, 8))


def laid(bench: Bench) -> Path:
    """A city with a template of its own."""
    root = bench.root("running", city(bench))
    (root / TEMPLATE).parent.mkdir(parents=True, exist_ok=True)
    if not (root / TEMPLATE).exists():
        shutil.copy(ours() / TEMPLATE, root / TEMPLATE)
    return root


def _made(bench: Bench, store: Path) -> tuple[tuple[str, ...], Cost]:
    """The words that build the site, and what it cost."""
    words = building(bench, bench.scratch / "built")
    return words, taizhang(*words, store=store)


def building(bench: Bench, out: Path) -> tuple[str, ...]:
    """The words that build the site of the city at a place."""
    return (
        "site", "--root", str(laid(bench)), "--out", str(out), "--as-of", str(city(bench).day),
    )  # fmt: skip


def _nothing(root: Path) -> None:
    """The same once more."""


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / path
        text = file.read_bytes().decode()
        assert old in text, (path, old)
        file.write_bytes(text.replace(old, new, 1).encode())

    return edit


def narrative(root: Path) -> None:
    replaced("submissions/2016-03/u0002/words.csv", "第1处", "第一处又添")(root)


def _amount(root: Path) -> None:
    file = root / "submissions/2016-03/u0003/works.csv"
    lines = file.read_bytes().decode().split("\r\n")
    cells = lines[1].split(",")
    cells[5] = f"{float(cells[5]) + 1:.2f}"
    lines[1] = ",".join(cells)
    file.write_bytes("\r\n".join(lines).encode())


def _threshold(root: Path) -> None:
    for path in ("rules/notice.txt", "tasks.yaml"):
        file = root / path
        text = (
            file.read_text("utf-8")
            .replace("不低于40%", "不低于45%")
            .replace('"value": 40', '"value": 45')
        )
        file.write_text(text, "utf-8", newline="")


_EDITS: tuple[Edit, ...] = (
    ("nothing", "the same again", _nothing),
    ("narrative", "one narrative changed", narrative),
    ("amount", "one amount changed", _amount),
    ("threshold", "a target of the notice changed", _threshold),
    ("template", "a template changed", replaced(TEMPLATE, "\n", "\n<!-- changed -->\n")),
)


def _published(root: Path, bench: Bench, cold: float, months: int) -> Iterator[Row]:
    """Every closed month at once, from a commit, with a store that holds what the site left."""
    committed(root)
    place = bench.scratch / "published"
    store = bench.scratch / "store-published"
    cost = taizhang("publish", "--root", str(root), "--to", str(place), store=store)
    yield Row("publish all", f"{months} months, nothing kept", cost.cpu, cost.peak, "site cold",
              cost.cpu / cold)  # fmt: skip
    proof = taizhang("verify", str(place), "--quick", "--root", str(root), store=store)
    yield Row("verify quick", "every file against its manifest", proof.cpu, proof.peak, "site cold",
              proof.cpu / cold)  # fmt: skip


def committed(root: Path) -> None:
    """Have all of a root in a repository."""
    git = ["git", "-C", str(root), "-c", "user.name=t", "-c", "user.email=t@example.invalid"]
    (root / ".gitignore").write_text("build/\n", "utf-8")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "filed"]):
        subprocess.run([*git, *words], check=True)


def turned(
    name: str,
    words: Sequence[str],
    out: Path,
    store: Path,
    edit: Callable[[], None],
    floor: tuple[str, float],
) -> Iterator[Row]:
    """What ``serve`` needs from a changed narrative to the results that tell of it."""
    if not Path("/proc/self/stat").exists():
        return
    child = subprocess.Popen(
        [sys.executable, "-m", "generator", "serve", *words, "--port", str(_port())],
        cwd=PROJECT, env={**os.environ, VARIABLE: str(store)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _until(lambda: (out / "results.json").exists())
        time.sleep(1)
        begun, before = processor(child.pid), (out / "results.json").stat().st_mtime_ns
        edit()
        _until(lambda: (out / "results.json").stat().st_mtime_ns != before)
        cost = processor(child.pid) - begun
        assert any((out / "site").rglob("*.html"))
        what = "one narrative changed while serving"
        yield Row(name, what, cost, _peak(child.pid), floor[0], cost / floor[1])
    finally:
        child.terminate()
        child.wait()


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _until(there: Callable[[], bool], patience: float = 300) -> None:
    ends = time.monotonic() + patience
    while not there():
        if time.monotonic() > ends:
            raise TimeoutError("serve does not turn")
        time.sleep(0.2)


def processor(pid: int) -> float:
    """Seconds of processor time that a process that is running has had, with children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
