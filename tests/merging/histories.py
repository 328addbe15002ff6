"""Histories made in one go: commits that say in full what they hold, none of them checked out."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Files = Mapping[str, bytes]
"""Every file of a commit, by its path; with ``120000 `` or the like before it, of another mode."""


@dataclass(slots=True)
class Histories:
    """What is told to ``git fast-import``; a commit is known by its number."""

    stream: list[bytes] = field(default_factory=list)
    number: int = 0

    def commit(self, files: Files, *parents: int, said: str = "x") -> int:
        self.number += 1
        self._tell(f"commit refs/marks/{self.number}", f"mark :{self.number}")
        self._tell("committer x <x@example.invalid> 1806000000 +0000")
        self._data(said.encode())
        self._tell(*(f"{'merge' if n else 'from'} :{p}" for n, p in enumerate(parents)))
        self._tell("deleteall")
        for path, data in files.items():
            mode, _, name = path.rpartition(" ")
            if mode == "160000":
                self._tell(f"M 160000 {data.decode()} {name}")
            else:
                self._tell(f"M {mode or '100644'} inline {name}")
                self._data(data)
        return self.number

    def chain(self, files: Sequence[Files], *parents: int) -> int:
        last = parents
        for each in files:
            last = (self.commit(each, *last),)
        return last[0]

    def made(self, folder: Path) -> Path:
        """A repository that holds them all: ``refs/marks/<number>``."""
        subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
        subprocess.run(
            ["git", "-C", str(folder), "fast-import", "--quiet", "--force"],
            input=b"\n".join(self.stream) + b"\n",
            check=True,
        )
        return folder

    def _tell(self, *lines: str) -> None:
        self.stream += [line.encode() for line in lines]

    def _data(self, data: bytes) -> None:
        self.stream += [b"data %d" % len(data), data]
