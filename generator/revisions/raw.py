"""What lies in git as it lies there: commits, trees and tags byte for byte, before anything reads them.

What ``git log`` tells is made readable first; what is to be judged must not be.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from .running import Listed, contents, git, listed, prefix_of, rows


class Entry(NamedTuple):
    """A row of a tree; ``mode`` as it is written there, ``name`` as bytes."""

    mode: bytes
    name: bytes
    id: str


def commits(root: Path, base: str, head: str) -> dict[str, bytes]:
    """The commits after base, oldest first, none before its parents."""
    told = git(root, "rev-list", "--topo-order", "--reverse", head, f"^{base}").decode().split()
    found = contents(root, told)
    return {id_: found[id_] for id_ in told if id_ in found}


def trees(root: Path, base: str, head: str) -> dict[str, bytes]:
    """The trees that the commits after base bring, of folders and of the whole."""
    words = ("rev-list", "--objects", "--no-object-names", head, f"^{base}")
    every = git(root, *words)
    if not every:
        return {}
    kinds = ("cat-file", "--batch-check=%(objectname) %(objecttype)")
    told = (each.split(" ") for each in git(root, *kinds, stdin=every).decode().split("\n"))
    return contents(root, [id_ for id_, *kind in told if kind == ["tree"]])


def lineage(commit: bytes) -> tuple[str, list[str]]:
    """The tree of a commit, and its parents."""
    words = [row.split(b" ") for row in commit.partition(b"\n\n")[0].split(b"\n")]
    told = [(row[0], row[1].decode("ascii", "replace")) for row in words if len(row) == 2]
    tree = next((id_ for word, id_ in told if word == b"tree"), "")
    return tree, [id_ for word, id_ in told if word == b"parent"]


def empty_tree(like: str) -> str:
    """The id of the tree in which nothing is, in a repository with ids like this one."""
    return hashlib.new("sha1" if len(like) == 40 else "sha256", b"tree 0\0").hexdigest()


def entries(tree: bytes, width: int) -> Iterator[Entry]:
    """The rows of a tree whose ids have so many bytes; ValueError where it is cut off."""
    at = 0
    while at < len(tree):
        end = tree.index(b"\0", at)
        mode, _, name = tree[at:end].partition(b" ")
        at = end + 1 + width
        if at > len(tree):
            raise ValueError("a row of a tree is cut off")
        yield Entry(mode, name, tree[at - width : at].hex())


def standing(root: Path, commit: str) -> dict[str, Listed]:
    """Mode and id of each file of a commit by its path below the root; what lies outside of it begins
    with ``../``."""
    seen = seen_from(root)
    return {seen(path): entry for path, entry in listed(root, commit, "-r").items()}


def where(
    root: Path, ids: Iterable[str], commits: Mapping[str, bytes]
) -> Iterator[tuple[str, str, str]]:
    """Where trees lie: id, the first commit that has it, and its path, '' for the whole."""
    left = set(ids)
    for commit, raw in commits.items():
        if not left:
            return
        below = ((path, entry.id) for path, entry in rows(root, commit, "-r", "-d"))
        for path, id_ in (("", lineage(raw)[0]), *below):
            if id_ in left:
                left.discard(id_)
                yield id_, commit, path


def seen_from(root: Path) -> Callable[[str], str]:
    """What makes of a path below the top of a repository the same as seen from the root."""
    prefix = prefix_of(root)
    above = "../" * prefix.count("/")
    return lambda path: path.removeprefix(prefix) if path.startswith(prefix) else above + path
