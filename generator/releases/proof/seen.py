"""A published place as whoever comes to it meets it: in a folder, on a branch, or at an address.

Links are read through, as a web server does, and told as what they are; nothing here waits for a pipe
or reads without end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Literal, Protocol, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from ...frozen import dataclass
from ...intake.telling import file_name, file_path, is_unseen
from ...revisions import GitError, contents, line, listed
from ...words import faults
from .fetching import LARGEST, UnreachableError, UnseenError, fetched

Kind: TypeAlias = Literal["file", "folder", "link", "other"]
Found: TypeAlias = bytes | UnseenError | None
"""The bytes of a file, why it cannot be seen, or None where there is none."""

_AT_ONCE = 8
_CHUNK = 200
"""So many files are asked for at once, of a server and of git."""


class Seen(Protocol):
    """Where a version lies, or where versions lie side by side. Paths have slashes, and none in front."""

    @property
    def called(self) -> str:
        """What a reader calls it."""

    def many(self, paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
        """Each path with what is found there."""

    def every(self, below: str = "") -> Mapping[str, Kind] | None:
        """All that lies below a folder (given with its slash), by path; None where that cannot be asked."""


def get(place: Seen, path: str) -> bytes | None:
    """The bytes of one file; None where there is none, or none that can be seen."""
    ((_, found),) = place.many([path])
    return found if isinstance(found, bytes) else None


@dataclass(frozen=True, slots=True)
class Below:
    """A folder of a place, seen by itself."""

    place: Seen
    folder: str
    called: str

    def many(self, paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
        """As the place has them below the folder."""
        for path, found in self.place.many(f"{self.folder}{path}" for path in paths):
            yield path.removeprefix(self.folder), found

    def every(self, below: str = "") -> Mapping[str, Kind] | None:
        """As the place has it below the folder."""
        return self.place.every(f"{self.folder}{below}")


@dataclass(frozen=True, slots=True)
class InFolder:
    """On a disk."""

    path: Path

    @property
    def called(self) -> str:
        """The folder's own name."""
        return self.path.resolve().name

    def many(self, paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
        """One after the other."""
        return ((path, self._found(path)) for path in paths)

    def _found(self, path: str) -> Found:
        file = self.path / path
        try:
            told = file.stat()
            if not S_ISREG(told.st_mode):
                return None
            return UnseenError("文件太大") if told.st_size > LARGEST else file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as fault:
            return UnseenError(faults.fault(fault))

    def every(self, below: str = "") -> Mapping[str, Kind] | None:
        """As the disk lists it; what a link leads to is no part of it."""
        found: dict[str, Kind] = {}
        for folder, folders, files in os.walk(self.path / below, onerror=_unlisted):
            for name in (*folders, *files):
                path = Path(folder, name)
                own = path.relative_to(self.path / below).as_posix()
                found[own] = _kind(path)
        return found


def _unlisted(fault: OSError) -> None:
    raise UnreachableError(f"“{fault.filename}”里有什么，看不到：{faults.fault(fault)}") from fault


def _kind(path: Path) -> Kind:
    if path.is_symlink():
        return "link"
    if path.is_dir():
        return "folder"
    return "file" if path.is_file() else "other"


_KINDS: Mapping[str, Kind] = {
    "100644": "file",
    "100755": "file",
    "040000": "folder",
    "120000": "link",
}


@dataclass(frozen=True)
class OnBranch:
    """On a branch of a repository, or on what was last fetched of it."""

    repository: Path
    name: str

    @property
    def called(self) -> str:
        """What a reader calls it."""
        return f"分支 {self.name}"

    def many(self, paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
        """Some hundred blobs at a time."""
        wanted = list(paths)
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            blobs = {
                p: self._tree[p][1] for p in some if p in self._tree and self._tree[p][0] == "file"
            }
            found = contents(self.repository, blobs.values())
            for path in some:
                yield path, found.get(blobs[path]) if path in blobs else None

    def every(self, below: str = "") -> Mapping[str, Kind] | None:
        """As the tree of its last commit has it."""
        return {
            path.removeprefix(below): kind
            for path, (kind, _) in self._tree.items()
            if path.startswith(below) and path != below
        }

    @cached_property
    def _tree(self) -> Mapping[str, tuple[Kind, str]]:
        """Kind and id of everything on the branch; UnreachableError where there is none of that name."""
        refs = (f"refs/heads/{self.name}", f"refs/remotes/origin/{self.name}")
        for ref in refs:
            try:
                tip = line(self.repository, "rev-parse", "--verify", "-q", f"{ref}^{{commit}}")
                tree = listed(self.repository, tip, "-r", "-t")
            except GitError:
                continue
            return {path: (_KINDS.get(e.mode, "other"), e.id) for path, e in tree.items()}
        raise UnreachableError(
            f"仓库里没有“{file_name(self.name)}”这个分支；在远程的，请先取回（git fetch）。"
        )


@dataclass(frozen=True, slots=True)
class AtAddress:
    """Behind a web server; ``url`` ends in a slash."""

    url: str
    called: str

    def many(self, paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
        """Some at once."""
        wanted = list(paths)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            yield from zip(wanted, pool.map(self._found, wanted), strict=True)

    def _found(self, path: str) -> Found:
        try:
            return fetched(urljoin(self.url, quote(path)))
        except UnseenError as fault:
            return fault

    def every(self, below: str = "") -> Mapping[str, Kind] | None:
        """Nobody lists what a web server has."""
        return None


def at(where: str) -> InFolder | AtAddress:
    """The place that a person names: a folder, or an address down to any page of its top."""
    if not re.match(r"https?://", where):
        return InFolder(Path(where))
    try:
        parts = urlsplit(where)
        named = (
            bool(parts.hostname) and parts.port != 0
        )  # asking for the port finds one that is none
    except ValueError:
        named = False
    if not named or any(map(is_unseen, where)) or re.search(r"\s", where):
        raise UnreachableError(f"“{file_path(where)}”不是网址，请写成 http://taizhang.example/。")
    url = re.sub(r"[^/]*\.(html|json)$", "", where.partition("?")[0].partition("#")[0])
    return AtAddress(url if url.endswith("/") else f"{url}/", where)
