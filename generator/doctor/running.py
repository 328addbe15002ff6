"""Running a command so that it asks nobody, and ends when its time is over, whatever it has begun."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from ..frozen import dataclass
from ..words.characters import lines
from ..words.faults import fault
from .finding import UnseenError

_SILENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "C",
}
"""No prompt, no window, no lock taken by a look, and words of git that can be told apart."""

ASKED = 20.0
"""Seconds for a command that asks nobody far away."""

SSH = "-o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=yes"
"""For ssh: no question about passwords or unknown hosts."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended; what it printed, with whatever is no UTF-8 kept so that it can go back."""

    code: int
    out: str
    err: str

    @property
    def fields(self) -> list[str]:
        """What ends in NUL, field by field."""
        return self.out.split("\0")[:-1]

    @property
    def line(self) -> str:
        """Its one line."""
        return self.out.removesuffix("\n")

    @property
    def why(self) -> str:
        """The first thing that it complained of: what follows is advice."""
        told = [line.strip() for line in lines(self.err) if line.strip()]
        graver = [line for line in told if not line.lower().startswith(("warning:", "hint:"))]
        return (graver or told or [f"退出码 {self.code}"])[0]


def run(
    words: Sequence[str], environ: Mapping[str, str], seconds: float | None = None, stdin: str = ""
) -> Done:
    """What came of it; UnseenError where there is no such command, or when the time was over.

    Output goes to files and not through pipes: what a command has begun may outlive it and keep a pipe open.
    """
    seconds = ASKED if seconds is None else seconds
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        given.write(stdin.encode("utf-8", "surrogateescape"))
        given.seek(0)
        try:
            child = subprocess.Popen(
                words, stdin=given, stdout=out, stderr=err,
                env={**environ, **_SILENT}, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            raise UnseenError(
                f"运行不了 {words[0]}：{fault(error)}。", f"装好 {words[0]}，并让它在 PATH 里。"
            ) from error
        try:
            code = child.wait(seconds)
        except subprocess.TimeoutExpired:
            _end(child)
            raise UnseenError(
                f"{words[0]} {seconds:.0f} 秒没有回答。", "看看网络，再运行一次。"
            ) from None
        return Done(code, _text(out), _text(err))


def _end(child: subprocess.Popen[bytes]) -> None:
    """End a command with all that it has begun, as far as the machine can do that at once."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    with suppress(subprocess.TimeoutExpired):
        child.wait(5)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "surrogateescape")
