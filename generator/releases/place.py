"""Where versions stand side by side: a folder that a web server shows as it is.

A version is made in a work folder on the same disk and comes in by one rename; nothing that stands
is ever written again. The list of versions and the ``latest`` link are worked out from what stands,
so whatever a killed run left undone, the next one does.
"""

from __future__ import annotations

import errno
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from html import escape
from pathlib import Path
from typing import Protocol

from .. import disk
from ..problems import Problem
from ..words.sentences import Shown, said
from . import manifest, tombstone
from .manifest import CURRENT, Name, UnreadableManifestError

LATEST = "latest"
_WORK = ".work"
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP)
_NO_PRIVILEGE = 1314
"""What Windows says to whoever may not make links."""
VERSIONS = "versions.json"
DOORWAY = "index.html"


class Place(Protocol):
    """Somewhere that versions are published to."""

    @property
    def called(self) -> str:
        """What a reader calls it."""

    def alone(self, waiting: Callable[[], None]) -> AbstractContextManager[Path]:
        """Hold the place, wait for whoever does; gives an empty work folder on its disk."""

    def foreign(self) -> Problem | None:
        """What keeps us from publishing here: something of somebody else's."""

    def heads(self) -> Mapping[str, bytes]:
        """The manifest of each version that stands, by the name of its folder; of one that was withdrawn
        what stands in its place."""

    def fetch(self, name: str, folder: Path) -> None:
        """Write a version that stands into a new folder."""

    def put(self, name: str, folder: Path) -> None:
        """Have a finished folder stand as a version; only ``current`` may be there already, or what is
        withdrawn."""

    def settle(self) -> None:
        """Bring the list of versions and ``latest`` in line with what stands."""


