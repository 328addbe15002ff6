"""The command without the second that loading it takes: forked from a process that has loaded it.

As a script with the path of a socket this is the command: it hands words, folder, environment and
streams to the process that waits there, and ends with the code of its fork. What hangs on a process of
its own is tested with such (``tests/journeys/test_command_line.py``).
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NoReturn

_LOADED = (
    "cli", "flow", "commands.merging", "commands.pushing", "gathering", "judging.bench", "intake", "ledger",
    "pages.writing", "publishing.builders.mkdocs", "releases", "reports.explain",
)  # fmt: skip


def taizhang(
    *words: str, cwd: Path | None = None, env: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, but for the loading."""
    return subprocess.run(
        [*command().split(), *words],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@cache
def command() -> str:
    """What stands for ``taizhang`` in a shell for as long as this process runs."""
    folder = tempfile.mkdtemp(prefix="warm-")
    project = Path(__file__).resolve().parent.parent
    place = f"{folder}/socket"
    words = [sys.executable, "-c", "from tests.warm import wait; wait()", place]
    waiting = subprocess.Popen(words, cwd=project, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert waiting.stdin is not None
    assert waiting.stdout is not None
    assert waiting.stdout.read(1) == b"."
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(waiting.stdin.close)
    return f"{sys.executable} -I -S {__file__} {place}"


def wait() -> None:
    """Load the program and fork for whoever comes, until nobody is there to write to us any more."""
    from select import select

    for name in _LOADED:
        import_module(f"generator.{name}")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(sys.argv[1])
        door.listen()
        os.write(1, b".")
        while sys.stdin not in select([door, sys.stdin], [], [])[0]:
            visitor = door.accept()[0]
            if os.fork() == 0:
                with visitor:
                    _serve(visitor)
                os._exit(0)
            visitor.close()
            while _ended():
                pass


def _ended() -> bool:
    """Whether a fork has ended that nobody asked for yet."""
    try:
        return os.waitpid(-1, os.WNOHANG)[0] > 0
    except ChildProcessError:
        return False


def _serve(visitor: socket.socket) -> None:
    data, streams, _, _ = socket.recv_fds(visitor, 1 << 20, 3)
    while not data.endswith(b"\n"):
        data += visitor.recv(1 << 20)
    words, folder, environment, mask = json.loads(data)
    child = os.fork()
    if child == 0:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.chdir(folder)
        os.umask(mask)
        os.environ.clear()
        os.environ.update(environment)
        _run(words)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    visitor.sendall(bytes([code % 256]))


def _run(words: list[str]) -> NoReturn:
    """End this process as the command does."""
    from generator.cli import main

    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115
    code = 70
    try:
        main(words)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _ask(place: str, words: list[str]) -> int:
    """Have the words run; the code with which they ended."""
    mask = os.umask(0)
    os.umask(mask)
    told = json.dumps([words, str(Path.cwd()), dict(os.environ), mask]).encode() + b"\n"
    with socket.socket(socket.AF_UNIX) as door:
        door.connect(place)
        sent = socket.send_fds(door, [told], [0, 1, 2])
        door.sendall(told[sent:])
        return door.recv(1)[0]


if __name__ == "__main__":
    sys.exit(_ask(sys.argv[1], sys.argv[2:]))
