"""Objects of git written byte by byte: commits and trees that no git command would make."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.merging.repository import git

WHEN = "1806552000 +0800"
PERSON = f"北港园区 <beigang@example.invalid> {WHEN}"

File = bytes | None | tuple[str, str | bytes]
"""The bytes of a plain file, nothing for one that is taken away, or a mode and an id or bytes."""


@dataclass(frozen=True, slots=True)
class Step:
    """A commit upon the one before: files by path, and whatever is to be odd about it.

    ``trees`` are raw trees in place of folders, ``parents`` further parents by their place in the branch
    (0 is the base), ``header`` stands in place of author and committer.
    """

    files: Mapping[str, File] = field(default_factory=dict)
    author: str | bytes = PERSON
    committer: str | bytes = PERSON
    message: str | bytes = "报送\n"
    more: str | bytes = b""
    trees: Mapping[str, bytes] = field(default_factory=dict)
    parents: tuple[str, ...] = ()
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Store:
    """A repository to which objects are written as they are told."""

    root: Path

    def put(self, kind: str, data: bytes) -> str:
        whole = f"{kind} {len(data)}".encode() + b"\0" + data
        id_ = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        file = self.root / ".git" / "objects" / id_[:2] / id_[2:]
        if not file.exists():
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(zlib.compress(whole))
        return id_

    def files(self, revision: str) -> dict[str, tuple[str, str]]:
        rows = git(self.root, "ls-tree", "-r", "-z", revision).stdout.split("\0")[:-1]
        heads = (row.partition("\t") for row in rows)
        return {path: (head.split(" ")[0], head.split(" ")[2]) for head, _, path in heads}

    def branch(self, base: str, *steps: Step) -> str:
        """The last of some commits, each upon the one before."""
        files, tip = self.files(base), git(self.root, "rev-parse", base).stdout.strip()
        for step in steps:
            for path, what in step.files.items():
                if what is None:
                    files.pop(path)
                    continue
                mode, data = ("100644", what) if isinstance(what, bytes) else what
                files[path] = (mode, data if isinstance(data, str) else self.put("blob", data))
            tree = self._tree(files, step.trees)
            parents = [tip, *(git(self.root, "rev-parse", p).stdout.strip() for p in step.parents)]
            tip = self.put("commit", step.raw or _commit(tree, parents, step))
        return tip

    def _tree(
        self, files: Mapping[str, tuple[str, str]], raw: Mapping[str, bytes], at: str = ""
    ) -> str:
        if at in raw:
            return self.put("tree", raw[at])
        below: dict[str, dict[str, tuple[str, str]]] = {}
        rows = {}
        for path, what in files.items():
            name, slash, rest = path.partition("/")
            if slash:
                below.setdefault(name, {})[rest] = what
            else:
                rows[name] = what
        odd = {p[len(at) :].partition("/")[0] for p in raw if p.startswith(at) and p != at}
        for name in {*below, *odd} - {""}:
            rows[name] = ("40000", self._tree(below.get(name, {}), raw, f"{at}{name}/"))
        order = sorted(rows, key=lambda name: _bytes(name) + b"/" * (rows[name][0] == "40000"))
        return self.put("tree", b"".join(row(rows[name][0], name, rows[name][1]) for name in order))


def row(mode: str, name: str, id_: str) -> bytes:
    """An entry of a tree."""
    return mode.encode() + b" " + _bytes(name) + b"\0" + bytes.fromhex(id_)


def _commit(tree: str, parents: list[str], step: Step) -> bytes:
    head = f"tree {tree}\n" + "".join(f"parent {parent}\n" for parent in parents)
    people = b"author " + _bytes(step.author) + b"\ncommitter " + _bytes(step.committer) + b"\n"
    return head.encode() + people + _bytes(step.more) + b"\n" + _bytes(step.message)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
