"""Commits made of objects alone: what is in a tree, and a tree with some files otherwise.

Nothing is written but objects. No index and no worktree are touched, so that a run that is killed leaves
what git clears by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .running import GitError, Listed, git, line, listed, prefix_of


def files_in(root: Path, tree: str, *below: str) -> dict[str, str]:
    """The files of a commit or a tree below some paths of the root, each with its blob."""
    prefix = prefix_of(root)
    wanted = [prefix + path for path in below]
    found = listed(root, tree, "-r", below=wanted)
    return {path.removeprefix(prefix): entry.id for path, entry in found.items()}


def stored(root: Path, data: bytes) -> str:
    """The blob of some bytes, which git has from now on."""
    return _id(git(root, "hash-object", "-w", "--stdin", stdin=data))


def tree_with(root: Path, tree: str, files: Mapping[str, str]) -> str:
    """A tree like another one but for some plain files: their blobs by their paths below the root."""
    prefix = prefix_of(root)
    blobs = {prefix + path: blob for path, blob in files.items()}
    return _grafted(root, line(root, "rev-parse", "--verify", f"{tree}^{{tree}}"), blobs)


def commit_tree(
    root: Path, tree: str, parents: Sequence[str], message: str, who: tuple[str, str]
) -> str:
    """A commit of ours, now, by somebody with a name and an address; no ref points to it yet."""
    name, address = who
    settled = [
        f"{role}.{what}"
        for role in ("user", "author", "committer")
        for what in (f"name={name}", f"email={address}")
    ]
    words = [word for each in (*settled, "i18n.commitEncoding=UTF-8") for word in ("-c", each)]
    descent = [word for parent in parents for word in ("-p", parent)]
    made = git(root, *words, "commit-tree", *descent, "-F", "-", tree, stdin=message.encode())
    return _id(made)


def holds(root: Path, descendant: str, commit: str) -> bool:
    """Whether a commit is another one or came before it."""
    try:
        git(root, "merge-base", "--is-ancestor", commit, descendant)
    except GitError:
        return False
    return True


def first_parents(root: Path, commit: str, *below: str) -> list[str]:
    """A commit and those that it grew from, newest first, merges followed on their first side; with
    paths of the root, those that changed anything there."""
    wanted = [prefix_of(root) + path for path in below]
    return git(root, "rev-list", "--first-parent", commit, "--", *wanted).decode().split()


def _grafted(root: Path, tree: str | None, blobs: Mapping[str, str]) -> str:
    entries = listed(root, tree) if tree else {}
    below: dict[str, dict[str, str]] = {}
    for path, blob in blobs.items():
        name, _, rest = path.partition("/")
        if rest:
            below.setdefault(name, {})[rest] = blob
        else:
            entries[name] = Listed("100644", blob)
    for name, own in below.items():
        there = entries.get(name)
        inner = there.id if there and there.kind == "tree" else None
        entries[name] = Listed("040000", _grafted(root, inner, own))
    stdin = "".join(f"{e.mode} {e.kind} {e.id}\t{name}\0" for name, e in entries.items())
    return _id(git(root, "mktree", "-z", stdin=stdin.encode("utf-8", "surrogateescape")))


def _id(told: bytes) -> str:
    return told.decode().strip()
