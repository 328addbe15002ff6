"""How much a branch brings: counted before anything of it is read.

A push of a few kilobytes can hold folders that come to thousands of millions of files, or a hundred
thousand commits. So first everything new is only listed, with its kind and size, and folders are reckoned
by what stands in them, each once however often it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from ... import revisions
from ...catalogue.model import FilingPolicy
from ...frozen import dataclass
from ...intake.telling import file_path
from ...problems import Problem
from ...words.sentences import said

COMMITS = 10_000
OBJECTS = 50_000
"""Commits, folders and files that are new, whichever commit brings them."""

TIMES = 10
"""So many files of the largest size that a city allows may come at once, or smaller ones of that sum."""

SAID = 64 << 20
"""Bytes of folders and commits."""

FILES = 100_000
"""In one version, each of a kind counted as often as it comes; twice as many as there are in the base where
that is more."""

DEPTH = 40
PATH = 1_000
"""Bytes of the way from the top of the repository to a file."""


def too_much(root: Path, base: str, head: str, policy: FilingPolicy) -> list[Problem]:
    """What of all that a head brings over a base is more than anybody looks at (E407)."""
    ours, theirs = revisions.commit_of(root, base), revisions.commit_of(root, head)
    only = (theirs, f"^{ours}", "--")
    if len(_listed(root, f"--max-count={COMMITS + 1}", *only)) > COMMITS:
        return [Problem(*said("E407.commits", most=COMMITS))]
    new = _listed(root, "--objects", *only)
    if len(new) > OBJECTS:
        return [Problem(*said("E407.objects", most=OBJECTS))]
    kinds = revisions.about(root, new)
    problems = list(_large(kinds, policy.max_file_bytes * TIMES))
    trees = [id_ for id_, (kind, _) in kinds.items() if kind == "tree"]
    return problems or list(_wide(root, ours, trees))


def _listed(root: Path, *words: str, stdin: bytes | None = None) -> list[str]:
    return (
        revisions.git(root, "rev-list", "--no-object-names", *words, stdin=stdin).decode().split()
    )


def _large(kinds: Mapping[str, tuple[str, int]], most: int) -> Iterator[Problem]:
    blobs = sum(size for kind, size in kinds.values() if kind == "blob")
    if blobs > most:
        yield Problem(*said("E407.bytes", size=blobs >> 20, most=most >> 20))
    if sum(size for kind, size in kinds.values() if kind != "blob") > SAID:
        yield Problem(*said("E407.said", most=SAID >> 20))


def _wide(root: Path, ours: str, trees: Sequence[str]) -> Iterator[Problem]:
    if not trees:
        return
    own = revisions.line(root, "rev-parse", f"{ours}^{{tree}}")
    wanted = "".join(f"{id_}\n" for id_ in (own, *trees)).encode()
    every = _listed(root, "--objects", "--filter=object:type=tree", "--stdin", stdin=wanted)
    found = _reckoned(revisions.contents(root, every))
    most = max(FILES, 2 * found[own].files)
    extents = [found[id_] for id_ in trees]
    if max(extent.files for extent in extents) > most:
        yield Problem(*said("E407.files", most=most))
    far = max(extents, key=lambda extent: (extent.path, extent.depth))
    deep = max(extents, key=lambda extent: extent.depth)
    if far.path > PATH or deep.depth > DEPTH:
        words = said("E407.path", depth=DEPTH, bytes=PATH)
        yield Problem(*words, file=file_path(_way(found, far if far.path > PATH else deep)))


@dataclass(frozen=True, slots=True)
class _Extent:
    """What a folder comes to: files in and below it, how many folders deep, and the bytes of the longest
    path, which begins with ``name`` and goes on in ``below``."""

    files: int = 0
    depth: int = 0
    path: int = 0
    name: bytes = b""
    below: str = ""


def _reckoned(trees: Mapping[str, bytes]) -> dict[str, _Extent]:
    """What each folder comes to; what git does not have counts as empty."""
    found: dict[str, _Extent] = {}
    entries = {id_: list(_entries(data, len(id_) // 2)) for id_, data in trees.items()}
    for id_ in entries:
        waiting = [id_]
        while waiting:
            here = waiting[-1]
            inner = [below for _, below in entries[here] if below in entries]
            if missing := [below for below in inner if below not in found]:
                waiting += missing
                continue
            found[here] = _extent(entries[here], found)
            waiting.pop()
    return found


def _extent(entries: Iterable[tuple[bytes, str]], found: Mapping[str, _Extent]) -> _Extent:
    files, depth, path, name, far = 0, 0, 0, b"", ""
    for own, below in entries:
        inner = found.get(below, _EMPTY) if below else _FILE
        files += inner.files
        depth = max(depth, inner.depth + 1)
        if path < (length := len(own) + 1 + inner.path):
            path, name, far = length, own, below
    return _Extent(files, depth, path, name, far)


_EMPTY = _Extent()
_FILE = _Extent(files=1)


def _entries(data: bytes, width: int) -> Iterator[tuple[bytes, str]]:
    """The names in a folder, each with the id of the folder that it is, '' for a file."""
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _, name = data[at:end].partition(b" ")
        at = end + 1 + width
        yield name, data[end + 1 : at].hex() if mode in (b"40000", b"040000") else ""


def _way(found: Mapping[str, _Extent], extent: _Extent) -> str:
    """The beginning of the longest path in a folder."""
    names: list[bytes] = []
    while extent.name and len(names) < _SHOWN:
        names.append(extent.name)
        extent = found.get(extent.below, _EMPTY)
    return b"/".join(names).decode("utf-8", "surrogateescape")[:_SHOWN]


_SHOWN = 80
"""So much of a path is told."""