def listing(heads: Mapping[str, bytes]) -> dict[str, bytes | str]:
    """The files beside the versions by name; a link is told as text, which is its target;
    a place without links has a page in its stead (``beyond``).

    ``versions.json`` is in the form that the version selector of Material for MkDocs reads, newest
    first; ``latest`` is the newest that is not withdrawn.
    """
    titles: dict[str, str] = {}
    graves = tombstone.standing(heads)
    for name, data in heads.items():
        try:
            titles[name] = graves[name].title if name in graves else manifest.parse(data).title
        except UnreadableManifestError:
            continue
    names = sorted((Name.parse(name) for name in titles if name != CURRENT), reverse=True)
    shown = [name for name in names if str(name) not in graves] or names
    newest = str(shown[0]) if shown else None
    entries = [
        {
            "version": str(name),
            "title": titles[str(name)],
            "aliases": [LATEST] if str(name) == newest else [],
        }
        for name in names
    ]
    if CURRENT in titles:
        entries.insert(0, {"version": CURRENT, "title": titles[CURRENT], "aliases": []})
    home = newest or (CURRENT if entries else "")
    files: dict[str, bytes | str] = {
        VERSIONS: (json.dumps(entries, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    if newest:
        files[LATEST] = newest
    if home:
        files[DOORWAY] = _doorway(f"{LATEST if newest else CURRENT}/index.html").encode()
    return files


def named(data: bytes) -> list[str]:
    """The versions that a ``versions.json`` names, read however it may be spoilt."""
    found = re.findall(rb'"version"\s*:\s*"([^"]{1,40})"', data)
    names = [name.decode("utf-8", "replace") for name in found]
    return [name for name in dict.fromkeys(names) if manifest.is_version(name)]


def beyond(version: str) -> str:
    """The only page of a folder that stands for a version where there are no links."""
    return _doorway(f"../{version}/index.html")


def _doorway(target: str) -> str:
    address = escape(target)
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<meta charset="utf-8">\n<title>台账</title>\n'
        '<link rel="icon" href="data:,">\n'  # else browsers ask for /favicon.ico, which nobody has
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<p><a href="{address}">最新版本</a></p>\n</html>\n'
    )


class Folder:
    """A plain folder."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    @property
    def called(self) -> str:
        """Its absolute path."""
        return str(self.path)

    @contextmanager
    def alone(self, waiting: Callable[[], None]) -> Iterator[Path]:
        """Make the folder (0755) where there is none; work below it, unseen by others."""
        if not self.path.exists():
            self.path.mkdir(parents=True)
            self.path.chmod(0o755)
        with disk.alone(self.path / _WORK, waiting) as work:
            work.chmod(0o700)  # a web server shows nothing of what is being made
            yield work

    def foreign(self) -> Problem | None:
        """What keeps us from putting versions here."""
        if (self.path / VERSIONS).is_file() or not self.path.exists():
            return None
        others = [p.name for p in self.path.iterdir() if not p.name.startswith(".")]
        if not others or all((self.path / name / manifest.FILE).is_file() for name in others):
            return None
        return Problem(*said("E617.folder", other=Shown(others[0])), file=str(self.path))

    def heads(self) -> dict[str, bytes]:
        """Of each folder that is named as a version and has one; a link is an alias."""
        if not self.path.exists():
            return {}
        return {
            folder.name: tombstone.head(folder)
            for folder in sorted(self.path.iterdir())
            if manifest.is_version(folder.name)
            and not folder.is_symlink()
            and any((folder / head).is_file() for head in (manifest.FILE, tombstone.FILE))
        }

    def fetch(self, name: str, folder: Path) -> None:
        """Copy the version as it lies; FileExistsError where the new folder is there already."""
        shutil.copytree(self.path / name, folder)

    def put(self, name: str, folder: Path) -> None:
        """Write all to the disk, then swap the folder in by renaming, and the list after it."""
        self._share(folder)
        _open_up(folder)
        beside = self._written(listing({**self.heads(), name: tombstone.head(folder)}))
        disk.flush(folder, *beside.values())  # from here on nothing but renames
        disk.swap(folder, self.path / name)
        _installed(beside)

    def settle(self) -> None:
        """Write the list anew; nothing where no version stands."""
        standing = self.heads()
        if standing:
            _installed(self._written(listing(standing)))

    def _written(self, files: Mapping[str, bytes | str]) -> dict[Path, Path]:
        """What is to be replaced, each with its replacement in the work folder."""
        found = {}
        for name, content in files.items():
            target, new = self.path / name, self.path / _WORK / name
            if isinstance(content, str):
                if not _leads(target, content):
                    _link(new, content)
                    found[target] = new
            elif not target.is_file() or target.read_bytes() != content:
                new.write_bytes(content)
                new.chmod(0o644)
                found[target] = new
        return found

    def _share(self, folder: Path) -> None:
        """Let files that an earlier version has as well be the same file on the disk."""
        known: dict[str, Path] = {}
        for name, data in self.heads().items():
            try:
                listed = manifest.parse(data).files
            except UnreadableManifestError:
                continue
            if name != CURRENT:
                known |= {digest: self.path / name / path for path, digest in listed.items()}
        for path, digest in manifest.digests(folder).items():
            twin = known.get(digest)
            if twin is None or not twin.is_file() or twin.is_symlink():
                continue
            if manifest.digest(twin.read_bytes()) != digest:  # changed by hand: not to be spread
                continue
            link = folder / f"{path}.link"
            try:
                link.hardlink_to(twin)
            except OSError:  # a disk without links, or too many on one file
                return
            link.replace(folder / path)


def _installed(beside: Mapping[Path, Path]) -> None:
    for target, new in beside.items():
        disk.swap(new, target)


def _link(new: Path, content: str) -> None:
    """A link to a version; on a disk that has none, a folder whose only page leads there."""
    try:
        new.symlink_to(content, target_is_directory=True)
    except OSError as fault:
        if fault.errno not in _NO_LINKS and getattr(fault, "winerror", None) != _NO_PRIVILEGE:
            raise
        new.mkdir()
        (new / "index.html").write_text(beyond(content), "utf-8", newline="\n")
        _open_up(new)


def _leads(target: Path, content: str) -> bool:
    if target.is_symlink():
        return str(target.readlink()) == content
    page = target / "index.html"
    return page.is_file() and page.read_text("utf-8") == beyond(content)


def _open_up(folder: Path) -> None:
    """Let a web server read it whatever the umask of whoever publishes."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
