"""A branch of versions that somebody else made and pushes: whether it is one, before it is shown.

It is held against itself: every folder is a version whose files are those of its manifest, beside them
lies what belongs to the list, and no version that stands is changed or dropped. Whether a version is
what its commit gives is what ``verify`` asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from .. import revisions
from ..intake.telling import file_path
from ..problems import Problem
from ..words.sentences import said
from . import manifest
from .manifest import CURRENT, UnreadableManifestError
from .place import LATEST, VERSIONS

_BESIDE = {VERSIONS, "index.html", ".nojekyll"}
_PLAIN, _LINK, _TREE = "100644", "120000", "040000"
_MOST = 500
"""So many commits may come at once."""

Entries: TypeAlias = Mapping[str, tuple[str, str]]
"""Modes and ids by path."""


def refused(root: Path, old: str, new: str) -> Iterator[Problem]:
    """What keeps the commits between two tips, '' for none before, from being on a branch of versions."""
    since = [f"^{old}"] if old else []
    commits = revisions.line(root, "rev-list", "--reverse", new, *since).split()
    if len(commits) > _MOST:
        yield Problem(*said("E438.many", count=len(commits), limit=_MOST))
        return
    before = _tree(root, old) if old else {}
    for commit in commits:
        tree = _tree(root, commit)
        yield from _commit(root, before, tree)
        before = tree


def _commit(root: Path, before: Entries, tree: Entries) -> Iterator[Problem]:
    standing = {name for name in tree if manifest.is_version(name)}
    if _listed(root, tree) != standing:
        yield _problem("E438", VERSIONS)
    for name, (mode, id_) in tree.items():
        if before.get(name) == (mode, id_):
            continue
        if manifest.is_version(name) and mode == _TREE:
            if name in before and name != CURRENT:
                yield _problem("E438.changed", name)
            yield from _version(root, name, id_)
        elif name == LATEST:
            yield from _latest(root, mode, id_, tree)
        elif name not in _BESIDE or mode != _PLAIN:
            yield _problem("E438.stranger", name)
    for name in before:
        if name not in tree and manifest.is_version(name) and name != CURRENT:
            yield _problem("E438.dropped", name)


def _version(root: Path, name: str, tree: str) -> Iterator[Problem]:
    """Whether the folder of a version holds the files of its manifest, byte for byte, and no other."""
    files = _files(root, tree)
    blobs = revisions.contents(root, [id_ for _, id_ in files.values()])
    told = blobs.get(files.get(manifest.FILE, ("", ""))[1], b"")
    try:
        listed = manifest.parse(told).files
    except UnreadableManifestError:
        yield _problem("E438.manifest", f"{name}/{manifest.FILE}")
        return
    for path in sorted({*files, *listed} - {manifest.FILE}):
        mode, id_ = files.get(path, ("", ""))
        if mode != _PLAIN or manifest.digest(blobs.get(id_, b"")) != listed.get(path):
            yield _problem("E438.file", f"{name}/{path}")
            return


def _latest(root: Path, mode: str, id_: str, tree: Entries) -> Iterator[Problem]:
    """Whether what leads to the newest version does: a link to it, or a folder with one page."""
    if mode == _LINK:
        sound = revisions.contents(root, [id_]).get(id_, b"").decode("utf-8", "replace") in tree
    else:
        sound = mode == _TREE and [*_files(root, id_)] == ["index.html"]
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


def _tree(root: Path, revision: str, *words: str) -> dict[str, tuple[str, str]]:
    """What lies in a commit or a tree, at its top or with ``-r`` all the way down."""
    listed = revisions.git(root, "ls-tree", "-z", "--full-tree", *words, revision)
    parts = [entry.partition("\t") for entry in revisions.fields(listed)]
    return {path: (told.split(" ")[0], told.split(" ")[2]) for told, _, path in parts}


def _files(root: Path, tree: str) -> dict[str, tuple[str, str]]:
    return _tree(root, tree, "-r")


def _problem(key: str, path: str) -> Problem:
    return Problem(*said(key), file=file_path(path))
