"""A branch of versions that somebody else made and pushes: whether it is one, before it is shown.

It is held against itself: every folder is a version whose files are those of its manifest, or says that one
was withdrawn; beside them lies what belongs to the list; and what stood before stands on, or was withdrawn.
Whether a version is what its commit gives is what ``verify`` asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from .. import revisions
from ..intake.telling import file_path
from ..problems import Problem
from ..revisions import Listed
from ..words.sentences import said
from . import manifest, tombstone
from .manifest import CURRENT, UnreadableManifestError
from .place import DOORWAY, LATEST, VERSIONS

_BESIDE = {VERSIONS, DOORWAY, ".nojekyll", "CNAME"}
"""What publishing puts there, and what a forge writes there itself."""

_PLAIN, _LINK, _TREE = "100644", "120000", "040000"
_MOST = 500
"""So many commits may come at once."""

Entries: TypeAlias = Mapping[str, Listed]
"""Modes and ids by path."""


def refused(root: Path, old: str, new: str) -> Iterator[Problem]:
    """What keeps the commits between two tips, '' for none before, from being on a branch of versions."""
    since = [f"^{old}"] if old else []
    commits = revisions.line(root, "rev-list", "--reverse", new, *since).split()
    if len(commits) > _MOST:
        yield Problem(*said("E438.many", count=len(commits), limit=_MOST))
        return
    before = revisions.listed(root, old) if old else {}
    seen = {*before.items()}
    for commit in commits:
        tree = revisions.listed(root, commit)
        yield from _commit(
            root, tree, {name: e for name, e in tree.items() if (name, e) not in seen}
        )
        seen |= {*tree.items()}
    yield from _kept(root, before, revisions.listed(root, new))


def _commit(root: Path, tree: Entries, brought: Entries) -> Iterator[Problem]:
    if _listed(root, tree) != {name for name in tree if manifest.is_version(name)}:
        yield _problem("E438", VERSIONS)
    for name, (mode, id_) in brought.items():
        if manifest.is_version(name) and mode == _TREE:
            yield from _version(root, name, id_)
        elif name == LATEST:
            yield from _latest(root, mode, id_, tree)
        elif name not in _BESIDE or mode != _PLAIN:
            yield _problem("E438.stranger", name)


def _kept(root: Path, before: Entries, after: Entries) -> Iterator[Problem]:
    """Whether every settled version stands as it was, or as one that was withdrawn in sight of all."""
    for name, entry in before.items():
        if not manifest.is_version(name) or name == CURRENT or after.get(name) == entry:
            continue
        if name not in after:
            yield _problem("E438.dropped", name)
            continue
        stone = tombstone.read(_content(root, _files(root, after[name][1]), tombstone.FILE))
        told = _content(root, _files(root, entry[1]), manifest.FILE)
        if stone is None or stone.version != name or stone.manifest != manifest.digest(told):
            yield _problem("E438.changed", name)


def _version(root: Path, name: str, tree: str) -> Iterator[Problem]:
    """Whether the folder of a version holds the files of its manifest, byte for byte, and no other; or
    those that say that it was withdrawn."""
    files = _files(root, tree)
    blobs = revisions.contents(root, [id_ for _, id_ in files.values()])
    given = {path: manifest.digest(blobs.get(id_, b"")) for path, (_, id_) in files.items()}
    stone = tombstone.read(_content(root, files, tombstone.FILE))
    told = given.pop(manifest.FILE, None) and _content(root, files, manifest.FILE)
    try:
        if stone:
            listed = {path: manifest.digest(data) for path, data in stone.files().items()}
        else:
            listed = dict(manifest.parse(told or b"").files)
    except UnreadableManifestError:
        yield _problem("E438.manifest", f"{name}/{manifest.FILE}")
        return
    odd = [path for path, (mode, _) in files.items() if mode != _PLAIN]
    odd += [path for path in {*given, *listed} if given.get(path) != listed.get(path)]
    if odd:
        yield _problem("E438.file", f"{name}/{min(odd)}")


def _content(root: Path, files: Entries, path: str) -> bytes:
    id_ = files.get(path, ("", ""))[1]
    return revisions.contents(root, [id_]).get(id_, b"") if id_ else b""


def _latest(root: Path, mode: str, id_: str, tree: Entries) -> Iterator[Problem]:
    """Whether what leads to the newest version does: a link to it, or a folder with one page."""
    if mode == _LINK:
        sound = revisions.contents(root, [id_]).get(id_, b"").decode("utf-8", "replace") in tree
    else:
        sound = mode == _TREE and [*_files(root, id_)] == [DOORWAY]
    if not sound:
        yield _problem("E438.stranger", LATEST)


def _listed(root: Path, tree: Entries) -> set[str]:
    """The versions that the list of a tree names; none where that cannot be read."""
    mode, id_ = tree.get(VERSIONS, ("", ""))
    data = revisions.contents(root, [id_]).get(id_, b"") if mode == _PLAIN else b""
    try:
        return {str(entry["version"]) for entry in json.loads(data)}
    except (ValueError, KeyError, TypeError):
        return set()


def _files(root: Path, tree: str) -> Entries:
    return revisions.listed(root, tree, "-r")


def _problem(key: str, path: str) -> Problem:
    return Problem(*said(key), file=file_path(path))
